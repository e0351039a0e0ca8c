import { Inject, Injectable } from '@nestjs/common';
import { applyDecorators } from '@nestjs/common';
import { Extensions, Mutation } from '@nestjs/graphql';
import type { Actor, MemberActor } from '../../core/kernel/actors.js';
import { Refusal } from '../../core/kernel/refusals.js';
import { MayBeCalledBy, type MayCall } from '../access/access.js';
import { ACTOR_LOADER, type ActorLoader, type RequestContext } from '../access/context.js';
import { mayCall } from '../access/rules.js';
import { VOICES, type Relayed, type SpeaksFor, type Voices } from '../access/voices.js';
import { Transactions, type Tx } from '../database/transactions.js';
import { problemOf, RelayedSuccess, type Act, type ProblemObject } from './problems.js';
import { alsoForOthers } from './speaks-for.js';

/** Declares a mutation: its act, its result union, who may call it, and what it does in words. */
export const ActMutation = (
  declared: Act,
  result: object,
  mayCallIt: MayCall,
  description: string,
): MethodDecorator =>
  applyDecorators(
    alsoForOthers(declared),
    Mutation(() => result as never, { name: declared.name, description }),
    MayBeCalledBy(mayCallIt),
    Extensions({ act: declared }),
  );

/** The one way from a mutation to the database: open the transaction, read who asks inside it, do the act, answer. */
@Injectable()
export class Acts {
  constructor(
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) private readonly actors: ActorLoader,
    @Inject(VOICES) private readonly voices: Voices,
  ) {}

  /**
   * An act of a member of the collective. `say` turns what it did into the success payload, after the commit. Where a relay
   * does it for somebody, it is done as them, and the relay is told no more than that it was.
   */
  perform<T, S extends object>(
    context: RequestContext,
    declared: Act,
    work: (tx: Tx, actor: MemberActor) => Promise<T>,
    say: (done: T) => S | Promise<S>,
  ): Promise<S | RelayedSuccess | ProblemObject> {
    const { speaksFor } = context;
    const inside = <R>(perform: (tx: Tx, actor: MemberActor) => Promise<R>): Promise<R> =>
      this.transactions.write(async (tx) => {
        const actor = await this.actors.load(tx, context.session);
        const refusal = mayCall('MEMBER', actor);
        if (refusal) throw refusal;
        return perform(tx, actor as MemberActor);
      });
    return speaksFor
      ? this.answer(context, declared, sayRelayed, () =>
          inside((tx, relay) => this.relay(tx, relay, speaksFor, { declared, work })),
        )
      : this.answer(context, declared, say, () => inside(work));
  }

  private async relay<T>(
    tx: Tx,
    relay: MemberActor,
    speaksFor: SpeaksFor,
    { declared, work }: { declared: Act; work: (tx: Tx, actor: MemberActor) => Promise<T> },
  ): Promise<Relayed> {
    const actor = await this.voices.actorFor(tx, relay, speaksFor);
    const aboutOf = declared.about as (done: T) => string;
    const aboutId = aboutOf(await work(tx, actor));
    const { memberId } = actor;
    const wasSo = tx.hasFoundItSo;
    return this.voices.mark(tx, relay, speaksFor, { act: declared.name, memberId, aboutId, wasSo });
  }

  /** An act that needs no session, such as exchanging a link for one. */
  performForAnyone<T, S extends object>(
    context: RequestContext,
    declared: Act,
    work: (tx: Tx, actor: Actor) => Promise<T>,
    say: (done: T) => S | Promise<S>,
  ): Promise<S | ProblemObject> {
    return this.answer(context, declared, say, () =>
      this.transactions.write(async (tx) => work(tx, await this.actors.load(tx, context.session))),
    );
  }

  /** Turns a declared refusal into its problem; one that the act did not declare is a fault of ours. */
  async answer<T, S extends object>(
    context: RequestContext,
    declared: Act,
    say: (done: T) => S | Promise<S>,
    work: () => Promise<T>,
  ): Promise<S | ProblemObject> {
    try {
      const done = await work();
      return { __typename: successOf(declared), ...(await say(done)) };
    } catch (error) {
      if (error instanceof Refusal && declared.refuses.includes(error.code))
        return problemOf(error, context.locale, await context.zone());
      throw error;
    }
  }
}

const sayRelayed = (relayed: Relayed): RelayedSuccess & { __typename: string } => ({
  __typename: RelayedSuccess.name,
  ...relayed,
});

const successOf = (declared: Act): string =>
  `${declared.name.charAt(0).toUpperCase()}${declared.name.slice(1)}Success`;
