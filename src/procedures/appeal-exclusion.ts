import { collectiveFacts } from '../collectives/charter.queries.js';
import { lockExclusion } from '../collectives/exclusion.queries.js';
import { isPersons, refuseWords } from '../collectives/exclusion.rules.js';
import type { Clause } from '../core/charter/clause.js';
import { lastEnd } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import { refuse } from '../core/kernel/refusals.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { record } from '../register/record.js';

interface Appealable {
  readonly outcome: 'ADOPTED' | 'REJECTED';
  readonly venue: 'ONLINE' | 'ASSEMBLY' | null;
  readonly proclaimedAt: Instant;
  readonly clauses: readonly Clause[];
}

/**
 * The excluded person appeals to the assembly. The clause gives recourse where it lets an assembly decide an exclusion
 * that was decided online; the time for it is the clause's contest period. The exclusion stands meanwhile.
 */
export async function appealExclusion(
  tx: Tx,
  actor: MemberActor,
  { exclusionId, reason }: { readonly exclusionId: Uuid; readonly reason: string },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const exclusion = await lockExclusion(tx, collectiveId, exclusionId);
  const refusal = isPersons(exclusion, actor.memberId) ?? refuseWords('reason', reason);
  if (refusal) throw refusal;
  if (exclusion.recourseReason === reason) return exclusion.id;
  if (exclusion.recourse !== 'NONE') throw refuse('DUPLICATE', { what: 'recourse' });
  if (actor.state !== 'EXCLUDED') throw refuse('MEMBER_NOT_EXCLUDED', { state: actor.state });

  const decision = await decisionOf(tx, collectiveId, exclusion.decisionId);
  const now = await tx.now();
  const end = await endOfRecourse(tx, collectiveId, decision);
  if (end === null) throw refuse('RECOURSE_NOT_GIVEN', { matter: 'EXCLUSION' });
  if (end <= now) throw refuse('RECOURSE_OVER', { endedAt: end });

  await tx.rows(
    `UPDATE ormee.exclusion SET recourse = 'PENDING', recourse_reason = $3, recourse_at = $4
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, exclusion.id, reason, now],
  );
  record(tx, collectiveId, {
    type: 'exclusion.appealed',
    visibility: 'MEMBERS',
    body: {
      exclusion: exclusion.id,
      member: personal(actor.memberId),
      decision: exclusion.decisionId,
      reasonHash: personal(hashText(reason)),
    },
  });
  return exclusion.id;
}

async function decisionOf(
  reader: Reader,
  collectiveId: Uuid,
  decisionId: Uuid | null,
): Promise<Appealable | null> {
  if (decisionId === null) return null;
  const [decision] = await reader.rows<Appealable>(
    `SELECT decision.outcome, decision.venue, decision.proclaimed_at AS "proclaimedAt", poll.clauses
     FROM ormee.decision decision
     JOIN ormee.poll poll ON poll.collective_id = decision.collective_id AND poll.id = decision.poll_id
     WHERE decision.collective_id = $1 AND decision.id = $2`,
    [collectiveId, decisionId],
  );
  return decision ?? null;
}

/** Until when an exclusion may be appealed; null where its rules give no recourse against it. */
async function endOfRecourse(
  reader: Reader,
  collectiveId: Uuid,
  decision: Appealable | null,
): Promise<Instant | null> {
  if (decision?.outcome !== 'ADOPTED' || decision.venue !== 'ONLINE') return null;
  if (!decision.clauses.every(({ venues }) => venues.includes('ASSEMBLY'))) return null;
  const { zone } = await collectiveFacts(reader, collectiveId);
  return lastEnd(
    decision.clauses.map(({ contestPeriod }) => contestPeriod),
    decision.proclaimedAt,
    zone,
  );
}
