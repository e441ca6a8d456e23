/** Gives new texts that a job may keep their numbers, for good. Until then they are in the package by their names. */
import { appendFileSync } from 'node:fs';
import { idsToNumber, KEPT_IDS } from './text-numbers.ts';

const ids = idsToNumber();
appendFileSync(KEPT_IDS, ids.map((id) => `${id}\n`).join(''));
console.log(`${ids.length} texts got a number.`);
