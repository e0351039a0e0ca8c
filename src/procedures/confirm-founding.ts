import { becomeActive, lockConstituting } from '../collectives/lock-constituting.js';
import type { FoundingSubject } from '../core/charter/founding.js';
import type { Outcome } from '../core/charter/ruling.js';
import { prevails, revocableOnline } from '../core/charter/precedence.js';
import type { Effect } from '../core/kernel/effects.js';
import { targetsOf } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { DecisionRow } from '../decisions/decision.entity.js';
import { becomeLast } from '../decisions/last-decisions.js';
import { numberDecision } from '../decisions/number-decision.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import type { PollRow } from '../polls/poll.entity.js';
import { record } from '../register/record.js';
import { tryEffects } from './effects.js';

/** What a poll settles in a founding; null for a poll of a collective that lives by its own rules. */
export async function foundingSubjectOf(
  reader: Reader,
  { collectiveId, proposalId }: Pick<PollRow, 'collectiveId' | 'proposalId'>,
): Promise<FoundingSubject | null> {
  const [row] = await reader.rows<{ subject: FoundingSubject | null }>(
    'SELECT founding_subject AS subject FROM ormee.proposal WHERE collective_id = $1 AND id = $2',
    [collectiveId, proposalId],
  );
  return row?.subject ?? null;
}

/**
 * What an outcome does in a founding. A draft that is adopted stands by its outcome alone, and a later one takes its
 * place: no decision is numbered. The confirmation is decision 0: texts and charter come into force, founders become
 * members, and the collective is ACTIVE.
 */
export async function settleFounding(
  tx: Tx,
  poll: PollRow,
  subject: FoundingSubject,
  outcome: Outcome,
  effects: readonly Effect[],
  { now, today }: { readonly now: Instant; readonly today: CivilDate },
): Promise<DecisionRow | null> {
  if (subject !== 'CONFIRMATION' || outcome.code !== 'ADOPTED') return null;
  const { collectiveId } = poll;
  const { name, zone } = await lockConstituting(tx, collectiveId);
  const tried = await tryEffects(tx, { collectiveId, now, today, effects });
  const { refusal } = tried;

  const decision = await numberDecision(
    tx,
    {
      collectiveId,
      id: tx.id(),
      title: poll.title,
      outcome: 'ADOPTED',
      effectsState: refusal ? 'NOT_APPLIED' : 'APPLIED',
      notApplied: refusal && { code: refusal.code, facts: { ...refusal.facts } },
      effects,
      pollId: poll.id,
      proposalId: poll.proposalId,
      proposalVersion: poll.proposalVersion,
      venue: poll.venue,
      form: poll.form,
      prevails: prevails(poll.clauses, poll.venue, poll.form),
      revocableOnline: revocableOnline(poll.clauses),
      proclaimedAt: now,
      visibility: 'PUBLIC',
    },
    zone,
    { first: 0 },
  );
  await becomeLast(tx, collectiveId, decision.id, [...targetsOf(effects), `decision:${decision.id}`]);
  if (refusal) return decision; // the founding goes on: no rule is in force yet, and another confirmation may be put
  await tried.apply({ decisionId: decision.id });
  await begin(tx, collectiveId, name, decision.id);
  return decision;
}

async function begin(tx: Tx, collectiveId: Uuid, name: string, decisionId: Uuid): Promise<void> {
  await tx.rows(
    `UPDATE ormee.proposal SET state = 'DECIDED' WHERE collective_id = $1 AND founding_subject IS NOT NULL`,
    [collectiveId],
  );
  const members = await becomeActive(tx, collectiveId);
  record(tx, collectiveId, {
    type: 'collective.founded',
    visibility: 'PUBLIC',
    body: { name, decision: decisionId },
  });
  for (const { id, kind, publicName } of members)
    record(tx, collectiveId, {
      type: 'member.admitted',
      visibility: 'MEMBERS',
      body: { member: personal(id), name: personal(publicName), kind, decision: decisionId },
    });
}
