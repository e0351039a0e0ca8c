import { collectiveFacts } from '../collectives/charter.queries.js';
import type { AssemblyForm } from '../core/charter/clause.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { followUpsBefore } from '../decisions/follow-ups.queries.js';
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
  const items = [...(await openingItems(tx, collectiveId)), ...agenda];
  await addItems(tx, { collectiveId, assemblyId: id, askedBy: memberId }, items);
  record(tx, collectiveId, {
    type: 'assembly.convened',
    visibility: 'MEMBERS',
    body: { assembly: id, form, startsAt, by: personal(memberId) },
  });
  return id;
}

/** Past decisions and what became of them open the agenda, where one of them is not done: `followUps` lists them. */
async function openingItems(tx: Tx, collectiveId: Uuid): Promise<ItemAsked[]> {
  const [open] = await followUpsBefore(tx, collectiveId, ['NOBODY', 'UNDER_WAY'], null, 0);
  if (!open) return [];
  const { locale } = await collectiveFacts(tx, collectiveId);
  return [{ title: PAST_DECISIONS[locale], minutes: null }];
}

const PAST_DECISIONS: { readonly [L in Locale]: string } = {
  fr: 'Les décisions passées et ce qu’elles sont devenues',
  en: 'Past decisions and what became of them',
};
