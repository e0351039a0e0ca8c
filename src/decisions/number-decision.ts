import { hashJson } from '../core/kernel/hash.js';
import type { Json } from '../core/kernel/canonical-json.js';
import { civilDateOf, type Zone } from '../core/kernel/instants.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockHead, record } from '../register/record.js';
import { DecisionRow } from './decision.entity.js';
import { labelOf } from './last-decisions.js';

/** What was adopted, or not, by yes or no, where an earlier poll had chosen it: the poll, and the keys of its options. */
export interface ConfirmedChoice {
  readonly poll: Uuid;
  readonly options: readonly string[];
}

/** `groupId`: the working group that took it; the collective where it is left out. */
export type UnnumberedDecision = Omit<DecisionRow, 'year' | 'number' | 'groupId'> &
  Partial<Pick<DecisionRow, 'groupId'>>;

/**
 * Gives a decision the next number of its local year and writes it down for ever. Numbers are given under the
 * register's lock, the last one taken, so that two proclamations never meet on one. They begin at 1: decision 0 is the
 * one that founds the collective (`first`).
 */
export async function numberDecision(
  tx: Tx,
  decision: UnnumberedDecision,
  zone: Zone,
  {
    first = 1,
    confirmed = null,
  }: { readonly first?: 0 | 1; readonly confirmed?: ConfirmedChoice | null } = {},
): Promise<DecisionRow> {
  await lockHead(tx, decision.collectiveId);
  const year = Number(civilDateOf(decision.proclaimedAt, zone).slice(0, 4));
  const row = await tx.one<{ next: number }>(
    'SELECT coalesce(max(number) + 1, $3) AS next FROM ormee.decision WHERE collective_id = $1 AND year = $2',
    [decision.collectiveId, year, first],
  );
  const groupId = decision.groupId ?? null;
  const numbered: DecisionRow = { ...decision, groupId, year, number: (row as { next: number }).next };
  await tx.insert(DecisionRow, numbered);
  record(tx, decision.collectiveId, {
    type: 'decision.numbered',
    visibility: decision.visibility,
    body: {
      decision: numbered.id,
      label: labelOf(numbered.year, numbered.number),
      poll: numbered.pollId,
      outcome: numbered.outcome,
      effects: numbered.effectsState,
      effectsHash: hashJson(numbered.effects as unknown as Json),
      // The facts may name somebody: the decision has them, the leaf only the refusal.
      notApplied: numbered.notApplied?.code ?? null,
      ...(groupId && { group: groupId }),
      ...(confirmed && { confirms: confirmed.poll, confirmsOptions: confirmed.options }),
    },
  });
  return numbered;
}
