import { collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { mayTakeOverAsFounder } from '../collectives/take-over.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { refuse } from '../core/kernel/refusals.js';
import { TakenOverDecisionRow } from '../decisions/decision.entity.js';
import { lockTakenOver } from '../decisions/take-over-decisions.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { readDay } from '../platform/csv/cells.js';
import { readTable, type TableLine } from '../platform/csv/read-table.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** The columns of a file of past decisions, by their English and French names. */
export const DECISION_COLUMNS = {
  label: { names: ['label', 'numéro', 'numero', 'n°'], needed: true, max: 60, shape: 'LINE' },
  decidedOn: { names: ['date', 'decided_on', 'décidée le'], needed: true, max: 10, shape: 'LINE' },
  title: { names: ['title', 'titre', 'objet'], needed: true, max: 200, shape: 'LINE' },
  body: { names: ['body', 'texte', 'résultat', 'resultat'], needed: false, max: 20_000, shape: 'LINES' },
} as const;

type Line = TableLine<keyof typeof DECISION_COLUMNS>;

/**
 * Takes over decisions from before the collective came here: by a founder while it founds itself, afterwards under a
 * mandate. They are read, and nothing follows from them: not numbered among the others, and never the last word on
 * anything.
 */
export async function importDecisions(
  tx: Tx,
  actor: MemberActor,
  { file }: { readonly file: string },
): Promise<number> {
  const { collectiveId, memberId } = actor;
  if (!(await mayTakeOverAsFounder(tx, actor)))
    await requireMandate(tx, actor, 'importDecisions', { kind: 'COLLECTIVE', id: collectiveId });
  await lockTakenOver(tx, collectiveId);
  const lines = readTable(file, DECISION_COLUMNS);
  const { today } = await dayOf(tx, (await collectiveFacts(tx, collectiveId)).zone);
  const decisions = lines.map((line) => ({ ...line.cells, decidedOn: decidedOn(line, today) }));
  await refuseTwice(tx, collectiveId, lines);
  await tx.insert(
    TakenOverDecisionRow,
    decisions.map((decision) => ({
      ...decision,
      collectiveId,
      id: tx.id(),
      takenOverBy: memberId,
      decisionId: null,
    })),
  );
  record(tx, collectiveId, {
    type: 'decisions.taken-over',
    visibility: 'MEMBERS',
    body: { count: decisions.length, fileHash: hashText(file) },
  });
  return decisions.length;
}

function decidedOn({ cells, line, columnOf }: Line, today: CivilDate): CivilDate {
  const day = readDay(cells.decidedOn);
  const place = { line, column: columnOf('decidedOn') };
  if (day === null) throw refuse('FILE_CELL_INVALID', { ...place, reason: 'NOT_A_DATE' });
  if (day > today) throw refuse('FILE_CELL_INVALID', { ...place, reason: 'IN_THE_FUTURE' });
  return day;
}

async function refuseTwice(tx: Tx, collectiveId: string, lines: readonly Line[]): Promise<void> {
  const labels = lines.map(({ cells }) => cells.label.toLowerCase());
  const known = await tx.rows<{ label: string }>(
    `SELECT lower(label) AS label FROM ormee.taken_over_decision
     WHERE collective_id = $1 AND lower(label) = ANY($2::text[])`,
    [collectiveId, labels],
  );
  const taken = new Set(known.map(({ label }) => label));
  for (const [place, label] of labels.entries()) {
    const { line, columnOf } = lines[place] as Line;
    if (taken.has(label)) throw refuse('FILE_LINE_TWICE', { line, column: columnOf('label') });
    taken.add(label);
  }
}
