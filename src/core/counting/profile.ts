import type { Base, QuestionMethodId } from '../charter/clause.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { checkBallot, type Ballot } from './ballot.js';

/** A paper that says nothing countable. Found at the count and never cast, so it is no member's ballot. */
export interface Spoiled {
  readonly kind: 'SPOILED';
}

/** Ballots as a multiset: a count cannot depend on their order, because there is none. */
export type Profile = readonly { readonly ballot: Ballot | Spoiled; readonly count: bigint }[];

/** Of whom the ballots came, in persons. */
export interface Electorate {
  readonly roll: bigint;
  /** Entitled and checked in at opening; null where nobody is checked in, as online. */
  readonly present: bigint | null;
  /** On the roll, but could not be told of the poll: their silence is never counted. Absent: nobody. */
  readonly unreached?: bigint;
  /** Objections in the box that stand no more, since after its round their authors withdrew them, or the rule set them aside. */
  readonly lifted?: { readonly withdrawn: bigint; readonly setAside: bigint };
}

/** Persons on the roll by what they did; the statuses are disjoint and their numbers add up to the roll. */
export type Tally<V extends string = string> = Readonly<
  Record<V, bigint> & Record<'NOT_TAKING_PART' | 'SPOILED' | 'NOT_CAST', bigint>
>;

/** The four bases, in persons. PRESENT is null where nobody was checked in: unknown is not zero. */
export type Bases = Readonly<Record<Exclude<Base, 'PRESENT'>, bigint> & { PRESENT: bigint | null }>;

/**
 * Refuses sums that cannot be, as BALLOT_INVALID: a ballot of another method, a negative number, more ballots or
 * more present than the roll has names, more unreached than silent.
 */
export function checkProfile(
  method: QuestionMethodId,
  profile: Profile,
  electorate: Electorate,
): Refusal | null {
  const present = electorate.present ?? 0n;
  const unreached = electorate.unreached ?? 0n;
  for (const { ballot, count } of profile) {
    const refusal = ballot.kind === 'SPOILED' ? null : checkBallot(method, ballot);
    if (refusal) return refusal;
    if (count < 0n) return impossible('NEGATIVE_COUNT');
  }
  if (electorate.roll < 0n || present < 0n || unreached < 0n) return impossible('NEGATIVE_COUNT');
  if (present > electorate.roll) return impossible('MORE_PRESENT_THAN_ROLL');
  const cast = sum(profile);
  if (cast > electorate.roll) return impossible('MORE_BALLOTS_THAN_ROLL');
  if (unreached > electorate.roll - cast) return impossible('MORE_UNREACHED_THAN_SILENT');
  return electorate.lifted ? refuseLifted(electorate.lifted, profile) : null;
}

function refuseLifted(
  { withdrawn, setAside }: NonNullable<Electorate['lifted']>,
  profile: Profile,
): Refusal | null {
  if (withdrawn < 0n || setAside < 0n) return impossible('NEGATIVE_COUNT');
  const objections = sum(profile.filter(({ ballot }) => statusOf(ballot) === 'OBJECT'));
  return withdrawn + setAside > objections ? impossible('MORE_LIFTED_THAN_OBJECTIONS') : null;
}

const impossible = (reason: string): Refusal => refuse('BALLOT_INVALID', { reason });

/** Adds a checked profile up by value; who is on the roll and cast nothing is NOT_CAST. */
export function tallyOf<V extends string>(values: readonly V[], profile: Profile, roll: bigint): Tally<V> {
  const statuses = [...values, 'SPOILED'];
  const numbers = statuses.map((status) => [
    status,
    sum(profile.filter(({ ballot }) => statusOf(ballot) === status)),
  ]);
  return { ...Object.fromEntries(numbers), NOT_CAST: roll - sum(profile) } as Tally<V>;
}

const statusOf = (ballot: Ballot | Spoiled): string =>
  ballot.kind === 'SPOILED' ? ballot.kind : ballot.value;

const sum = (profile: Profile): bigint => profile.reduce((total, { count }) => total + count, 0n);

/** The bases of a poll in which `expressed` took a side and `withheld` (abstaining, blank) voted without one. */
export const basesOf = (electorate: Electorate, expressed: bigint, withheld: bigint): Bases => ({
  ROLL: electorate.roll,
  PRESENT: electorate.present,
  TURNOUT: expressed + withheld,
  EXPRESSED: expressed,
});
