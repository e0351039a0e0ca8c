import { Field, ObjectType } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import type { RelayWay } from '../platform/access/voices.js';
import { RelayWays } from '../platform/graphql/speaks-for.js';
import type { RelayMark } from './relay-mark.js';

@Seen('PARENT')
@ObjectType('RelayMark', {
  description: 'A relay brought it, for whoever said it to them.',
})
export class RelayMarkType implements RelayMark {
  @Field(() => RelayWays, { description: 'How it is said to have been said.' })
  way!: RelayWay;

  @Field(() => String, { description: 'The public name of the relay.' })
  relayedBy!: string;

  @Field(() => Boolean, { description: 'Whether they say that it is not what they said.' })
  contested!: boolean;
}
