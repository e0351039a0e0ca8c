import { FOUNDING_SUBJECTS, type FoundersMajority, type FoundingSubject } from '../core/charter/founding.js';
import type { AgreeMajority, Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';

/** A draft that the founders adopted: what its poll froze, whatever its proposal says since. */
export interface AdoptedDraft {
  readonly subject: FoundingSubject;
  readonly pollId: Uuid;
  readonly proposalId: Uuid;
  readonly effects: readonly Effect[];
}

export type AdoptedDrafts = ReadonlyMap<FoundingSubject, AdoptedDraft>;

/** The last adopted draft on each subject: a later one takes the place of an earlier one, until all is confirmed. */
export async function adoptedDrafts(reader: Reader, collectiveId: Uuid): Promise<AdoptedDrafts> {
  const rows = await reader.rows<AdoptedDraft>(
    `SELECT DISTINCT ON (proposal.founding_subject) proposal.founding_subject AS subject, poll.id AS "pollId",
       proposal.id AS "proposalId", option.effects
     FROM ormee.proposal proposal
     JOIN ormee.poll poll ON poll.collective_id = proposal.collective_id AND poll.proposal_id = proposal.id
     JOIN ormee.outcome outcome ON outcome.collective_id = poll.collective_id AND outcome.poll_id = poll.id
     JOIN ormee.poll_option option ON option.collective_id = poll.collective_id AND option.poll_id = poll.id
     WHERE proposal.collective_id = $1 AND proposal.founding_subject IS NOT NULL
       AND outcome.code = 'ADOPTED' AND NOT option.status_quo
     ORDER BY proposal.founding_subject, outcome.proclaimed_at DESC, poll.id DESC`,
    [collectiveId],
  );
  return new Map(rows.map((row) => [row.subject, row]));
}

/** The majority that the founders agreed on; null while they have not. */
export function agreedMajority(adopted: AdoptedDrafts): FoundersMajority | null {
  const effect = adopted.get('MAJORITY')?.effects.find((one): one is AgreeMajority => isMajority(one));
  return effect ? { base: effect.base, threshold: effect.threshold } : null;
}

const isMajority = ({ kind }: Effect): boolean => kind === 'AGREE_MAJORITY';

/** What decision 0 will do: adopt the texts, then put the charter in force. */
export const effectsOfFounding = (adopted: AdoptedDrafts): readonly Effect[] => [
  ...(adopted.get('TEXTS')?.effects ?? []),
  ...(adopted.get('CHARTER')?.effects ?? []),
];

export const adoptedSubjects = (adopted: AdoptedDrafts): ReadonlySet<FoundingSubject> =>
  new Set(FOUNDING_SUBJECTS.filter((subject) => adopted.has(subject)));
