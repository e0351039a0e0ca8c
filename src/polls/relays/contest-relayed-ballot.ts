import { Inject, Injectable } from '@nestjs/common';
import { collectiveFacts } from '../../collectives/charter.queries.js';
import type { Clause, MethodId } from '../../core/charter/clause.js';
import { lastEnd } from '../../core/charter/periods.js';
import { BALLOT_KINDS } from '../../core/counting/ballot.js';
import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse, type Refusal } from '../../core/kernel/refusals.js';
import type { Tx } from '../../platform/database/transactions.js';
import { record } from '../../register/record.js';
import { CastBallot } from '../cast-ballot.js';
import { RelayedBallotContestRow } from './relay.entity.js';

/** The ballot that a relay brought last, and the poll that it is in. */
interface Contested {
  readonly revision: number;
  readonly standing: number;
  readonly contested: boolean;
  readonly method: MethodId;
  readonly clauses: readonly Clause[];
  readonly state: string;
  readonly closesAt: Instant | null;
  readonly proclaimedAt: Instant | null;
}

/**
 * A voter says that a ballot which a relay brought is not what they said. While the box is open it is taken out: their
 * ballot takes no part from then on, until they cast another, which they may whatever the rule on changing ballots.
 * Once the box is shut the count stays, and all members see how many such ballots are in it. It is for whoever has a
 * ballot in the box, as casting is: also for those who left since, or were excluded.
 */
@Injectable()
export class ContestRelayedBallot {
  constructor(@Inject(CastBallot) private readonly box: CastBallot) {}

  async contest(tx: Tx, actor: MemberActor, pollId: Uuid): Promise<boolean> {
    const { collectiveId, memberId } = actor;
    await tx.rows('SELECT FROM ormee.poll WHERE collective_id = $1 AND id = $2 FOR SHARE', [
      collectiveId,
      pollId,
    ]);
    const relayed = await tx.one<Contested>(LAST_RELAYED, [collectiveId, pollId, memberId]);
    if (!relayed) throw refuse('NOT_FOUND');
    const now = await tx.now();
    const isOpen = relayed.state === 'OPEN' && (relayed.closesAt === null || relayed.closesAt > now);
    const voids = isOpen && relayed.standing === relayed.revision;
    if (relayed.contested) return relayed.standing !== relayed.revision;
    const refusal = await refuseLate(tx, collectiveId, relayed, now);
    if (refusal) throw refusal;
    await tx.insert(RelayedBallotContestRow, {
      ...{ collectiveId, pollId, memberId, revision: relayed.revision },
      ...{ voidedBy: voids ? relayed.revision + 1 : null, contestedAt: now },
    });
    if (voids) await this.takeOut(tx, actor, pollId, relayed);
    record(tx, collectiveId, {
      type: 'ballot.relay-contested',
      visibility: 'MEMBERS',
      body: { poll: pollId, revision: relayed.revision, voided: voids, member: personal(memberId) },
    });
    return voids || relayed.standing !== relayed.revision;
  }

  /** No ballot is deleted, and no revision serves twice: a receipt is for one ballot for ever. */
  private async takeOut(
    tx: Tx,
    { collectiveId, memberId }: MemberActor,
    pollId: Uuid,
    { method, revision }: Contested,
  ): Promise<void> {
    const nothing = { choice: 'NOT_TAKING_PART', reason: null, kind: BALLOT_KINDS[method] };
    const said = { collectiveId, memberId, pollId, ...nothing, expectedRevision: revision };
    const ballot = await this.box.castFor(tx, said);
    if (!ballot) throw refuse('STALE_REVISION', { currentRevision: revision });
  }
}

async function refuseLate(
  tx: Tx,
  collectiveId: Uuid,
  { proclaimedAt, clauses }: Contested,
  now: Instant,
): Promise<Refusal | null> {
  if (proclaimedAt === null) return null;
  const { zone } = await collectiveFacts(tx, collectiveId);
  const end = lastEnd(
    clauses.map(({ contestPeriod }) => contestPeriod),
    proclaimedAt,
    zone,
  );
  return now < end ? null : refuse('CONTEST_PERIOD_OVER', { endedAt: end });
}

const LAST_RELAYED = `
  SELECT relayed.revision, ballot.revision AS standing, contest.revision IS NOT NULL AS contested, poll.method,
    poll.clauses, poll.state, poll.closes_at AS "closesAt", outcome.proclaimed_at AS "proclaimedAt"
  FROM ormee.relayed_ballot relayed
  JOIN ormee.ballot ballot ON ballot.collective_id = relayed.collective_id AND ballot.poll_id = relayed.poll_id
    AND ballot.member_id = relayed.member_id
  JOIN ormee.poll poll ON poll.collective_id = relayed.collective_id AND poll.id = relayed.poll_id
  LEFT JOIN ormee.outcome outcome ON outcome.collective_id = poll.collective_id AND outcome.poll_id = poll.id
  LEFT JOIN ormee.relayed_ballot_contest contest ON contest.collective_id = relayed.collective_id
    AND contest.poll_id = relayed.poll_id AND contest.member_id = relayed.member_id
    AND contest.revision = relayed.revision
  WHERE relayed.collective_id = $1 AND relayed.poll_id = $2 AND relayed.member_id = $3
  ORDER BY relayed.revision DESC LIMIT 1`;
