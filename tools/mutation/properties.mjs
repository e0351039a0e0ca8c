/** Properties try the same cases for every mutant, and do not look for the smallest that fails. */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env.ORMEE_MUTATION_SEED), endOnFailure: true });
