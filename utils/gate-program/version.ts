/** Of the extension and of the gate program alike; a test holds it to package.json. */
export const VERSION = '0.1.0';
