import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Tx } from '../platform/database/transactions.js';

export interface NominationBrought {
  readonly electionId: Uuid;
  /** Whom it names; null for nobody. */
  readonly personId: Uuid | null;
  readonly relayId: Uuid;
}

/**
 * Asked once a relay has written the nomination of whoever said it to them, who is the actor: a relay names themselves for
 * nobody (INVALID_INPUT), and changes nothing that somebody said alone (SAID_THEMSELVES).
 */
export async function requireNominationBrought(
  tx: Tx,
  { collectiveId, memberId }: MemberActor,
  { electionId, personId, relayId }: NominationBrought,
): Promise<void> {
  if (personId === relayId)
    throw refuse('INVALID_INPUT', { field: 'personId', reason: 'ONESELF' }, ['input', 'personId']);
  const row = await tx.one<{ alone: number }>(ALONE, [collectiveId, electionId, memberId]);
  // Their relay has just written one, which has no mark yet.
  if (row && row.alone > 1) throw refuse('SAID_THEMSELVES');
}

/** How many of somebody's nominations no relay is marked to have brought. */
const ALONE = `
  SELECT (SELECT count(*) FROM ormee.nomination made
      WHERE made.collective_id = $1 AND made.election_id = $2 AND made.member_id = $3)::int
    - (SELECT count(*) FROM ormee.relayed_act done WHERE done.collective_id = $1 AND done.about_id = $2
      AND done.member_id = $3 AND done.act = 'nominate')::int AS alone`;
