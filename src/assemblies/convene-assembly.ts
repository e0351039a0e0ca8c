import type { AssemblyForm } from '../core/charter/clause.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';
import { refuseItems, type ItemAsked } from './agenda.rules.js';
import { addItems } from './ask-agenda-item.js';
import { AssemblyRow } from './assembly.entity.js';
import { refuseCaller, refuseConvening } from './assembly.rules.js';

export interface Convening {
  readonly title: string;
  readonly form: AssemblyForm;
  /** Null: at once. */
  readonly startsAt: Instant | null;
  readonly agenda?: readonly ItemAsked[];
  readonly repeat: Repeat;
}

/** Calls the collective together; the notice that each question asks runs from here. Answers the assembly's id. */
export const conveneAssembly = (tx: Tx, actor: MemberActor, convening: Convening): Promise<Uuid> =>
  once(tx, { ...actor, ...convening.repeat, act: 'conveneAssembly' }, () => convene(tx, actor, convening));

async function convene(tx: Tx, actor: MemberActor, convening: Convening): Promise<Uuid> {
  const { collectiveId, memberId } = actor;
  const { title, form } = convening;
  const now = await tx.now();
  const startsAt = convening.startsAt ?? now;
  const agenda = convening.agenda ?? [];
  const refusal =
    refuseCaller(actor, 'conveneAssembly') ??
    refuseConvening({ title, startsAt }, now) ??
    refuseItems(agenda, ['input', 'agenda']);
  if (refusal) throw refusal;

  const id = tx.id();
  await tx.insert(AssemblyRow, {
    collectiveId,
    id,
    title,
    form,
    state: 'CONVENED',
    convenedBy: memberId,
    convenedAt: now,
    startsAt,
    startedAt: null,
    endedAt: null,
    visibility: 'MEMBERS',
  });
  await addItems(tx, { collectiveId, assemblyId: id, askedBy: memberId }, agenda);
  record(tx, collectiveId, {
    type: 'assembly.convened',
    visibility: 'MEMBERS',
    body: { assembly: id, form, startsAt, by: personal(memberId) },
  });
  return id;
}
