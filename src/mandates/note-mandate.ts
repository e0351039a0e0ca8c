import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { MandateLineHolderRow } from './line.entity.js';
import { refuseLine, refuseWithdrawal, slugOf, type LineAsked, type LineFacts } from './line.rules.js';
import { linesByIds } from './lines.queries.js';
import { liveAt } from './live.js';

export interface Noting extends Omit<LineAsked, 'task'> {
  /** Null: from the title. */
  readonly task: string | null;
  readonly offerId: Uuid | null;
  readonly decisionId: Uuid | null;
  readonly assemblyId: Uuid | null;
  readonly groupId: Uuid | null;
}

/** Writes one line down, "task: first name, until …": it opens nothing until a decision confirms it. Answers its id. */
export const noteMandate = (
  tx: Tx,
  actor: MemberActor,
  noting: Noting & { readonly repeat: Repeat },
): Promise<Uuid> =>
  once(tx, { ...actor, ...noting.repeat, act: 'noteMandate' }, () => note(tx, actor, noting));

/** The same, within another act. */
export async function note(tx: Tx, { collectiveId, memberId }: MemberActor, noting: Noting): Promise<Uuid> {
  const { offerId, decisionId, assemblyId, groupId, holders } = noting;
  const line = { ...noting, task: noting.task ?? slugOf(noting.title) };
  await holdGroupOf(tx, collectiveId, groupId);
  // Somebody who leaves meanwhile is either not eligible, or takes leave of this line too.
  await tx.rows(
    'SELECT FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[]) ORDER BY id FOR SHARE',
    [collectiveId, holders],
  );
  const facts = await tx.one<LineFacts & { exists: boolean; offer: string | null }>(FACTS, [
    ...[collectiveId, holders, line.task, offerId, decisionId, assemblyId, groupId],
  ]);
  const now = await tx.now();
  if (!facts?.exists) throw refuse('NOT_FOUND');
  if (facts.offer !== null && facts.offer !== 'OPEN')
    throw refuse('MANDATE_OFFER_CLOSED', { state: facts.offer });
  const refusal = refuseLine(line, facts, { collectiveId, now });
  if (refusal) throw refusal;

  // A line whose day came before its decision holds its name no longer.
  await tx.rows(
    `UPDATE ormee.mandate_line SET state = 'WITHDRAWN', settled_at = ends_at
     WHERE collective_id = $1 AND task = $2 AND state = 'PROPOSED' AND ends_at <= $3`,
    [collectiveId, line.task, now],
  );
  const id = tx.id();
  const { task, title, instructions, endsAt, reportDueAt, reportEvery } = line;
  const written = await tx.one(WRITE, [
    ...[collectiveId, id, task, title, instructions, endsAt, reportDueAt, reportEvery],
    ...[memberId, offerId, decisionId, assemblyId, groupId, now],
  ]);
  // Somebody wrote the same task down at the same moment, and was first.
  if (!written) throw refuse('MANDATE_LINE_WAITS', { task });
  await tx.insert(
    MandateLineHolderRow,
    holders.map((holder) => ({ collectiveId, lineId: id, memberId: holder })),
  );
  return id;
}

/** A group that ends meanwhile is either ended, or takes leave of this too. */
export async function holdGroupOf(tx: Tx, collectiveId: Uuid, groupId: Uuid | null): Promise<void> {
  if (groupId !== null)
    await tx.rows('SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $2 FOR SHARE', [
      collectiveId,
      groupId,
    ]);
}

/** Takes a line back before it is decided. Twice is no fault. */
export async function withdrawMandateLine(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { lineId }: { readonly lineId: Uuid },
): Promise<void> {
  await tx.rows('SELECT FROM ormee.mandate_line WHERE collective_id = $1 AND id = $2 FOR UPDATE', [
    collectiveId,
    lineId,
  ]);
  const [line] = await linesByIds(tx, collectiveId, [lineId]);
  if (!line) throw refuse('NOT_FOUND');
  const refusal = refuseWithdrawal(line, memberId);
  if (refusal && line.state === 'WITHDRAWN' && refusal.code === 'MANDATE_LINE_SETTLED') return;
  if (refusal) throw refusal;
  await tx.rows(
    `UPDATE ormee.mandate_line SET state = 'WITHDRAWN', settled_at = $3 WHERE collective_id = $1 AND id = $2`,
    [collectiveId, lineId, await tx.now()],
  );
}

/** A task has one line that waits: the second of two answers no row. */
const WRITE = `
  INSERT INTO ormee.mandate_line (collective_id, id, task, title, instructions, ends_at, report_due_at, report_every,
    author_id, offer_id, decision_id, assembly_id, group_id, state, noted_at)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'PROPOSED', $14)
  ON CONFLICT (collective_id, task) WHERE state = 'PROPOSED' DO NOTHING RETURNING id`;

const FACTS = `
  SELECT
    ARRAY (SELECT id FROM ormee.member WHERE collective_id = $1 AND id = ANY($2::uuid[]) AND state = 'ACTIVE'
      AND kind = 'NATURAL') AS eligible,
    EXISTS (SELECT FROM ormee.mandate held WHERE held.collective_id = $1 AND held.task = $3
      AND ${liveAt('held')}) AS "isHeld",
    EXISTS (SELECT FROM ormee.mandate_line WHERE collective_id = $1 AND task = $3 AND state = 'PROPOSED'
      AND ends_at > ormee.instant()) AS "isNoted",
    ($4::uuid IS NULL OR EXISTS (SELECT FROM ormee.mandate_offer WHERE collective_id = $1 AND id = $4))
      AND ($5::uuid IS NULL OR EXISTS (SELECT FROM ormee.decision WHERE collective_id = $1 AND id = $5))
      AND ($6::uuid IS NULL OR EXISTS (SELECT FROM ormee.assembly WHERE collective_id = $1 AND id = $6))
      AND ($7::uuid IS NULL OR EXISTS (SELECT FROM ormee.working_group WHERE collective_id = $1 AND id = $7
        AND state <> 'ENDED')) AS exists,
    (SELECT state FROM ormee.mandate_offer WHERE collective_id = $1 AND id = $4) AS offer`;
