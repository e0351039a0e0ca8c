import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { ObjectionEnd } from '../core/charter/consent.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { ObjectionRecord } from '../deliberation/objections.queries.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';

const ObjectionEndEnum = {
  WITHDRAWN: 'WITHDRAWN',
  INTEGRATED: 'INTEGRATED',
  SET_ASIDE: 'SET_ASIDE',
} as const satisfies { readonly [E in ObjectionEnd]: E };
registerEnumType(ObjectionEndEnum, {
  name: 'ObjectionEnd',
  description: 'How an objection stopped standing after its round.',
  valuesMap: {
    WITHDRAWN: { description: 'Its author withdrew it.' },
    INTEGRATED: {
      description: 'A new version integrates it; in the next round its author says whether it does.',
    },
    SET_ASIDE: { description: 'As many as the rule asks found it without argument.' },
  },
});

@Seen('PARENT')
@ObjectType('Objection', { description: 'An argued objection.' })
export class ObjectionType {
  collectiveId!: Uuid;

  @Field(() => ID, { description: 'Names it to the acts that meet it; nothing else reads it.' })
  id!: string;

  @FieldSeen('MEMBERS')
  @Field(() => ID, {
    nullable: true,
    description:
      'Who raised it, to be read by `node`; null where the rule shows ballots to nobody, but for its author.',
  })
  memberId!: string | null;

  @Field(() => String, { description: 'Why they object.' })
  reason!: string;

  @Field(() => Boolean, {
    description:
      'Whether it stands; its author may withdraw it by another ballot, or after a round of consent by withdrawing it.',
  })
  stands!: boolean;

  @Field(() => ObjectionEndEnum, {
    nullable: true,
    description: 'How it stopped standing after its round; null where it did not.',
  })
  ended!: ObjectionEnd | null;

  @Field(() => Int, { nullable: true, description: 'The version that says it integrates it; null for none.' })
  integratedBy!: number | null;

  @Field(() => [String], {
    description: 'Why some who were asked find it without argument. Names stay out of it.',
  })
  doubts!: string[];
}

/**
 * `author`: whether whoever asks may see who raised it; they see the reason in any case. `isAsked`: whether its poll was not called
 * off, for then its question is asked anew and nothing said of it stands.
 */
export const objectionObject = (
  objection: ObjectionRecord,
  { author, isAsked }: { readonly author: boolean; readonly isAsked: boolean },
): ObjectionType => ({
  collectiveId: objection.collectiveId,
  id: toGlobalId('Objection', objection.collectiveId, objection.id),
  memberId: author ? toGlobalId('Member', objection.collectiveId, objection.memberId) : null,
  reason: objection.reason,
  stands: isAsked && objection.state === 'RAISED' && objection.ended === null,
  ended: objection.ended,
  integratedBy: objection.version,
  doubts: [...objection.doubts],
});
