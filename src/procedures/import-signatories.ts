import { readList, type ListFormat, type UnreadLine } from '../appeals/lists/read-list.js';
import { appealToSign } from '../appeals/write-signatures.js';
import { writeList } from '../appeals/write-list.js';
import { collectiveFacts, dayOf } from '../collectives/charter.queries.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { requireMandate } from '../mandates/holds-mandate.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

export interface SignatoriesSent {
  readonly appealId: Uuid;
  readonly file: string;
  readonly format: ListFormat;
  /** The holder's word that the people of this list consented to be named in public where it was made. */
  readonly named: boolean;
  /** The number of the first line, where the file is a part of a longer list. */
  readonly firstLine: number;
}

export interface SignatoriesImported {
  readonly added: number;
  readonly alreadyThere: number;
  readonly unread: readonly UnreadLine[];
}

/**
 * Under a mandate, writes down the signatories of an appeal from a list; what is there already is passed over, so that a
 * longer list can be sent again. One file is one transaction. It mails nobody, and a line proves nothing by itself (charter,
 * row 12): nobody is a member by it, and it is verified only once its bearer proves it.
 */
export async function importSignatories(
  tx: Tx,
  actor: MemberActor,
  { appealId, file, format, named, firstLine }: SignatoriesSent,
): Promise<SignatoriesImported> {
  const { collectiveId } = actor;
  await requireMandate(tx, actor, 'importSignatories', { kind: 'COLLECTIVE', id: collectiveId });
  await appealToSign(tx, collectiveId, appealId, ['PUBLIC', 'MEMBERS']);
  const { today } = await dayOf(tx, (await collectiveFacts(tx, collectiveId)).zone);
  const read = readList(file, format, today, firstLine);
  const signatures = named ? read.signatures.map((one) => ({ ...one, named })) : read.signatures;
  const { added, alreadyThere, unread } = await writeList(tx, { collectiveId, appealId }, signatures);
  if (added > 0)
    record(tx, collectiveId, {
      type: 'signatories.imported',
      visibility: 'MEMBERS',
      body: { appeal: appealId, count: added },
    });
  const aside = [...read.unread, ...unread].sort((a, b) => a.line - b.line);
  return { added, alreadyThere, unread: aside };
}
