import { checkChoice, type BallotKind } from '../core/counting/ballot.js';
import type { Instant } from '../core/kernel/instants.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { PollRow } from './poll.entity.js';

const REASON_AT_MOST = 10_000;

/** May this be put in a box at all, whatever the poll: the rest is judged in the statement that holds the locks. */
export function mayBeCast(cast: {
  readonly kind: BallotKind;
  readonly choice: string;
  readonly reason: string | null;
  readonly expectedRevision: number;
}): Refusal | null {
  const refusal = checkChoice(cast.kind, cast.choice);
  if (refusal) return refusal;
  if (
    !Number.isInteger(cast.expectedRevision) ||
    cast.expectedRevision < 0 ||
    cast.expectedRevision > 1_000_000
  )
    return refuse('INVALID_INPUT', { field: 'expectedRevision', reason: '0-1000000' });
  return mayBeArgued(cast.choice, cast.reason);
}

function mayBeArgued(choice: string, reason: string | null): Refusal | null {
  if (choice !== 'OBJECT')
    return reason === null ? null : refuse('BALLOT_INVALID', { reason: 'REASON_WITHOUT_OBJECTION' });
  if (reason === null || reason.trim() === '') return refuse('OBJECTION_NEEDS_REASON');
  const because = unreadable(reason, 'LINES', REASON_AT_MOST);
  return (
    because &&
    refuse('INVALID_INPUT', { field: 'reason', reason: because }, ['input', 'ballot', 'consent', 'reason'])
  );
}

/** May this box be shut at this instant: past its deadline, by anyone; before it, by nobody. */
export function mayBeShut(poll: Pick<PollRow, 'closesAt'>, now: Instant): Refusal | null {
  if (poll.closesAt === null) return refuse('LAST_CALL_NEEDED');
  return poll.closesAt <= now ? null : refuse('POLL_STILL_OPEN', { closesAt: poll.closesAt });
}
