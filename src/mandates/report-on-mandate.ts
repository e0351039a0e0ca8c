import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { personal } from '../core/kernel/leaves.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { MandateHandoverRow, MandateReportRow } from './report.entity.js';
import { mayReport } from './reports.queries.js';

const BODY_MAX = 100_000;

export interface Reporting {
  readonly mandateId: Uuid;
  /** The report that gets a new version; null for a new report. */
  readonly number: number | null;
  /** The version that its author read; 0 for a new report. */
  readonly expectedVersion: number;
  readonly body: string;
  readonly repeat: Repeat;
}

/**
 * Reports on a mandate that one holds or held, also after its end: whoever did something answers for it. Whoever has its task
 * now may too, for what those before them left undone. A version is never edited; another one follows it.
 */
export function reportOnMandate(tx: Tx, actor: MemberActor, reporting: Reporting): Promise<Uuid> {
  return once(tx, { ...actor, ...reporting.repeat, act: 'reportOnMandate' }, async () => {
    const { collectiveId, memberId } = actor;
    const { mandateId, body } = reporting;
    const unwritable = refuseBody('body', body);
    if (unwritable) throw unwritable;
    await lockMandate(tx, collectiveId, mandateId);
    await requireReporter(tx, actor, mandateId);
    const { number, version } = await placeOf(tx, collectiveId, reporting);
    const writtenAt = await tx.now();
    await tx.insert(MandateReportRow, {
      ...{ collectiveId, mandateId, number, version, authorId: memberId, body, writtenAt },
    });
    record(tx, collectiveId, {
      type: 'mandate.reported',
      visibility: 'MEMBERS',
      body: {
        mandate: mandateId,
        report: number,
        version,
        bodyHash: hashText(body),
        writtenAt,
        by: personal(memberId),
      },
    });
    return mandateId;
  });
}

/** Which report, and which version of it; the mandate's lock keeps two from taking one place. */
async function placeOf(
  tx: Tx,
  collectiveId: Uuid,
  { mandateId, number, expectedVersion }: Reporting,
): Promise<{ number: number; version: number }> {
  const written = await tx.rows<{ number: number; version: number }>(
    `SELECT number, max(version) AS version FROM ormee.mandate_report
     WHERE collective_id = $1 AND mandate_id = $2 GROUP BY number ORDER BY number`,
    [collectiveId, mandateId],
  );
  if (number === null) return { number: (written.at(-1)?.number ?? 0) + 1, version: 1 };
  const report = written.find((one) => one.number === number);
  if (!report) throw refuse('NOT_FOUND', {}, ['input', 'number']);
  if (report.version !== expectedVersion) throw refuse('REPORT_CHANGED', { currentVersion: report.version });
  return { number, version: report.version + 1 };
}

/** Leaves a word to whoever takes the task next. It is added to, and nothing of it is taken back. */
export function writeHandover(
  tx: Tx,
  actor: MemberActor,
  { mandateId, body, repeat }: { readonly mandateId: Uuid; readonly body: string; readonly repeat: Repeat },
): Promise<Uuid> {
  return once(tx, { ...actor, ...repeat, act: 'writeHandover' }, async () => {
    await lockMandate(tx, actor.collectiveId, mandateId);
    await requireHolder(tx, actor, mandateId);
    await addHandover(tx, actor, mandateId, body);
    return mandateId;
  });
}

/** The same, within another act that has locked the mandate. */
export async function addHandover(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
  body: string,
): Promise<void> {
  const unwritable = refuseBody('handover', body);
  if (unwritable) throw unwritable;
  const id = tx.id();
  const writtenAt = await tx.now();
  await tx.insert(MandateHandoverRow, { collectiveId, id, mandateId, authorId: memberId, body, writtenAt });
  record(tx, collectiveId, {
    type: 'mandate.handed-over',
    visibility: 'MEMBERS',
    body: { mandate: mandateId, handover: id, bodyHash: hashText(body), writtenAt, by: personal(memberId) },
  });
}

/** Whether the actor left these very words already. */
export const hasLeft = async (
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
  body: string,
): Promise<boolean> =>
  (await tx.one(
    `SELECT id FROM ormee.mandate_handover
     WHERE collective_id = $1 AND mandate_id = $2 AND author_id = $3 AND body = $4 LIMIT 1`,
    [collectiveId, mandateId, memberId, body],
  )) !== null;

async function lockMandate(tx: Tx, collectiveId: Uuid, mandateId: Uuid): Promise<void> {
  const mandate = await tx.one(
    'SELECT id FROM ormee.mandate WHERE collective_id = $1 AND id = $2 FOR UPDATE',
    [collectiveId, mandateId],
  );
  if (!mandate) throw refuse('NOT_FOUND');
}

/** Who holds or ever held a mandate reports on it, and who has its task now; anybody else is MANDATE_REQUIRED. */
async function requireReporter(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
): Promise<void> {
  const reporting = await tx.one(
    `SELECT mandate.id FROM ormee.mandate mandate
     WHERE mandate.collective_id = $1 AND mandate.id = $2 AND ${mayReport('$3')}`,
    [collectiveId, mandateId, memberId],
  );
  if (!reporting) throw refuse('MANDATE_REQUIRED', { act: 'reportOnMandate' });
}

/** A word to whoever comes next is for those who hold or ever held the mandate; else MANDATE_REQUIRED. */
async function requireHolder(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  mandateId: Uuid,
): Promise<void> {
  const held = await tx.one(
    `SELECT member_id FROM ormee.mandate_holder WHERE collective_id = $1 AND mandate_id = $2 AND member_id = $3`,
    [collectiveId, mandateId, memberId],
  );
  if (!held) throw refuse('MANDATE_REQUIRED', { act: 'writeHandover' });
}

function refuseBody(field: string, body: string): Refusal<'INVALID_INPUT'> | null {
  const reason = body.trim() === '' ? 'EMPTY' : unreadable(body, 'LINES', BODY_MAX);
  return reason && refuse('INVALID_INPUT', { field, reason }, ['input', field]);
}
