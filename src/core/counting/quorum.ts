import type { Quorum } from '../charter/clause.js';
import type { Bases } from './profile.js';
import { leastReaching, reaches, readShare } from './share.js';
import type { Step } from './steps.js';

/**
 * The step of a quorum, which comes before any other; null where none is asked. A quorum of presence where nobody
 * was checked in is PRESENCE_UNKNOWN: clauses that would lead there are refused, and it is never taken for zero.
 */
export function quorumStep(quorum: Quorum | null, bases: Bases): Step<QuorumCode> | null {
  if (!quorum) return null;
  const { counts, of, fraction } = quorum;
  const count = bases[counts];
  const number = bases[of];
  if (count === null || number === null) return { code: 'PRESENCE_UNKNOWN', data: {} };
  const share = readShare({ fraction, strict: false, plus: 0 });
  return {
    code: reaches(count, share, number) ? 'QUORUM_MET' : 'QUORUM_MISSED',
    data: {
      counts,
      count: String(count),
      of,
      number: String(number),
      needed: String(leastReaching(share, number)),
      fraction,
    },
  };
}

type QuorumCode = 'PRESENCE_UNKNOWN' | 'QUORUM_MET' | 'QUORUM_MISSED';

/** A quorum as a working's option. */
export const quorumOption = (
  quorum: Quorum | null,
): { counts: string; of: string; fraction: string } | null =>
  quorum && { counts: quorum.counts, of: quorum.of, fraction: quorum.fraction };
