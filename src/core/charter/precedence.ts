import { targetsOf, type Effect, type TargetKey } from '../kernel/effects.js';
import type { Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import type { AssemblyForm, Clause, Venue } from './clause.js';

/** The last decision on a target, ADOPTED or REJECTED alike: an assembly's no is a decision too. */
export interface LastDecision {
  /** Its number in the register: `2026-012`. */
  readonly label: string;
  readonly venue: Venue;
  readonly form: AssemblyForm | null;
  /** Whether it was taken in a form that prevails, under the clauses it was taken under. */
  readonly prevails: boolean;
  /** Those clauses let what an assembly decides be revoked or reopened online. */
  readonly revocableOnline: boolean;
  /** The assembly itself opened this decision to online change. */
  readonly openedOnline: boolean;
  /** The working group that took it; null or absent for the collective. */
  readonly groupId?: Uuid | null;
}

/** What a poll in some venue would do to one target. */
export interface Undoing {
  readonly target: TargetKey;
  readonly venue: Venue;
  readonly lastDecision: LastDecision | null;
  /** All that is done to the target is to end a mandate. */
  readonly onlyEnds: boolean;
  /** The working group whose poll it is; null or absent for the collective. */
  readonly groupId?: Uuid | null;
}

/** What a decision did to one target. */
export interface Deciding extends Undoing {
  /** All that is done to the target is to open a decision to online change. */
  readonly onlyOpens: boolean;
}

/**
 * Whether a poll may touch a target: ASSEMBLY_PREVAILS when it is online and a prevailing assembly decided last, unless
 * that decision or its clause opens it. Checked at submission, at opening and at proclamation. Ending a mandate is
 * free in any venue: holders are revocable at once, and it undoes nothing else. A working group never outranks the
 * collective: what the collective, or another group, last decided is COLLECTIVE_PREVAILS for it, mandates included.
 */
export function mayUndo(undoing: Undoing): Refusal | null {
  const { target, lastDecision, onlyEnds } = undoing;
  if (lastDecision && isOfOthers(undoing))
    return refuse('COLLECTIVE_PREVAILS', { target, decision: lastDecision.label });
  if (onlyEnds || !lastDecision || !isBarred(undoing)) return null;
  return refuse('ASSEMBLY_PREVAILS', { target, decision: lastDecision.label });
}

/**
 * Whether a decision becomes the last one on its target. An online revocation of an assembly's mandate, adopted or
 * rejected, does not: else revoking would be the way to grant again online what the assembly had settled. Nor does
 * opening a decision to online change: the decision that was opened stays the last word on itself.
 */
export const becomesLast = (deciding: Deciding): boolean =>
  !deciding.onlyOpens && !isBarred(deciding) && !isOfOthers(deciding);

/** Whether it is a group's poll, and somebody else decided last. */
const isOfOthers = ({ groupId = null, lastDecision }: Undoing): boolean =>
  groupId !== null && lastDecision !== null && (lastDecision.groupId ?? null) !== groupId;

/**
 * What a decision of the collective settles beside its own targets: whatever the decisions of groups touched that it
 * recalls, so that the group does not do it again by itself.
 */
export const targetsRecalled = (
  effects: readonly Effect[],
  ofGroups: ReadonlyMap<Uuid, readonly Effect[]>,
): TargetKey[] =>
  targetsOf(
    effects.flatMap((effect) =>
      effect.kind === 'REPEAL_DECISION' ? (ofGroups.get(effect.decisionId) ?? []) : [],
    ),
  );

const isBarred = ({ venue, lastDecision }: Undoing): boolean =>
  venue === 'ONLINE' &&
  lastDecision !== null &&
  lastDecision.venue === 'ASSEMBLY' &&
  lastDecision.prevails &&
  !lastDecision.revocableOnline &&
  !lastDecision.openedOnline;

/** Whether a decision taken in a venue under these clauses prevails: one of them says so of the assembly's form. */
export const prevails = (clauses: readonly Clause[], venue: Venue, form: AssemblyForm | null): boolean =>
  venue === 'ASSEMBLY' &&
  form !== null &&
  clauses.some(({ prevailingForms }) => prevailingForms.includes(form));

/** Whether an assembly's decision taken under these clauses may be revoked or reopened online: all of them say so. */
export const revocableOnline = (clauses: readonly Clause[]): boolean =>
  clauses.length > 0 && clauses.every((clause) => clause.revocableOnline);

/** Whether all that effects do to a target is to end a mandate. */
export const onlyEnds = (effects: readonly Effect[], target: TargetKey): boolean =>
  areAll(effects, target, 'REVOKE_MANDATE');

/** Whether all that effects do to a target is to open a decision to online change. */
export const onlyOpens = (effects: readonly Effect[], target: TargetKey): boolean =>
  areAll(effects, target, 'REOPEN_DECISION');

function areAll(effects: readonly Effect[], target: TargetKey, wanted: Effect['kind']): boolean {
  const touching = effects.filter((effect) => targetsOf([effect]).includes(target));
  return touching.length > 0 && touching.every(({ kind }) => kind === wanted);
}
