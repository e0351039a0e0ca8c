import type { MemberActor, MemberKind, MemberState } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse } from '../../core/kernel/refusals.js';
import { holdsMandate } from '../../mandates/holds-mandate.js';
import type { Tx } from '../../platform/database/transactions.js';
import { post } from '../../platform/outbox/outbox.js';
import { record } from '../../register/record.js';
import { RelayRequestRow, type RelayRequestWay } from './relay.entity.js';
import { RELAY_ASKED } from './relay-letters.js';
import { maySpeakFor } from './relay.rules.js';
import { isWrittenBy, REQUEST_WAITS, standingRequests, type StandingRequest } from './requests.js';

/** For whom a relay is asked, how that is known, and whether it does other acts than bringing ballots. */
export interface AskedForRelay {
  readonly memberId: Uuid;
  readonly way: RelayRequestWay;
  readonly otherActs: boolean;
}

/**
 * Puts somebody on the list of those for whom a relay speaks: oneself at once; somebody who said so to two members, of
 * whom the first waits for the second; or somebody who signed a paper that one member keeps. Answers whether it stands.
 * It is a leaf of the register, and whoever it is about is told.
 *
 * What one asks stands beside what others asked: nobody is answered otherwise, nor leaves less behind, because somebody is
 * on the list already. Who is on it is for relays to know. Ballots alone, or other acts too: of two members, what both say stands,
 * and the word of whoever says more waits on; one says oneself what it is from then on.
 */
export async function askForRelay(tx: Tx, actor: MemberActor, asked: AskedForRelay): Promise<boolean> {
  const { collectiveId } = actor;
  const { memberId, way, otherActs } = asked;
  if (way === 'ONESELF' && memberId !== actor.memberId)
    throw refuse('INVALID_INPUT', { field: 'way', reason: 'NOT_YOU' }, ['input', 'way']);
  if (way !== 'ONESELF') {
    const refusal = maySpeakFor(actor, memberId);
    if (refusal) throw refusal;
  }
  await lockMember(tx, collectiveId, memberId);
  const standing = await standingRequests(tx, collectiveId, memberId, 'SHARE');
  const hasAll = (request: { readonly otherActs: boolean }): boolean => request.otherActs || !otherActs;
  if (standing.some((request) => isWrittenBy(request, actor.memberId) && isCovered(request, asked)))
    return true;
  if (way === 'ONESELF') await endRequests(tx, actor, standing.filter(isOtherThan(asked)));
  if (way !== 'TWO_MEMBERS') {
    await stand(tx, actor, asked, null);
    return true;
  }
  const waiting = await tx.rows<WaitingRequest>(WAITING, [collectiveId, memberId, REQUEST_WAITS]);
  const ofOthers = waiting.filter(({ askedBy }) => askedBy !== actor.memberId);
  const same = ofOthers.find((request) => request.otherActs === otherActs);
  const other = same ?? ofOthers[0];
  // What both say stands; whoever says more still waits for somebody who says as much.
  if (other) await stand(tx, actor, { ...asked, otherActs: otherActs && other.otherActs }, other);
  if (other && hasAll(other)) return true;
  const own = waiting.filter(({ askedBy }) => askedBy === actor.memberId);
  if (!own.some(hasAll)) await write(tx, actor, asked, null); // asking twice is asking once
  return false;
}

/** What one says oneself takes the place of what one said before, and of what others say beyond it. */
const isOtherThan =
  (asked: AskedForRelay) =>
  ({ way, otherActs }: StandingRequest): boolean =>
    way === 'ONESELF' || (otherActs && !asked.otherActs);

/** Whether what one asked before is enough: of oneself one says what it is from now on, of somebody else at least. */
const isCovered = (request: StandingRequest, { way, otherActs }: AskedForRelay): boolean =>
  way === 'ONESELF' ? request.otherActs === otherActs : request.otherActs || !otherActs;

/** Two who write somebody down at once meet here. */
async function lockMember(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  const member = await tx.one<{ kind: MemberKind; state: MemberState }>(
    'SELECT kind, state FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [collectiveId, memberId],
  );
  if (!member || (member.state !== 'ACTIVE' && member.state !== 'FOUNDING')) throw refuse('NOT_FOUND');
  if (member.kind === 'LEGAL') throw refuse('NATURAL_PERSON_NEEDED');
}

interface WaitingRequest {
  readonly id: Uuid;
  readonly askedBy: Uuid;
  readonly otherActs: boolean;
}

const WAITING = `
  SELECT request.id, request.asked_by AS "askedBy", request.other_acts AS "otherActs" FROM ormee.relay_request request
  JOIN ormee.member asker ON asker.collective_id = request.collective_id AND asker.id = request.asked_by
    AND asker.state IN ('ACTIVE', 'FOUNDING')
  WHERE request.collective_id = $1 AND request.member_id = $2 AND request.stands_from IS NULL
    AND request.ended_at IS NULL AND request.asked_at > ormee.instant() - $3::interval
  ORDER BY request.id FOR UPDATE OF request`;

async function stand(
  tx: Tx,
  actor: MemberActor,
  asked: AskedForRelay,
  joins: WaitingRequest | null,
): Promise<void> {
  const { collectiveId } = actor;
  const { memberId, way, otherActs } = asked;
  const isTheirs = joins?.otherActs === otherActs;
  const [first, second] = isTheirs
    ? [joins.askedBy, actor.memberId]
    : [actor.memberId, joins?.askedBy ?? null];
  const id = isTheirs ? joins.id : await write(tx, actor, asked, { joinedBy: second });
  if (isTheirs)
    await tx.rows(
      `UPDATE ormee.relay_request SET joined_by = $3, stands_from = ormee.instant()
       WHERE collective_id = $1 AND id = $2`,
      [collectiveId, id, second],
    );
  const by = second === null ? [first] : [first, second];
  record(tx, collectiveId, {
    type: 'relay.asked',
    visibility: 'MEMBERS',
    body: { request: id, way, otherActs, member: personal(memberId), by: by.map(personal) },
  });
  if (way !== 'ONESELF') await post(tx, collectiveId, [memberId], RELAY_ASKED, id);
}

async function write(
  tx: Tx,
  { collectiveId, memberId: askedBy }: MemberActor,
  { memberId, way, otherActs }: AskedForRelay,
  stands: { readonly joinedBy: Uuid | null } | null,
): Promise<Uuid> {
  const [id, askedAt] = [tx.id(), await tx.now()];
  await tx.insert(RelayRequestRow, {
    ...{ collectiveId, id, memberId, way, otherActs, askedBy, askedAt, joinedBy: stands?.joinedBy ?? null },
    ...{ standsFrom: stands && askedAt, endedBy: null, endedAt: null },
  });
  return id;
}

/**
 * Takes somebody off the list: oneself, or a relay to whom they said so; whoever wrote them down takes back what they wrote,
 * and no more. What still waits for a second member goes too, of which nothing is left. Answers nothing when they are not on
 * it, so that doing it twice is no fault.
 */
export async function endRelay(tx: Tx, actor: MemberActor, memberId: Uuid): Promise<void> {
  const { collectiveId } = actor;
  const here = { kind: 'COLLECTIVE', id: collectiveId } as const;
  const isRelay =
    (await holdsMandate(tx, actor, 'castForMember', here)) ||
    (await holdsMandate(tx, actor, 'speaksFor', here));
  // What waits first: a request that somebody joins meanwhile is one that stands.
  const waited = await tx.rows(WITHDRAW, [collectiveId, memberId, actor.memberId, isRelay]);
  const requests = await standingRequests(tx, collectiveId, memberId, 'NO KEY UPDATE');
  const endsAll = isRelay || memberId === actor.memberId;
  const ended = endsAll ? requests : requests.filter((request) => isWrittenBy(request, actor.memberId));
  if (!endsAll && waited.length === 0 && ended.length === 0)
    throw refuse('MANDATE_REQUIRED', { act: 'castForMember' });
  await endRequests(tx, actor, ended);
}

async function endRequests(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  ended: readonly StandingRequest[],
): Promise<void> {
  for (const { id, memberId: about } of ended) {
    await tx.rows(
      `UPDATE ormee.relay_request SET ended_by = $3, ended_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
      [collectiveId, id, memberId],
    );
    record(tx, collectiveId, {
      type: 'relay.ended',
      visibility: 'MEMBERS',
      body: { request: id, member: personal(about), by: personal(memberId) },
    });
  }
}

/** One's own words alone; whoever they are about, and a relay, take back those of all. */
const WITHDRAW = `
  DELETE FROM ormee.relay_request WHERE collective_id = $1 AND member_id = $2 AND stands_from IS NULL
    AND ($3::uuid IN (asked_by, member_id) OR $4::boolean) RETURNING id`;
