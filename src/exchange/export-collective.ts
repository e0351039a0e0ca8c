import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration, type Instant } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { consumeLink, mintLink } from '../platform/links/links.js';
import { ExportLogRow } from './export.entity.js';

/** How long the ticket of a full export is good. */
const TICKET_LASTS = 'PT15M';

/** A secret that its asker exchanges, once, for the locked bundle. */
export interface Ticket {
  readonly ticket: string;
  readonly expiresAt: Instant;
}

/** Under a mandate, asks for everything of the collective, names and salts included. It is written down. */
export async function exportCollective(tx: Tx, actor: MemberActor): Promise<Ticket> {
  await mayExport(tx, actor);
  const now = await writeDown(tx, actor, 'ASKED');
  const { collectiveId, memberId } = actor;
  const ticket = await mintLink(tx, { collectiveId, memberId }, 'EXPORT', TICKET_LASTS);
  return { ticket, expiresAt: addDuration(now, TICKET_LASTS, 'UTC') };
}

/**
 * Uses a ticket up: only whoever asked for it, and only while their mandate lives. A ticket of somebody else, used,
 * expired or unknown is the same refusal, and stays as it was.
 */
export async function takeTicket(tx: Tx, actor: MemberActor, ticket: string): Promise<void> {
  const owner = await consumeLink(tx, ticket, 'EXPORT');
  if (owner.collectiveId !== actor.collectiveId || owner.memberId !== actor.memberId)
    throw refuse('LINK_NOT_VALID');
  await mayExport(tx, actor);
  await writeDown(tx, actor, 'TAKEN');
}

async function mayExport(tx: Tx, actor: MemberActor): Promise<void> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'exportCollective', { kind: 'COLLECTIVE', id: collectiveId });
  await refuseOpenBoxes(tx, collectiveId);
}

async function writeDown(tx: Tx, actor: MemberActor, step: ExportLogRow['step']): Promise<Instant> {
  const { collectiveId, memberId } = actor;
  const at = await tx.now();
  await tx.insert(ExportLogRow, { collectiveId, id: tx.id(), memberId, step, at });
  return at;
}

/** POLL_STILL_OPEN while a box that is open holds a ballot: nobody reads a partial result, by no road. */
export async function refuseOpenBoxes(reader: Reader, collectiveId: Uuid): Promise<void> {
  const [open] = await reader.rows<{ closesAt: Instant | null }>(
    `SELECT poll.closes_at AS "closesAt" FROM ormee.poll poll
     WHERE poll.collective_id = $1 AND poll.state = 'OPEN' AND EXISTS (
       SELECT FROM ormee.ballot b WHERE b.collective_id = poll.collective_id AND b.poll_id = poll.id)
     ORDER BY poll.closes_at NULLS LAST LIMIT 1`,
    [collectiveId],
  );
  if (open) throw refuse('POLL_STILL_OPEN', { closesAt: open.closesAt });
}
