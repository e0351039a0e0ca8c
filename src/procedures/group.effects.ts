import type { EffectHandler, EndGroup } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { groupFacts, lockGroupRow } from '../groups/group.effects.js';
import { refuseChange, type GroupFacts } from '../groups/group.rules.js';
import { endGroup as writeEnd } from '../groups/write-group.js';
import { endElection } from '../elections/write-election.js';
import { endMandate } from '../mandates/end-mandate.js';
import { liveAt } from '../mandates/live.js';
import { lockLinesOf, withdrawLinesOf } from '../mandates/withdraw-lines.js';
import type { Tx } from '../platform/database/transactions.js';
import { endSearch } from './settle-nominee.js';
import { supersedePoll } from './supersede-poll.js';

/**
 * The effect that ends a working group: the mandates that were its own end with it, its lines and offers wait no more, and what it was just voting on is
 * decided by nobody. Whoever put a question there may still hand it to the collective.
 */
export const endGroup: EffectHandler<EndGroup, GroupFacts | null, Tx> = {
  kind: 'END_GROUP',

  // As whoever closes a poll of its, or moves consent on: they hold a proposal and its poll, and then ask for the group.
  async lockFirst(tx, { groupId }, collectiveId) {
    await liveMandatesOf(tx, collectiveId, groupId, null);
    await openProposalsOf(tx, collectiveId, groupId);
    await undecidedPollsOf(tx, collectiveId, groupId);
    await consentsSoughtIn(tx, collectiveId, groupId);
  },

  async lock(tx, { groupId }, collectiveId) {
    await lockGroupRow(tx, collectiveId, groupId, 'FOR UPDATE');
    // Nothing more begins in it now; a poll that was just being opened is there.
    await liveMandatesOf(tx, collectiveId, groupId, null);
    await undecidedPollsOf(tx, collectiveId, groupId);
    await consentsSoughtIn(tx, collectiveId, groupId);
    await electionsIn(tx, collectiveId, groupId);
    await lockLinesOf(tx, collectiveId, 'group_id', groupId);
  },

  load: (tx, { groupId, named }, { collectiveId }) => groupFacts(tx, collectiveId, groupId, named),

  validate: ({ named }, group) => refuseChange(named, group),

  async apply(tx, { groupId }, _group, { collectiveId, now: at }, { decisionId }) {
    for (const { id } of await liveMandatesOf(tx, collectiveId, groupId, at))
      await endMandate(tx, collectiveId, id, { state: 'REVOKED', decisionId, at });
    for (const { id } of await undecidedPollsOf(tx, collectiveId, groupId))
      await supersedePoll(tx, collectiveId, id, decisionId);
    for (const process of await consentsSoughtIn(tx, collectiveId, groupId))
      await endSearch(tx, process, 'SUPERSEDED');
    for (const election of await electionsIn(tx, collectiveId, groupId))
      await endElection(tx, election, 'SUPERSEDED');
    await withdrawLinesOf(tx, collectiveId, 'group_id', groupId, at);
    await writeEnd(tx, collectiveId, groupId, { at, decisionId });
  },
};

/**
 * What somebody holds in the group's name at an instant, or now (null), locked: an act under it comes before the end, or not
 * at all. What ran out ended when it ran out.
 */
const liveMandatesOf = (
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
  at: Instant | null,
): Promise<{ id: Uuid }[]> =>
  tx.rows(
    `SELECT given.id FROM ormee.mandate given
     WHERE given.collective_id = $1 AND given.scope_kind = 'GROUP' AND given.scope_id = $2
       AND ${liveAt('given', 'coalesce($3::timestamptz, ormee.instant())')}
     ORDER BY given.id FOR UPDATE`,
    [collectiveId, groupId, at],
  );

/** What is put in it, locked before its polls. */
const openProposalsOf = (tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<object[]> =>
  tx.rows(
    `SELECT id FROM ormee.proposal
     WHERE collective_id = $1 AND group_id = $2 AND handed_at IS NULL AND state = 'OPEN' ORDER BY id FOR UPDATE`,
    [collectiveId, groupId],
  );

/** What it has not decided yet, locked as casting locks it: a ballot comes before the end, or not at all. */
const undecidedPollsOf = (tx: Tx, collectiveId: Uuid, groupId: Uuid): Promise<{ id: Uuid }[]> =>
  tx.rows(
    `SELECT id FROM ormee.poll
     WHERE collective_id = $1 AND group_id = $2 AND state IN ('OPEN', 'CLOSED') ORDER BY id FOR UPDATE`,
    [collectiveId, groupId],
  );

/** Consent that is sought on its questions, between two rounds too. */
const consentsSoughtIn = (
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
): Promise<{ collectiveId: Uuid; id: Uuid; proposalId: Uuid }[]> =>
  tx.rows(
    `SELECT process.collective_id AS "collectiveId", process.id, process.proposal_id AS "proposalId"
     FROM ormee.consent_process process
     JOIN ormee.proposal own ON own.collective_id = process.collective_id AND own.id = process.proposal_id
     WHERE process.collective_id = $1 AND own.group_id = $2 AND own.handed_at IS NULL AND process.state = 'RUNNING'
     ORDER BY process.id FOR UPDATE OF process`,
    [collectiveId, groupId],
  );

/** Elections that it holds, locked: a nomination comes before the end, or not at all. */
const electionsIn = (
  tx: Tx,
  collectiveId: Uuid,
  groupId: Uuid,
): Promise<{ collectiveId: Uuid; id: Uuid }[]> =>
  tx.rows(
    `SELECT collective_id AS "collectiveId", id FROM ormee.election
     WHERE collective_id = $1 AND group_id = $2 AND state = 'RUNNING' ORDER BY id FOR UPDATE`,
    [collectiveId, groupId],
  );
