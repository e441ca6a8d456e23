import { allTexts } from './packaged-texts.ts';

// A process of its own reads the catalogs as they are now: see dev-texts.ts.
process.stdout.write(JSON.stringify(allTexts()));
