import { Inject } from '@nestjs/common';
import { Context, Field, ObjectType, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Permission, permissionOf } from '../platform/graphql/permission.js';
import { Signer } from '../register/signer.js';
import { OwnBallotType } from './ballot.graphql.js';
import { mayCommit, mayEnter } from './lot.rules.js';
import { PollType } from './poll.graphql.js';
import { standingsOf, type Standing } from './polls.queries.js';
import { receiptFor } from './receipt.js';

@Seen('PARENT')
@ObjectType('OwnLotEntry', { description: 'What you have done for the lot of a poll.' })
export class OwnLotEntryType {
  @Field(() => Boolean, { description: 'Whether you have committed to a value.' })
  committed!: boolean;

  @Field(() => Boolean, { description: 'Whether you have typed, or revealed, a value.' })
  entered!: boolean;
}

/** What whoever asks may do with a poll, and what they have done: of others nothing is told. */
@Resolver(() => PollType)
export class ViewerOfPollResolver {
  constructor(@Inject(Signer) private readonly signer: Signer) {}

  @ResolveField(() => Permission, { description: 'Whether you may vote now, and why not.' })
  async viewerMayCast(@Parent() poll: PollType, @Context() context: RequestContext): Promise<Permission> {
    return this.permission(poll, context, refusalOf);
  }

  @ResolveField(() => Permission, {
    description: 'Whether you may commit to a value of its lot now, and why not.',
  })
  async viewerMayCommit(@Parent() poll: PollType, @Context() context: RequestContext): Promise<Permission> {
    return this.permission(
      poll,
      context,
      (standing) => offRoll(standing) ?? mayCommit(poll.record, standing.now),
    );
  }

  @ResolveField(() => Permission, {
    description: 'Whether you may type, or reveal, a value of its lot now, and why not.',
  })
  async viewerMayEnterLot(@Parent() poll: PollType, @Context() context: RequestContext): Promise<Permission> {
    return this.permission(
      poll,
      context,
      (standing) => offRoll(standing) ?? mayEnter(poll.record, standing.committed, standing.now),
    );
  }

  @ResolveField(() => OwnLotEntryType, {
    nullable: true,
    description:
      'What you have done for its lot; null where that is nothing. What others did stands in the register.',
  })
  async viewerLotEntry(
    @Parent() poll: PollType,
    @Context() context: RequestContext,
  ): Promise<OwnLotEntryType | null> {
    const { committed = false, entered = false } = (await this.standing(poll, context)) ?? {};
    return committed || entered ? { committed, entered } : null;
  }

  @ResolveField(() => OwnBallotType, {
    nullable: true,
    description: 'Your own ballot in this poll; null when you have none in the box.',
  })
  async viewerBallot(
    @Parent() poll: PollType,
    @Context() context: RequestContext,
  ): Promise<OwnBallotType | null> {
    const standing = await this.standing(poll, context);
    if (!standing || standing.choice === null) return null;
    const { choice, reason, revision, assisted, relayed } = standing;
    const { memberId } = context.viewer as MemberActor;
    const { collectiveId, pollId } = poll;
    return {
      choice,
      reason,
      revision,
      assisted,
      relayed,
      receipt: receiptFor(this.signer, { collectiveId, pollId, memberId, choice, reason, revision }),
    };
  }

  private async permission(
    poll: PollType,
    context: RequestContext,
    rule: (standing: Standing) => Refusal | null,
  ): Promise<Permission> {
    const standing = await this.standing(poll, context);
    const refusal = standing ? rule(standing) : refuse('NOT_SIGNED_IN');
    return permissionOf(refusal, context);
  }

  private async standing(poll: PollType, context: RequestContext): Promise<Standing | null> {
    const actor = await context.actor();
    if (actor.kind === 'ANONYMOUS') return null;
    return context.oneOf(standingsOf, 'pollId', poll.collectiveId, poll.pollId, actor.memberId);
  }
}

const offRoll = ({ onRoll, rollReason }: Standing): Refusal | null =>
  onRoll ? null : refuse('NOT_ON_ROLL', { reason: rollReason });

function refusalOf({ refusal, state, closesAt, rollReason }: Standing): Refusal | null {
  switch (refusal) {
    case 'POLL_NOT_OPEN':
      return refuse(refusal, { state, closesAt });
    case 'NOT_ON_ROLL':
      return refuse(refusal, { reason: rollReason });
    case 'NOT_FOUND':
    case 'BALLOT_NOT_CHANGEABLE':
      return refuse(refusal);
    case null:
      return null;
  }
}
