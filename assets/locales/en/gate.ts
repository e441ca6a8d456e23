import { SAID } from '../../../utils/gate/said.ts';

/** What the gate says of what is wrong: the same words as in its note, its status and its log. */
export const gate = SAID;
