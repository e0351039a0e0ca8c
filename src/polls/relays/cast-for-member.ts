import { Inject, Injectable } from '@nestjs/common';
import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { personal } from '../../core/kernel/leaves.js';
import { refuse } from '../../core/kernel/refusals.js';
import { requireMandate } from '../../mandates/holds-mandate.js';
import type { RelayWay } from '../../platform/access/voices.js';
import type { Tx } from '../../platform/database/transactions.js';
import { post } from '../../platform/outbox/outbox.js';
import { record } from '../../register/record.js';
import { CastBallot, type InTheBox, type Said } from '../cast-ballot.js';
import { BALLOT_RELAYED } from './relay-letters.js';
import { reachedByBallot } from './reach.js';
import { RelayedBallotRow } from './relay.entity.js';
import { maySpeakFor, mustBeReadBack } from './relay.rules.js';
import { requireRequest } from './requests.js';

export interface CastForMember extends Said {
  readonly memberId: Uuid;
  readonly way: RelayWay;
  /** Read back to whoever said it, who agreed. */
  readonly readBack: boolean;
}

/**
 * Puts a ballot in the box for somebody who asked for a relay and said how they vote, under a live mandate: it is their
 * ballot, under the rules of every other, and they are told. The mandate and the request stay locked to the commit, so
 * that a revocation comes before the ballot, which is then refused, or after it. What somebody cast themselves is theirs.
 */
@Injectable()
export class CastForMemberAct {
  constructor(@Inject(CastBallot) private readonly box: CastBallot) {}

  async cast(tx: Tx, actor: MemberActor, said: CastForMember): Promise<InTheBox> {
    const { collectiveId } = actor;
    const { pollId, memberId, way, expectedRevision } = said;
    const refusal = maySpeakFor(actor, memberId) ?? mustBeReadBack(said.readBack);
    if (refusal) throw refusal;
    await requireMandate(tx, actor, 'castForMember', { kind: 'COLLECTIVE', id: collectiveId });
    await requireRequest(tx, actor, { memberId, pollId });
    if (expectedRevision > 0 && !(await wasRelayed(tx, actor, said, expectedRevision)))
      throw refuse('BALLOT_THEIR_OWN');
    await reachedByBallot(tx, actor, said);
    const ballot = await this.box.castFor(tx, { ...said, collectiveId });
    if (!ballot) return this.repeated(tx, actor, said);
    await tx.insert(RelayedBallotRow, {
      ...{ collectiveId, pollId, memberId, revision: ballot.revision },
      ...{ relayedBy: actor.memberId, way },
    });
    record(tx, collectiveId, {
      type: 'ballot.relayed',
      visibility: 'MEMBERS',
      body: {
        poll: pollId,
        revision: ballot.revision,
        way,
        member: personal(memberId),
        by: personal(actor.memberId),
      },
    });
    await post(tx, collectiveId, [memberId], BALLOT_RELAYED, pollId);
    return ballot;
  }

  /**
   * A repeat of what this relay brought gets the same answer. A ballot that its voter cast says nothing here, not even
   * that it is the same: what they said is nobody's to guess.
   */
  private async repeated(tx: Tx, actor: MemberActor, said: CastForMember): Promise<InTheBox> {
    const { collectiveId } = actor;
    const [standing] = await tx.rows<{ revision: number; choice: string; reason: string | null }>(STANDING, [
      collectiveId,
      said.pollId,
      said.memberId,
    ]);
    const isSame =
      standing?.revision === said.expectedRevision + 1 &&
      standing.choice === said.choice &&
      standing.reason === said.reason &&
      (await wasRelayed(tx, actor, said, standing.revision, actor.memberId));
    if (!isSame) throw refuse('STALE_REVISION', { currentRevision: standing?.revision ?? 0 });
    return this.box.depositedAs({ ...said, collectiveId }, said.memberId, false);
  }
}

async function wasRelayed(
  tx: Tx,
  { collectiveId }: MemberActor,
  { pollId, memberId }: CastForMember,
  revision: number,
  by: Uuid | null = null,
): Promise<boolean> {
  const rows = await tx.rows(
    `SELECT FROM ormee.relayed_ballot relayed
     WHERE relayed.collective_id = $1 AND relayed.poll_id = $2 AND relayed.member_id = $3
       AND relayed.revision = $4 AND ($5::uuid IS NULL OR relayed.relayed_by = $5)`,
    [collectiveId, pollId, memberId, revision, by],
  );
  return rows.length > 0;
}

const STANDING = `
  SELECT ballot.revision, ballot.choice, objection.reason FROM ormee.ballot ballot
  LEFT JOIN ormee.objection objection
    ON objection.collective_id = ballot.collective_id AND objection.id = ballot.objection_id
  WHERE ballot.collective_id = $1 AND ballot.poll_id = $2 AND ballot.member_id = $3`;
