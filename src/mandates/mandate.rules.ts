import type { EffectContext, GrantMandate, RevokeMandate } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { LineState } from './line.entity.js';
import type { MandateState } from './mandate.entity.js';
import { canBeOpened } from './scopes.js';

/** A slug: no slash, so that no decision can name a role of a sitting (`sitting/…`). */
export const TASK = /^[a-z0-9][a-z0-9-]{0,119}$/;

/** Longest title, in characters (Unicode code points, as PostgreSQL counts them). */
const TITLE_MAX = 200;
export const INSTRUCTIONS_MAX = 100_000;

/** What the database knows about a mandate that a decision would give. */
export interface GrantFacts {
  readonly idTaken: boolean;
  /** The end of the mandate that holds the task, also where that end is past; null when none holds it. */
  readonly heldUntil: Instant | null;
  /** Which of the holders are current members and natural persons. */
  readonly eligible: readonly Uuid[];
  /** Which of the decisions that bind it exist. */
  readonly decisions: readonly Uuid[];
  readonly objectExists: boolean;
  /** Where the line stands that the effect was made of; null where it was made of none. */
  readonly lineState: LineState | null;
}

/** What the database knows about a mandate that a decision would revoke. */
export interface Standing {
  readonly task: string;
  readonly state: MandateState;
  readonly endsAt: Instant | null;
}

/** Whether a mandate opens anything at an instant: its end is the first instant at which it no longer does. */
export const isLive = ({ state, endsAt }: Omit<Standing, 'task'>, now: Instant): boolean =>
  state === 'LIVE' && (endsAt === null || now < endsAt);

/** Refuses by INVALID_INPUT (EMPTY, or as `unreadable` says) a title that cannot stand on one line. */
export function refuseTitle(title: string, path: readonly string[] = []): Refusal<'INVALID_INPUT'> | null {
  const because = (reason: string) => refuse('INVALID_INPUT', { field: 'title', reason }, path);
  if (title.trim() === '') return because('EMPTY');
  const reason = unreadable(title, 'LINE', TITLE_MAX);
  return reason && because(reason);
}

/** Charter, clause 6: imperative mandates for precise tasks, until a date, to persons who answer for them. */
export function refuseGrant(
  effect: GrantMandate,
  facts: GrantFacts,
  { collectiveId, now }: Pick<EffectContext, 'collectiveId' | 'now'>,
): Refusal | null {
  const { task, title, endsAt } = effect;
  if (!TASK.test(task)) return invalid('task', 'NOT_A_SLUG');
  if (facts.idTaken) return refuse('DUPLICATE', { what: 'mandate' });
  // Whoever wrote the line, or whom it names, took it back since.
  if (facts.lineState !== null && facts.lineState !== 'PROPOSED')
    return refuse('MANDATE_LINE_SETTLED', { task, state: facts.lineState });
  if (endsAt <= now) return refuse('MANDATE_END_PAST', { endsAt });
  if (facts.heldUntil !== null && now < facts.heldUntil) return refuse('MANDATE_TASK_HELD', { task });
  return (
    refuseTitle(title) ??
    refuseInstructions(effect) ??
    refuseRepetition(effect.reportDueAt, effect.reportEvery ?? null) ??
    refuseHolders(effect, facts, collectiveId) ??
    refuseScope(effect, facts)
  );
}

/** A report that comes back needs a first day, and a whole day at least between two. */
export function refuseRepetition(
  reportDueAt: Instant | null,
  reportEvery: CalendarDuration | null,
  path: readonly string[] = [],
): Refusal<'INVALID_INPUT'> | null {
  const because = (reason: string) => refuse('INVALID_INPUT', { field: 'reportEvery', reason }, path);
  if (reportEvery === null) return null;
  if (reportDueAt === null) return because('WITHOUT_FIRST_REPORT');
  return /^P[1-9]\d{0,2}[DWMY]$/.test(reportEvery) ? null : because('WHOLE_DAYS');
}

function refuseInstructions({ instructions }: GrantMandate): Refusal | null {
  const reason = unreadable(instructions, 'LINES', INSTRUCTIONS_MAX);
  return reason && invalid('instructions', reason);
}

/** Charter, clause 7: revocable at once, whatever gave the mandate. What no longer opens anything is not revoked. */
export function refuseRevocation(
  effect: RevokeMandate,
  mandate: Standing | null,
  now: Instant,
): Refusal | null {
  // A task that is not the mandate's would put the decision on another target than the one it touches.
  if (mandate?.task !== effect.task || !isLive(mandate, now))
    return refuse('MANDATE_NOT_LIVE', { task: effect.task });
  return null;
}

function refuseHolders(
  { holders }: GrantMandate,
  { eligible }: GrantFacts,
  collectiveId: Uuid,
): Refusal | null {
  if (holders.length === 0) return invalid('holders', 'EMPTY');
  if (new Set(holders).size < holders.length) return invalid('holders', 'TWICE');
  const stranger = holders.find((holder) => !eligible.includes(holder));
  if (stranger === undefined) return null;
  return refuse('MANDATE_HOLDER_NOT_ELIGIBLE', { member: toGlobalId('Member', collectiveId, stranger) });
}

function refuseScope({ scope, boundBy }: GrantMandate, facts: GrantFacts): Refusal | null {
  const unknown = scope.acts.find((act) => !canBeOpened(act));
  if (unknown !== undefined) return refuse('MANDATE_SCOPE_UNKNOWN', { act: unknown });
  const exist = facts.objectExists && boundBy.every((decision) => facts.decisions.includes(decision));
  return exist ? null : refuse('NOT_FOUND');
}

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason });
