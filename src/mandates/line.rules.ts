import type { MandateScope } from '../core/kernel/actors.js';
import type { GrantMandate } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Instant } from '../core/kernel/instants.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { LineState, MandateLineRow } from './line.entity.js';
import { INSTRUCTIONS_MAX, refuseRepetition, refuseTitle, TASK } from './mandate.rules.js';

/** A line as somebody writes it. */
export interface LineAsked {
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly holders: readonly Uuid[];
  readonly endsAt: Instant;
  readonly reportDueAt: Instant | null;
  readonly reportEvery: CalendarDuration | null;
}

/** A line with those whom it names. */
export interface LineWithHolders extends MandateLineRow {
  readonly holderIds: readonly Uuid[];
}

/** More than a meeting hands to one group of people. */
const HOLDERS_AT_MOST = 20;

/** What is offered may say less than a line: neither who, nor until when. */
export type TaskAsked = Pick<LineAsked, 'title' | 'instructions' | 'reportDueAt'> & {
  readonly until: Instant | null;
};

/** A name for good from a title: `Réserver la salle` is `reserver-la-salle`. Empty where no letter is left. */
export const slugOf = (title: string): string =>
  title
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/œ/g, 'oe')
    .replace(/æ/g, 'ae')
    .replace(/ß/g, 'ss')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+/, '')
    .slice(0, 120)
    .replace(/-+$/, '');

/** What anybody may offer: one line that can be read, and no date that is past. */
export function refuseTask(task: TaskAsked, now: Instant): Refusal | null {
  const { title, instructions, until, reportDueAt } = task;
  const fault = unreadable(instructions, 'LINES', INSTRUCTIONS_MAX);
  if (until !== null && until <= now)
    return refuse('MANDATE_END_PAST', { endsAt: until }, ['input', 'until']);
  return (
    refuseTitle(title, ['input', 'title']) ??
    (fault && invalid('instructions', fault)) ??
    (reportDueAt !== null && reportDueAt <= now ? invalid('reportDueAt', 'PAST') : null)
  );
}

/** What the database knows about a line that somebody writes. */
export interface LineFacts {
  /** Which of those whom it names are current members and natural persons. */
  readonly eligible: readonly Uuid[];
  /** Whether a live mandate has the task. */
  readonly isHeld: boolean;
  /** Whether another line of the task waits for a decision. */
  readonly isNoted: boolean;
}

/** Charter, clause 6: a precise task, to named persons, until a date; a line says no less. */
export function refuseLine(
  line: LineAsked,
  { eligible, isHeld, isNoted }: LineFacts,
  { collectiveId, now }: { readonly collectiveId: Uuid; readonly now: Instant },
): Refusal | null {
  const { task, holders, endsAt, reportDueAt, reportEvery } = line;
  const refusal = refuseTask({ ...line, until: endsAt }, now);
  if (refusal) return refusal;
  if (!TASK.test(task)) return invalid('task', 'NOT_A_SLUG');
  if (holders.length === 0) return invalid('holderIds', 'EMPTY');
  if (holders.length > HOLDERS_AT_MOST) return invalid('holderIds', 'TOO_MANY');
  if (new Set(holders).size < holders.length) return invalid('holderIds', 'TWICE');
  const stranger = holders.find((holder) => !eligible.includes(holder));
  if (stranger !== undefined)
    return refuse('MANDATE_HOLDER_NOT_ELIGIBLE', { member: toGlobalId('Member', collectiveId, stranger) }, [
      'input',
      'holderIds',
    ]);
  return (
    refuseRepetition(reportDueAt, reportEvery, ['input', 'reportEvery']) ??
    (isHeld ? refuse('MANDATE_TASK_HELD', { task }) : null) ??
    (isNoted ? refuse('MANDATE_LINE_WAITS', { task }) : null)
  );
}

/** Only what still waits is taken back, by whoever wrote it or by whom it names: nobody is mandated against their will. */
export function refuseWithdrawal(line: LineWithHolders, memberId: Uuid): Refusal | null {
  const { task, authorId, holderIds } = line;
  if (authorId !== memberId && !holderIds.includes(memberId))
    return refuse('MANDATE_LINE_NOT_YOURS', { task });
  return refuseSettled(task, line.state);
}

export const refuseSettled = (task: string, state: LineState): Refusal | null =>
  state === 'PROPOSED' ? null : refuse('MANDATE_LINE_SETTLED', { task, state });

/** What a decision does that confirms a line: the mandate of the same id, which opens no act. */
export const grantOfLine = (line: LineWithHolders): GrantMandate => ({
  kind: 'GRANT_MANDATE',
  mandateId: line.id,
  task: line.task,
  title: line.title,
  instructions: line.instructions,
  boundBy: line.decisionId === null ? [] : [line.decisionId],
  holders: line.holderIds,
  scope: { acts: [], object: scopeOf(line) },
  endsAt: line.endsAt,
  reportDueAt: line.reportDueAt,
  ...(line.reportEvery !== null && { reportEvery: line.reportEvery }),
});

const scopeOf = ({ groupId, collectiveId }: LineWithHolders): MandateScope['object'] =>
  groupId === null ? { kind: 'COLLECTIVE', id: collectiveId } : { kind: 'GROUP', id: groupId };

const invalid = (field: string, reason: string): Refusal<'INVALID_INPUT'> =>
  refuse('INVALID_INPUT', { field, reason }, ['input', field]);
