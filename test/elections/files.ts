import { Refusal, type RefusalFacts } from '../../src/core/kernel/refusals.js';

/** What is wrong with a file that cannot be read. */
export function wrongWith(read: () => unknown): RefusalFacts['BALLOT_FILE_WRONG'] {
  try {
    read();
  } catch (error) {
    if (error instanceof Refusal && error.code === 'BALLOT_FILE_WRONG')
      return error.facts as RefusalFacts['BALLOT_FILE_WRONG'];
    throw error;
  }
  throw new Error('it was read');
}
