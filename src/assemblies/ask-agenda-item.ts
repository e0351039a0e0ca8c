import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { AgendaItemRow } from './agenda.entity.js';
import { agendasOf } from './agenda.queries.js';
import { refuseAsking, refuseItems, type ItemAsked } from './agenda.rules.js';
import { isPresent } from './attendance.queries.js';
import { lockAssembly } from './lock-assembly.js';

/** Puts a question at the end of a sitting's agenda: nobody has to agree, and nobody can take it away. */
export async function askAgendaItem(
  tx: Tx,
  actor: MemberActor,
  { assemblyId, ...item }: ItemAsked & { readonly assemblyId: Uuid },
): Promise<void> {
  const { collectiveId, memberId } = actor;
  const assembly = await lockAssembly(tx, collectiveId, assemblyId, 'UPDATE');
  const agenda = await agendasOf(tx, collectiveId, [assemblyId]);
  const present = await isPresent(tx, collectiveId, assemblyId, memberId);
  const refusal = refuseAsking(assembly, present) ?? refuseItems([...agenda, item], ['input']);
  if (refusal) throw refusal;
  await addItems(tx, { collectiveId, assemblyId, askedBy: memberId }, [item], agenda.length);
  record(tx, collectiveId, {
    type: 'assembly.item-asked',
    visibility: 'MEMBERS',
    body: { assembly: assemblyId, place: agenda.length + 1 },
  });
}

/** Writes items after those that are there. */
export async function addItems(
  tx: Tx,
  of: Pick<AgendaItemRow, 'collectiveId' | 'assemblyId' | 'askedBy'>,
  items: readonly ItemAsked[],
  after = 0,
): Promise<void> {
  if (items.length === 0) return;
  const rows = items.map(({ title, minutes }, index) => ({
    ...of,
    id: tx.id(),
    place: after + index + 1,
    title,
    minutes,
    state: 'PLANNED' as const,
    takenUpAt: null,
    leftAt: null,
  }));
  await tx.insert(AgendaItemRow, rows);
}
