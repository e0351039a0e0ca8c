import { commitmentTo, isByCommitments } from '../core/charter/lot.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { lockPollWithProposal, readPoll } from '../polls/lock-poll.js';
import { lotEntries } from '../polls/lot.queries.js';
import { mayCommit, mayEnter } from '../polls/lot.rules.js';
import type { PollRow } from '../polls/poll.entity.js';
import { record } from '../register/record.js';
import { countAhead } from './count-box.js';
import { proclaimLocked } from './proclaim.js';

const VALUE_AT_MOST = 100;

/** Commits a voter to a value while the box is open. Another commitment takes the place of theirs. */
export async function commitToLot(
  tx: Tx,
  actor: MemberActor,
  pollId: Uuid,
  commitment: Sha256,
): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const poll = await lockPollWithProposal(tx, collectiveId, pollId);
  await refuseStranger(tx, poll, memberId);
  const refusal = mayCommit({ ...poll, byCommitments: false }, await tx.now());
  if (refusal) throw refusal;
  await tx.rows(
    `INSERT INTO ormee.lot_value (collective_id, poll_id, member_id, commitment) VALUES ($1, $2, $3, $4)
     ON CONFLICT (collective_id, poll_id, member_id) DO UPDATE SET commitment = excluded.commitment`,
    [collectiveId, poll.id, memberId, commitment],
  );
  record(tx, collectiveId, {
    type: 'lot.committed',
    visibility: 'MEMBERS',
    body: { poll: poll.id, member: personal(memberId), commitment },
  });
  return poll.id;
}

/**
 * Types the value of a lot, once the box is shut and the tie is known: dice that two voters read alike, or what somebody
 * committed to before. The last value that is needed proclaims the poll in the same transaction.
 */
export async function enterLotValue(tx: Tx, actor: MemberActor, pollId: Uuid, value: string): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const said = value.trim();
  const before = await readPoll(tx, collectiveId, pollId);
  await refuseEntry(tx, before, memberId, said);
  const ahead = await countAhead(tx, before, { memberId, value: said });
  const poll = await lockPollWithProposal(tx, collectiveId, pollId);
  await refuseEntry(tx, poll, memberId, said);
  await tx.rows(
    `INSERT INTO ormee.lot_value (collective_id, poll_id, member_id, value) VALUES ($1, $2, $3, $4)
     ON CONFLICT (collective_id, poll_id, member_id) DO UPDATE SET value = excluded.value`,
    [collectiveId, poll.id, memberId, said],
  );
  record(tx, collectiveId, {
    type: 'lot.entered',
    visibility: 'MEMBERS',
    body: { poll: poll.id, member: personal(memberId), value: said },
  });
  await proclaimLocked(tx, poll, ahead);
  return poll.id;
}

async function refuseEntry(tx: Tx, poll: PollRow, memberId: Uuid, value: string): Promise<void> {
  await refuseStranger(tx, poll, memberId);
  const fault = value === '' ? 'EMPTY' : unreadable(value, 'LINE', VALUE_AT_MOST);
  if (fault) throw refuse('INVALID_INPUT', { field: 'value', reason: fault }, ['input', 'value']);
  const entries = await lotEntries(tx, poll.collectiveId, poll.id);
  const byCommitments = poll.lotSource !== null && isByCommitments(poll.lotSource, entries);
  const own = entries.find((entry) => entry.memberId === memberId)?.commitment ?? null;
  const refusal = mayEnter({ ...poll, byCommitments }, own !== null, await tx.now());
  if (refusal) throw refusal;
  if (byCommitments && own !== null && own !== commitmentTo(value)) throw refuse('LOT_COMMITMENT_DIFFERS');
}

/** Those draw the lot who may vote: somebody else has nothing to do with it, and learns nothing. */
async function refuseStranger(
  reader: Reader,
  { collectiveId, id, venue }: PollRow,
  memberId: Uuid,
): Promise<void> {
  const [entry] = await reader.rows<{ entitled: boolean; present: boolean; reason: string }>(
    `SELECT entitled, present, reason FROM ormee.roll_entry
     WHERE collective_id = $1 AND poll_id = $2 AND member_id = $3`,
    [collectiveId, id, memberId],
  );
  if (!entry) throw refuse('NOT_ON_ROLL', { reason: 'NOT_LISTED' });
  if (!entry.entitled) throw refuse('NOT_ON_ROLL', { reason: entry.reason });
  if (venue === 'ASSEMBLY' && !entry.present) throw refuse('NOT_ON_ROLL', { reason: 'NOT_PRESENT' });
}
