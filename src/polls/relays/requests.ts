import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { refuse } from '../../core/kernel/refusals.js';
import type { Tx } from '../../platform/database/transactions.js';
import { readPoll } from '../lock-poll.js';
import type { RelayRequestWay } from './relay.entity.js';

/** A request that nobody joined is over after this long, as SQL writes intervals: people meet once a week. */
export const REQUEST_WAITS = '7 days';

/** Who put somebody on the relays' list. */
export interface StandingRequest {
  readonly id: Uuid;
  /** Whom it is about. */
  readonly memberId: Uuid;
  readonly askedBy: Uuid;
  readonly joinedBy: Uuid | null;
  readonly way: RelayRequestWay;
  readonly otherActs: boolean;
  readonly standsFrom: Instant;
}

/** SQL: the requests that stand in collective $1, with their members: nobody's outlives the membership in which it was made. */
export const STANDING_REQUESTS = `ormee.relay_request request
  JOIN ormee.member ON member.collective_id = request.collective_id AND member.id = request.member_id
    AND member.state IN ('ACTIVE', 'FOUNDING')
  WHERE request.collective_id = $1 AND request.stands_from >= member.joined_at AND request.ended_at IS NULL`;

/** The requests for somebody that stand now: none where nobody asked, or they are no member any more. */
export const standingRequests = (
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  lock: 'SHARE' | 'NO KEY UPDATE',
): Promise<StandingRequest[]> =>
  tx.rows<StandingRequest>(
    `SELECT request.id, request.member_id AS "memberId", request.asked_by AS "askedBy", request.joined_by AS "joinedBy",
       request.way, request.other_acts AS "otherActs", request.stands_from AS "standsFrom"
     FROM ${STANDING_REQUESTS} AND request.member_id = $2
     ORDER BY request.id FOR ${lock} OF request`,
    [collectiveId, memberId],
  );

/** Whether somebody wrote a request down, as the first or the second. */
export const isWrittenBy = ({ askedBy, joinedBy }: StandingRequest, memberId: Uuid): boolean =>
  askedBy === memberId || joinedBy === memberId;

/** What somebody asked themselves holds before what others wrote down, and the oldest of these before the rest. */
const holdsBefore = (a: StandingRequest, b: StandingRequest): number =>
  Number(a.way !== 'ONESELF') - Number(b.way !== 'ONESELF') || (a.standsFrom < b.standsFrom ? -1 : 1);

/**
 * Holds that somebody asked for a relay, to the end of the transaction: taking it back comes before the act or after it. For
 * which acts, they say themselves where they asked themselves, whatever others wrote down.
 * Whoever wrote a request down is not the one who speaks under it, or a relay would be asked for by themselves.
 */
async function holdRequest(
  tx: Tx,
  { collectiveId, memberId: relayId }: MemberActor,
  memberId: Uuid,
  forOtherActs: boolean,
): Promise<StandingRequest> {
  const standing = await standingRequests(tx, collectiveId, memberId, 'SHARE');
  const own = standing.filter(({ way }) => way === 'ONESELF');
  const requests = (forOtherActs && own.length > 0 ? own : standing).filter(
    ({ otherActs }) => otherActs || !forOtherActs,
  );
  if (requests.length === 0 && standing.length > 0) throw refuse('RELAY_FOR_BALLOTS_ALONE');
  if (requests.length === 0) throw refuse('RELAY_NOT_ASKED_FOR');
  const [request] = requests.filter((one) => !isWrittenBy(one, relayId)).toSorted(holdsBefore);
  if (!request) throw refuse('RELAY_ASKED_FOR_BY_ITSELF');
  return request;
}

/** For what a relay does in a poll. Whoever did not ask themselves has until the next poll to hear of it, and to say no. */
export async function requireRequest(
  tx: Tx,
  actor: MemberActor,
  { memberId, pollId }: { readonly memberId: Uuid; readonly pollId: Uuid },
): Promise<void> {
  const request = await holdRequest(tx, actor, memberId, false);
  const { openedAt } = await readPoll(tx, actor.collectiveId, pollId);
  if (request.way !== 'ONESELF' && request.standsFrom > openedAt) throw refuse('RELAY_ASKED_FOR_TOO_LATE');
}

/** For any other act. Whoever did not ask themselves has as long to hear of it as a request waits for somebody to join it. */
export async function requireKnownRequest(tx: Tx, actor: MemberActor, memberId: Uuid): Promise<void> {
  const request = await holdRequest(tx, actor, memberId, true);
  if (request.way === 'ONESELF') return;
  const [due] = await tx.rows<{ from: Instant; isPast: boolean }>(
    'SELECT $1::timestamptz + $2::interval AS from, $1::timestamptz + $2::interval <= ormee.instant() AS "isPast"',
    [request.standsFrom, REQUEST_WAITS],
  );
  const { from, isPast } = due as { from: Instant; isPast: boolean };
  if (!isPast) throw refuse('RELAY_REQUEST_TOO_NEW', { from });
}
