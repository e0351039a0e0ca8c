import { Args, Field, ID, InputType, registerEnumType } from '@nestjs/graphql';
import { RequestContext } from '../access/context.js';
import type { RelayWay } from '../access/voices.js';
import { repeatOf } from '../database/idempotency.js';
import type { Act } from './problems.js';

export const RelayWays = { PHONE: 'PHONE', PAPER: 'PAPER' } as const;
registerEnumType(RelayWays, {
  name: 'RelayWay',
  description: 'How somebody said to a relay what they want.',
  valuesMap: {
    PHONE: { description: 'By voice: on the telephone, or face to face.' },
    PAPER: { description: 'On a paper that the relay keeps.' },
  },
});

@InputType({ description: 'For whom a relay does an act, and how they said it.' })
export class SpeaksForInput {
  @Field(() => ID, { description: 'Whose act it is: somebody who asked for a relay.' })
  memberId!: string;

  @Field(() => RelayWays, { description: 'How they said it.' })
  way!: RelayWay;

  @Field(() => Boolean, { description: 'You read it back to them, and they agreed: it has to be true.' })
  readBack!: boolean;
}

type Handler = (...parameters: unknown[]) => unknown;

/**
 * Gives the mutation of an act that a relay may do its second argument, `speaksFor`, which the act then finds in its
 * context (see Acts.perform). The first parameter of a handler is its input.
 */
export const alsoForOthers =
  (declared: Act): MethodDecorator =>
  (target, key, descriptor: PropertyDescriptor) => {
    if (!declared.about) return;
    const handle = descriptor.value as Handler;
    const place = handle.length;
    const description = 'For whom you do it, as their relay; null: for yourself.';
    Args('speaksFor', { type: () => SpeaksForInput, nullable: true, description })(target, key, place);
    descriptor.value = function (this: unknown, ...parameters: unknown[]): unknown {
      const speaksFor = parameters[place] as SpeaksForInput | null | undefined;
      const own = parameters.slice(0, place);
      if (!speaksFor) return handle.apply(this, own);
      const repeat = repeatOf(parameters[0] as object);
      const forThem = (parameter: unknown): unknown =>
        parameter instanceof RequestContext ? parameter.speakingFor({ ...speaksFor, repeat }) : parameter;
      return handle.apply(this, own.map(forThem));
    };
  };
