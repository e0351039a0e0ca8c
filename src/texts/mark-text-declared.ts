import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { civilDateOf, type CivilDate, type Zone } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

/** What a member says of the declaration of a text. */
export interface SaidDeclared {
  readonly textId: Uuid;
  /** The last decision whose changes were declared. */
  readonly decisionId: Uuid;
  /** The day; null: the collective declares nothing. */
  readonly on: CivilDate | null;
}

/** A member notes that the changes of a text were declared, up to a decision: a leaf of the register, and nothing else. */
export async function markTextDeclared(
  tx: Tx,
  actor: MemberActor,
  { textId, decisionId, on }: SaidDeclared,
): Promise<void> {
  const { collectiveId } = actor;
  const changed = await tx.one<{ knownAt: string; zone: Zone }>(
    `SELECT operation.known_at AS "knownAt", collective.zone FROM ormee.text_operation operation
     JOIN ormee.legal_text text ON text.collective_id = operation.collective_id AND text.id = operation.text_id
     JOIN ormee.collective collective ON collective.id = operation.collective_id
     WHERE operation.collective_id = $1 AND operation.text_id = $2 AND operation.adopted_by = $3
       AND text.visibility IN ('PUBLIC', 'MEMBERS')`,
    [collectiveId, textId, decisionId],
  );
  if (!changed) throw refuse('NOT_FOUND', {}, ['input', 'decisionId']);
  const { knownAt, zone } = changed;
  if (on !== null && on > civilDateOf(await tx.now(), zone)) throw invalid('IN_THE_FUTURE');
  if (on !== null && on < civilDateOf(knownAt, zone)) throw invalid('BEFORE_THE_DECISION');
  record(tx, collectiveId, {
    type: 'text.declared',
    visibility: 'MEMBERS',
    body: { text: textId, decision: decisionId, on, by: personal(actor.memberId) },
  });
}

const invalid = (reason: string) => refuse('INVALID_INPUT', { field: 'on', reason }, ['input', 'on']);
