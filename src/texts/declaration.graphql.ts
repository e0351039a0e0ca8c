import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  ObjectType,
  Parent,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateScalar } from '../platform/graphql/scalars.js';
import { awaitedDeclarations } from './declaration.queries.js';
import { markTextDeclared } from './mark-text-declared.js';
import { LegalTextType, textObject } from './text.graphql.js';
import { textsByIds } from './text.queries.js';

@Seen('PARENT')
@ObjectType({
  description: 'A text of governance changed, and no member said since that it was declared.',
})
export class TextDeclaration {
  @Field(() => DateScalar, {
    description: 'The last day of the three months that an association declared in France has.',
  })
  due!: CivilDate;

  @Field(() => ID, { description: 'The first decision that is not declared.' })
  sinceDecisionId!: string;

  @Field(() => String, { description: 'Its number: `2026-012`.' })
  sinceDecisionLabel!: string;
}

@InputType({ description: 'Up to which decision the changes of a text were declared.' })
export class MarkTextDeclaredInput {
  @Field(() => ID, { description: 'The text.' })
  textId!: string;

  @Field(() => ID, { description: 'The last decision on it whose changes were declared.' })
  decisionId!: string;

  @Field(() => DateScalar, {
    nullable: true,
    description:
      'The day of the declaration; null where the collective declares nothing: no reminder comes until a day is given again.',
  })
  on?: CivilDate | null;
}

@Seen('PARENT')
@ObjectType({ description: 'It is in the register.' })
export class MarkTextDeclaredSuccess {
  @Field(() => LegalTextType, { description: 'The text.' })
  text!: LegalTextType;
}

export const MARK_TEXT_DECLARED = act('markTextDeclared', ['NOT_FOUND', 'INVALID_INPUT']);
const MarkTextDeclaredResult = resultOf(MARK_TEXT_DECLARED, MarkTextDeclaredSuccess);

@Resolver(() => LegalTextType)
export class DeclarationResolver {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @FieldSeen('MEMBERS')
  @ResolveField(() => TextDeclaration, {
    nullable: true,
    description: 'By when its changes are to be declared; null when none awaits. Members alone are reminded.',
  })
  async declaration(
    @Parent() { collectiveId, rowId }: { readonly collectiveId: Uuid; readonly rowId: Uuid },
    @Context() context: RequestContext,
  ): Promise<TextDeclaration | null> {
    const awaited = await context.oneOf(awaitedDeclarations, 'textId', collectiveId, rowId);
    if (!awaited) return null;
    const { due, decisionId, label } = awaited;
    return {
      due,
      sinceDecisionId: toGlobalId('Decision', collectiveId, decisionId),
      sinceDecisionLabel: label,
    };
  }

  @ActMutation(
    MARK_TEXT_DECLARED,
    MarkTextDeclaredResult,
    'MEMBER',
    'Notes in the register on which day the changes of a text were declared, up to a decision.',
  )
  markTextDeclared(
    @Args('input') input: MarkTextDeclaredInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      MARK_TEXT_DECLARED,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const textId = rowIdOf(input.textId, 'LegalText', collectiveId, ['input', 'textId']);
        const decisionId = rowIdOf(input.decisionId, 'Decision', collectiveId, ['input', 'decisionId']);
        await markTextDeclared(tx, actor, { textId, decisionId, on: input.on ?? null });
        return { collectiveId, textId };
      },
      async ({ collectiveId, textId }) => {
        const [text] = await textsByIds(this.reader, collectiveId, [textId]);
        if (!text) throw new Error('a text that was just declared is gone');
        return { text: textObject(text) };
      },
    );
  }
}
