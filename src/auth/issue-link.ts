import type { MemberActor } from '../core/kernel/actors.js';
import { personal } from '../core/kernel/leaves.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { holdsMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { mintLinkWithCode, type HandedLink } from '../platform/links/links.js';
import { record } from '../register/record.js';
import { LinkIssueRow } from './link-issue.entity.js';

/** Long enough to carry it to somebody across town. */
const HANDED_LINK_LASTS = 'P1D';

/** A request that nobody joined is over after this long, as SQL writes intervals. */
const REQUEST_STANDS = '1 day';

/**
 * Gives a link to somebody who cannot ask for one by mail: at once under a mandate that opens `issueLink`, else by two
 * members together, of whom the first asks and the second gets it to hand over. Answers null to the first. Nobody gives
 * one alone, least of all the host: it is a leaf of the register, its holder is told, and what is cast with it marked.
 */
export async function issueLink(tx: Tx, actor: MemberActor, memberId: Uuid): Promise<HandedLink | null> {
  const { collectiveId } = actor;
  if (memberId === actor.memberId) throw refuse('INVALID_INPUT', { field: 'memberId', reason: 'ONESELF' });
  // A legal person speaks through somebody who may be a member too, and would be two members alone.
  if (actor.memberKind === 'LEGAL') throw refuse('LINK_NOT_YOURS_TO_ISSUE');
  // Whoever was let in by others would hide them: a link's givers would be a name that two others speak for.
  if (actor.assisted) throw refuse('SESSION_ASSISTED');
  await lockHolder(tx, collectiveId, memberId);

  const object = { kind: 'COLLECTIVE', id: collectiveId } as const;
  if (await holdsMandate(tx, actor, 'issueLink', object)) return giveUnderMandate(tx, actor, memberId);
  const request = await tx.one<{ id: Uuid; askedBy: Uuid }>(STANDING_OF_ANOTHER, [
    collectiveId,
    memberId,
    actor.memberId,
    REQUEST_STANDS,
  ]);
  if (request) return join(tx, actor, memberId, request);
  await ask(tx, actor, memberId);
  return null;
}

/** Two members who ask at once meet here, and the second joins the first. Whoever has left may still need their data. */
async function lockHolder(tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<void> {
  const holder = await tx.one(
    'SELECT id FROM ormee.member WHERE collective_id = $1 AND id = $2 FOR NO KEY UPDATE',
    [collectiveId, memberId],
  );
  if (!holder) throw refuse('NOT_FOUND');
}

async function ask(tx: Tx, actor: MemberActor, memberId: Uuid): Promise<void> {
  const { collectiveId } = actor;
  const mine = await tx.rows(STANDING_OF_MINE, [collectiveId, memberId, actor.memberId, REQUEST_STANDS]);
  if (mine.length > 0) return; // asking twice is asking once
  await tx.insert(LinkIssueRow, {
    collectiveId,
    id: tx.id(),
    memberId,
    way: 'TWO_MEMBERS',
    askedBy: actor.memberId,
    askedAt: await tx.now(),
    joinedBy: null,
    issuedAt: null,
  });
}

async function join(
  tx: Tx,
  actor: MemberActor,
  memberId: Uuid,
  request: { readonly id: Uuid; readonly askedBy: Uuid },
): Promise<HandedLink> {
  await tx.rows(
    `UPDATE ormee.link_issue SET joined_by = $3, issued_at = ormee.instant()
     WHERE collective_id = $1 AND id = $2`,
    [actor.collectiveId, request.id, actor.memberId],
  );
  return give(tx, actor.collectiveId, memberId, request.id, [request.askedBy, actor.memberId]);
}

async function giveUnderMandate(tx: Tx, actor: MemberActor, memberId: Uuid): Promise<HandedLink> {
  const { collectiveId } = actor;
  const [id, now] = [tx.id(), await tx.now()];
  await tx.insert(LinkIssueRow, {
    collectiveId,
    id,
    memberId,
    way: 'MANDATE',
    askedBy: actor.memberId,
    askedAt: now,
    joinedBy: null,
    issuedAt: now,
  });
  return give(tx, collectiveId, memberId, id, [actor.memberId]);
}

function give(
  tx: Tx,
  collectiveId: Uuid,
  memberId: Uuid,
  issueId: Uuid,
  givers: readonly Uuid[],
): Promise<HandedLink> {
  record(tx, collectiveId, {
    type: 'link.issued',
    visibility: 'MEMBERS',
    body: {
      issue: issueId,
      way: givers.length === 1 ? 'MANDATE' : 'TWO_MEMBERS',
      member: personal(memberId),
      by: givers.map(personal),
    },
  });
  return mintLinkWithCode(tx, { collectiveId, memberId }, 'SIGN_IN', HANDED_LINK_LASTS, issueId);
}

const STANDING = `
  SELECT issue.id, issue.asked_by AS "askedBy" FROM ormee.link_issue issue
  JOIN ormee.member asker ON asker.collective_id = issue.collective_id AND asker.id = issue.asked_by
    AND asker.state IN ('ACTIVE', 'FOUNDING')
  WHERE issue.collective_id = $1 AND issue.member_id = $2 AND issue.issued_at IS NULL
    AND issue.asked_at > ormee.instant() - $4::interval`;

const STANDING_OF_ANOTHER = `${STANDING} AND issue.asked_by <> $3 ORDER BY issue.id LIMIT 1 FOR UPDATE OF issue`;
const STANDING_OF_MINE = `${STANDING} AND issue.asked_by = $3`;
