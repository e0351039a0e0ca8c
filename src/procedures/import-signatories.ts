import { SignatoryRow } from '../appeals/appeal.entity.js';
import { collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import { unfitEmail } from '../collectives/admission.rules.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { tidyName, unfitName } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import { readDay } from '../platform/csv/cells.js';
import { readTable, type TableLine } from '../platform/csv/read-table.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** The columns of a file of signatories, by their English and French names. */
export const SIGNATORY_COLUMNS = {
  name: { names: ['name', 'nom'], needed: true, max: 80, shape: 'LINE' },
  email: { names: ['email', 'e-mail', 'courriel', 'mail'], needed: false, max: 254, shape: 'LINE' },
  signedOn: { names: ['signed_on', 'date', 'signé le', 'signe le'], needed: false, max: 10, shape: 'LINE' },
} as const;

type Line = TableLine<keyof typeof SIGNATORY_COLUMNS>;

interface Signature {
  readonly name: string;
  readonly email: string | null;
  readonly signedOn: CivilDate | null;
}

/**
 * Under a mandate, writes down the signatories of an appeal from a file: all of them or none. A line proves nothing by
 * itself (charter, row 12): nobody is a member by it, and it is verified only once somebody is admitted by it.
 */
export async function importSignatories(
  tx: Tx,
  actor: MemberActor,
  { appealId, file }: { readonly appealId: Uuid; readonly file: string },
): Promise<number> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'importSignatories', { kind: 'COLLECTIVE', id: collectiveId });
  const appeal = await tx.one('SELECT id FROM ormee.appeal WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    appealId,
  ]);
  if (!appeal) throw refuse('NOT_FOUND', {}, ['input', 'appealId']);
  const lines = readTable(file, SIGNATORY_COLUMNS);
  const { today } = await dayOf(tx, (await collectiveFacts(tx, collectiveId)).zone);
  const signatures = lines.map((line) => readSignature(line, today));
  await refuseTwice(tx, { collectiveId, appealId }, lines, signatures);
  await tx.insert(
    SignatoryRow,
    signatures.map((signature) => ({ collectiveId, id: tx.id(), appealId, ...signature, verified: false })),
  );
  record(tx, collectiveId, {
    type: 'signatories.imported',
    visibility: 'MEMBERS',
    body: { appeal: appealId, count: signatures.length },
  });
  return signatures.length;
}

function readSignature({ cells, line, columnOf }: Line, today: CivilDate): Signature {
  const unfit = (key: keyof typeof cells, reason: string | null): void => {
    if (reason) throw refuse('FILE_CELL_INVALID', { line, column: columnOf(key), reason });
  };
  unfit('name', unfitName(cells.name));
  if (cells.email !== '') unfit('email', unfitEmail(cells.email));
  const signedOn = cells.signedOn === '' ? null : readDay(cells.signedOn);
  if (cells.signedOn !== '') unfit('signedOn', signedOn === null ? 'NOT_A_DATE' : null);
  if (signedOn !== null && signedOn > today) unfit('signedOn', 'IN_THE_FUTURE');
  return { name: tidyName(cells.name), email: cells.email === '' ? null : cells.email, signedOn };
}

/** Two may have one name, or share one address: both together are one signature. */
async function refuseTwice(
  tx: Tx,
  { collectiveId, appealId }: { readonly collectiveId: Uuid; readonly appealId: Uuid },
  lines: readonly Line[],
  signatures: readonly Signature[],
): Promise<void> {
  const seen = new Set<string>();
  const known = await tx.rows<{ place: number }>(
    `SELECT w.place FROM unnest($3::int[], $4::text[], $5::text[]) AS w (place, name, email)
     JOIN ormee.signatory signatory ON signatory.collective_id = $1 AND signatory.appeal_id = $2
       AND lower(signatory.name) = lower(w.name) AND lower(coalesce(signatory.email, '')) = lower(w.email)`,
    [
      collectiveId,
      appealId,
      signatures.map((_, place) => place),
      signatures.map(({ name }) => name),
      signatures.map(({ email }) => email ?? ''),
    ],
  );
  const taken = new Set(known.map(({ place }) => place));
  for (const [place, { name, email }] of signatures.entries()) {
    const key = `${name}\n${email ?? ''}`.toLowerCase();
    const { line, columnOf } = lines[place] as Line;
    if (seen.has(key) || taken.has(place))
      throw refuse('FILE_LINE_TWICE', { line, column: columnOf('name') });
    seen.add(key);
  }
}
