/** What happens in the tour's repository. The secret is put together here, so that no file of ours holds one. */
const KEY_ID = ['AKIA', 'QZ7MWX3N', 'TP5KVD2R'].join('');
const SECRET = ['wJ9rXUtnFEMI', 'K7MDENG', 'bPxRfiCYzL3qT8vH2aN'].join('/');

export const BRANCH = 'receipts-by-mail';
export const TITLE = 'Send receipts by mail';
export const FILE = 'src/receipts.js';

const LINES = [
  "import { SESClient, SendEmailCommand } from '@aws-sdk/client-ses';",
  '',
  'CLIENT',
  '',
  'TEXT',
  '',
  '/** Sends the receipt of a paid order to the customer. */',
  'export async function sendReceipt(order) {',
  "  const Text = { Data: fill(process.env.RECEIPT_TEXT ?? 'Thank you.', order) };",
  '  const Destination = { ToAddresses: [order.email] };',
  "  return ses.send(new SendEmailCommand({ Destination, Source: 'shop@acme.example', Message: { Body: { Text } } }));",
  '}',
  '',
];
const file = (client: string[], text: string): string =>
  LINES.flatMap((line) => (line === 'CLIENT' ? client : [line === 'TEXT' ? text : line])).join('\n');

/** The push that the gate must block: credentials in the source, and text of the shop's that is run as code. */
export const BAD = file(
  [
    'const ses = new SESClient({',
    "  region: 'eu-central-1',",
    `  credentials: { accessKeyId: '${KEY_ID}', secretAccessKey: '${SECRET}' },`,
    '});',
  ],
  "const fill = (template, order) => eval('`' + template + '`');",
);

/** The push that mends it. */
export const GOOD = file(
  ["const ses = new SESClient({ region: process.env.AWS_REGION ?? 'eu-central-1' });"],
  "const fill = (template, order) => template.replaceAll('{number}', order.number);",
);
