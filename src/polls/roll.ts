import {
  conditionsThatLeaveSomebody,
  mayVoteOn,
  type Voter,
  type VotingConditions,
} from '../core/charter/membership.js';
import { hashJson, type Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';
import type { RollReason } from './poll.entity.js';

/** Somebody of the collective when a poll opens. */
export interface Person extends Voter {
  readonly memberId: Uuid;
}

export interface RollLine {
  readonly memberId: Uuid;
  readonly entitled: boolean;
  readonly present: boolean;
  readonly reason: RollReason;
}

/** The electoral roll: every person with a reason, in the order of their ids. `among`: who is in the group that decides; null where the collective does. */
export function drawUpRoll(
  persons: readonly Person[],
  present: ReadonlySet<Uuid>,
  asked: VotingConditions,
  now: Instant,
  among: ReadonlySet<Uuid> | null = null,
): RollLine[] {
  const conditions = conditionsThatLeaveSomebody(persons, asked, now);
  return linesOf(persons, present, (person) => {
    const reason = mayVoteOn(person, conditions, now);
    const isOutside = reason === 'MEMBER' && among !== null && !among.has(person.memberId);
    return isOutside ? 'NOT_IN_GROUP' : reason;
  });
}

/** The roll of a founding, before any rule on members: the voice of each founder who is a natural person. */
export const drawUpFoundersRoll = (persons: readonly Person[], present: ReadonlySet<Uuid>): RollLine[] =>
  linesOf(persons, present, ({ kind, state }) => {
    if (kind === 'LEGAL') return 'LEGAL_PERSON';
    return state === 'FOUNDING' ? 'MEMBER' : 'NOT_ACTIVE';
  });

const linesOf = (
  persons: readonly Person[],
  present: ReadonlySet<Uuid>,
  reasonOf: (person: Person) => RollReason,
): RollLine[] =>
  persons
    .map((person) => {
      const reason = reasonOf(person);
      const entitled = reason === 'MEMBER';
      return {
        memberId: person.memberId,
        entitled,
        present: entitled && present.has(person.memberId),
        reason,
      };
    })
    .sort((a, b) => (a.memberId < b.memberId ? -1 : 1));

export const hashRoll = (roll: readonly RollLine[]): Sha256 =>
  hashJson(roll.map(({ memberId, entitled, present, reason }) => ({ memberId, entitled, present, reason })));

/** Freezes a roll with its poll, in one statement. */
export async function freezeRoll(
  tx: Tx,
  collectiveId: Uuid,
  pollId: Uuid,
  roll: readonly RollLine[],
): Promise<void> {
  await tx.rows(
    `INSERT INTO ormee.roll_entry (collective_id, poll_id, member_id, entitled, present, reason)
     SELECT $1, $2, line.member_id, line.entitled, line.present, line.reason
     FROM unnest($3::uuid[], $4::boolean[], $5::boolean[], $6::text[]) AS line (member_id, entitled, present, reason)`,
    [
      collectiveId,
      pollId,
      roll.map((line) => line.memberId),
      roll.map((line) => line.entitled),
      roll.map((line) => line.present),
      roll.map((line) => line.reason),
    ],
  );
}
