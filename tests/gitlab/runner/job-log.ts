import type { Job } from '../world/types.ts';
import { Masker } from './mask.ts';

/** GitLab Runner's `output_limit`. */
const LIMIT_BYTES = 4 * 1024 * 1024;

const BOLD_GREEN = '\u001b[32;1m';
const BOLD_RED = '\u001b[31;1m';
const YELLOW = '\u001b[0;33m';
const CYAN = '\u001b[36;1m';
const PLAIN = '\u001b[0;m';

/** Writes a job's log as it goes, with its secrets masked and in the runner's colours. */
export class JobLog {
  readonly #job: Job;
  readonly #masker: Masker;
  #full = false;

  constructor(job: Job, secrets: readonly string[]) {
    this.#job = job;
    this.#masker = new Masker(secrets);
  }

  readonly output = (text: string): void => this.#append(this.#masker.push(text));

  heading(text: string): void {
    this.#line(CYAN, text);
  }

  info(text: string): void {
    this.#line(BOLD_GREEN, text);
  }

  warning(text: string): void {
    this.#line(YELLOW, `WARNING: ${text}`);
  }

  error(text: string): void {
    this.#line(BOLD_RED, `ERROR: ${text}`);
  }

  #line(colour: string, text: string): void {
    this.#append(this.#masker.end());
    this.#append(`${this.#masker.push(`${colour}${text}${PLAIN}\n`)}${this.#masker.end()}`);
  }

  #append(text: string): void {
    if (this.#full || text === '') return;
    if (this.#job.trace.length + text.length > LIMIT_BYTES) {
      this.#full = true;
      this.#job.trace += `\n${BOLD_RED}Job's log exceeded limit of ${LIMIT_BYTES} bytes.${PLAIN}\n`;
      return;
    }
    this.#job.trace += text;
  }
}
