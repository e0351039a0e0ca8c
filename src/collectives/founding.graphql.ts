import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, ObjectType, registerEnumType, Resolver } from '@nestjs/graphql';
import type { Locale, MemberKind } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { act, openAct, resultOf } from '../platform/graphql/problems.js';
import { beginFounding, type Begun, type NewFounder } from './begin-founding.js';
import { MemberKindEnum } from './collective.graphql.js';
import type { Founder } from './founding.rules.js';
import { inviteFounder } from './invite-founder.js';

const LocaleEnum = { FR: 'fr', EN: 'en' } as const;
registerEnumType(LocaleEnum, {
  name: 'Locale',
  description: 'A language that the service speaks.',
  valuesMap: { FR: { description: 'In French.' }, EN: { description: 'In English.' } },
});

@InputType({ description: 'Somebody who founds the collective.' })
export class FounderInput {
  @Field(() => String, { description: 'The name they choose to be known by; a pseudonym is fine.' })
  publicName!: string;

  @Field(() => MemberKindEnum, { defaultValue: 'NATURAL', description: 'A natural or a legal person.' })
  kind!: MemberKind;

  @Field(() => String, { nullable: true, description: 'Their address; a link in their hand replaces it.' })
  email?: string | null;
}

@InputType({ description: 'A collective that begins.' })
export class BeginFoundingInput {
  @Field(() => String, { description: 'The secret at the end of the founding link. It works once.' })
  link!: string;

  @Field(() => String, { description: 'What the collective calls itself.' })
  name!: string;

  @Field(() => String, {
    defaultValue: 'Europe/Paris',
    description: 'The time zone of its calendar, such as Europe/Paris.',
  })
  zone!: string;

  @Field(() => LocaleEnum, { defaultValue: 'fr', description: 'The language of what it keeps.' })
  locale!: Locale;

  @Field(() => [FounderInput], { description: 'Who founds it: at least two natural persons.' })
  founders!: FounderInput[];
}

@InputType({ description: 'Somebody whom you name as a founder.' })
export class InviteFounderInput extends FounderInput {}

@Seen('PARENT')
@ObjectType('NewFounder', { description: 'A founder, with the link that lets them in.' })
export class NewFounderType {
  @Field(() => ID, { description: 'Their membership; `node` reads it.' })
  memberId!: string;

  @Field(() => String, { description: 'The name they are known by.' })
  publicName!: string;

  @Field(() => String, {
    description:
      'The secret of their one-time link, to be put in their hand alone: nobody can read it again.',
  })
  link!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'The collective is being founded. Whoever pressed the button keeps no right.' })
export class BeginFoundingSuccess {
  @Field(() => ID, { description: 'The collective; its founders read it by `node`.' })
  collectiveId!: string;

  @Field(() => [NewFounderType], { description: 'One link a founder, to hand out.' })
  founders!: NewFounderType[];
}

@Seen('PARENT')
@ObjectType({ description: 'You have named them; with the word of a second founder, they are one.' })
export class InviteFounderSuccess {
  @Field(() => NewFounderType, {
    nullable: true,
    description: 'The new founder, once two have named them; null while yours is the only word.',
  })
  founder!: NewFounderType | null;
}

export const BEGIN_FOUNDING = openAct('beginFounding', ['LINK_NOT_VALID', 'INVALID_INPUT', 'LOOKALIKE_NAME']);
export const INVITE_FOUNDER = act('inviteFounder', [
  'FOUNDING_OVER',
  'INVALID_INPUT',
  'LOOKALIKE_NAME',
  'PROPOSER_NOT_ENTITLED',
]);
const BeginFoundingResult = resultOf(BEGIN_FOUNDING, BeginFoundingSuccess);
const InviteFounderResult = resultOf(INVITE_FOUNDER, InviteFounderSuccess);

@Resolver()
export class FoundingActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    BEGIN_FOUNDING,
    BeginFoundingResult,
    'ANYONE',
    'Begins a collective under a founding link, and answers one link a founder.',
  )
  beginFounding(
    @Args('input') input: BeginFoundingInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.performForAnyone(
      context,
      BEGIN_FOUNDING,
      (tx) => beginFounding(tx, { ...input, founders: input.founders.map(founderFromInput) }),
      sayBegun,
    );
  }

  @ActMutation(
    INVITE_FOUNDER,
    InviteFounderResult,
    'MEMBER',
    'Names somebody as a founder: with the word of a second founder, they are one.',
  )
  inviteFounder(
    @Args('input') input: InviteFounderInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      INVITE_FOUNDER,
      async (tx, actor) => {
        const founder = await inviteFounder(tx, actor, founderFromInput(input));
        return founder && founderObject(founder, actor.collectiveId);
      },
      (founder) => ({ founder }),
    );
  }
}

const founderFromInput = ({ publicName, kind, email }: FounderInput): Founder => ({
  publicName,
  kind,
  email: email ?? null,
});

const founderObject = (founder: NewFounder, collectiveId: Uuid): NewFounderType => ({
  ...founder,
  memberId: toGlobalId('Member', collectiveId, founder.memberId),
});

const sayBegun = ({ collectiveId, founders }: Begun): BeginFoundingSuccess => ({
  collectiveId: toGlobalId('Collective', collectiveId, collectiveId),
  founders: founders.map((founder) => founderObject(founder, collectiveId)),
});
