import type { UserError } from './user-error.ts';

/** Thrown where we know what to tell the person. Everything else that is thrown is told in general words only. */
export class Failure extends Error {
  override readonly name = 'Failure';
  readonly userError: UserError;

  constructor(userError: UserError) {
    super(userError.kind);
    this.userError = userError;
  }
}
