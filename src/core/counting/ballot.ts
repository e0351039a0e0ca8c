import { METHODS, isElectionMethod, type MethodId, type QuestionMethodId } from '../charter/clause.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { MARKED_KINDS, kindOf, unmarkable, type MarkedKind } from './marks.js';

export const YES_NO_VALUES = ['FOR', 'AGAINST', 'ABSTAIN', 'BLANK', 'NOT_TAKING_PART'] as const;
export type YesNoValue = (typeof YES_NO_VALUES)[number];

/** OBJECT goes with an objection and its reason, kept beside the ballot; withdrawing it is a new revision of the ballot. */
export const CONSENT_VALUES = ['CONSENT', 'OBJECT', 'ABSTAIN', 'NOT_TAKING_PART'] as const;
export type ConsentValue = (typeof CONSENT_VALUES)[number];

/** What one voter puts in. It has no weight: one member, one voice. */
export type Ballot =
  | { readonly kind: 'CHOICE'; readonly value: YesNoValue }
  | { readonly kind: 'CONSENT'; readonly value: ConsentValue };
/** The kind of a ballot: one of these, or one that marks options (`marks.ts`). */
export type BallotKind = Ballot['kind'] | MarkedKind;

/** The kind of ballot that each method counts. */
export const BALLOT_KINDS: Readonly<Record<QuestionMethodId, Ballot['kind']> & Record<MethodId, BallotKind>> =
  {
    ...(Object.fromEntries(
      METHODS.filter(isElectionMethod).map((method) => [method, kindOf(method)]),
    ) as Record<MethodId, BallotKind>),
    'threshold@1': 'CHOICE',
    'consent@1': 'CONSENT',
  };

const VALUES: Readonly<Record<Ballot['kind'], readonly string[]>> = {
  CHOICE: YES_NO_VALUES,
  CONSENT: CONSENT_VALUES,
};

/** Whether a text may be a ballot of a kind, whatever the options of the poll: BALLOT_INVALID with its reason, or null. */
export function checkChoice(kind: BallotKind, choice: string): Refusal | null {
  if (isMarkedKind(kind)) {
    const reason = unmarkable(kind, choice);
    return reason && invalid(reason);
  }
  return VALUES[kind].includes(choice) ? null : invalid('UNKNOWN_VALUE');
}

const isMarkedKind = (kind: BallotKind): kind is MarkedKind =>
  (MARKED_KINDS as readonly string[]).includes(kind);

/**
 * Whether something is a ballot that a method can count: BALLOT_INVALID with its reason (NOT_A_RECORD, UNKNOWN_FIELD,
 * WRONG_KIND, UNKNOWN_VALUE), or null. The service checks it before the database does.
 */
export function checkBallot(method: QuestionMethodId, ballot: unknown): Refusal | null {
  if (typeof ballot !== 'object' || ballot === null) return invalid('NOT_A_RECORD');
  const { kind, value } = ballot as { kind?: unknown; value?: unknown };
  if (Object.keys(ballot).some((key) => key !== 'kind' && key !== 'value')) return invalid('UNKNOWN_FIELD');
  if (kind !== BALLOT_KINDS[method]) return invalid('WRONG_KIND');
  if (!(VALUES[BALLOT_KINDS[method]] as readonly unknown[]).includes(value)) return invalid('UNKNOWN_VALUE');
  return null;
}

const invalid = (reason: string): Refusal => refuse('BALLOT_INVALID', { reason });
