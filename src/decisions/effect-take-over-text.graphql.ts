import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Matter } from '../core/charter/clause.js';
import type { TakeOverText } from '../core/kernel/effects.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { takenOverLabel } from '../core/text/history.js';
import { printHistory, readHistory } from '../core/text/render/read-history.js';
import { Seen } from '../platform/access/access.js';
import { DateScalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';
import { PatchOperationType, operationObject } from './patch-operation.graphql.js';

@Seen('PARENT')
@ObjectType('PastDecision', {
  description:
    'What a decision of elsewhere did to a text that is taken over with its history (« repris, non vérifié »).',
})
export class PastDecisionType {
  @Field(() => String, {
    description: 'How the text will cite it: `repris-2019-004`, never as a number of this register.',
  })
  label!: string;

  @Field(() => DateScalar, { description: 'The day it was taken, as the file says.' })
  decidedOn!: string;

  @Field(() => DateScalar, { description: 'The day from which its change was in force.' })
  effectiveOn!: string;

  @Field(() => [PatchOperationType], {
    description:
      'What it did, in order. For an erratum, no `correctsId`: what it mends was decided elsewhere.',
  })
  operations!: PatchOperationType[];
}

@Seen('PARENT')
@ObjectType('TakeOverText', {
  description:
    'Gives the collective a text that lived elsewhere, with its history. It was replayed to the letter, and not verified: what gives the text force here is the decision alone.',
})
export class TakeOverTextType {
  @Field(() => ID, { description: 'The text; it exists once the decision is taken.' })
  textId!: string;

  @Field(() => String, { description: 'What it is called.' })
  title!: string;

  @Field(() => MatterEnum, { description: 'What kind of question changing it will be.' })
  matter!: Matter;

  @Field(() => String, { description: 'The collective that it lived in, as the file says.' })
  fromName!: string;

  @Field(() => [PastDecisionType], { description: 'Every decision of its history, in their order.' })
  pastDecisions!: PastDecisionType[];

  @Field(() => String, { description: 'The whole history, to be read and replayed by whoever doubts it.' })
  history!: string;
}

@InputType({ description: 'A text that lived elsewhere, with its history.' })
export class TakeOverTextInput {
  @Field(() => MatterEnum, {
    description: 'What kind of question changing it will be: DEEP, or GOVERNANCE for statutes.',
  })
  matter!: Matter;

  @Field(() => String, {
    description:
      'The text as JSON, as it was exported, or its history alone (`ormee texts import` makes it).',
  })
  history!: string;
}

/** The effect that somebody sent; all that it brings keeps its identity. */
export function takeOverFromInput(
  { matter, history }: TakeOverTextInput,
  { path }: Pick<Sent, 'path'>,
): TakeOverText {
  if (matter !== 'DEEP' && matter !== 'GOVERNANCE')
    throw refuse('INVALID_INPUT', { field: 'matter', reason: 'DEEP_OR_GOVERNANCE' }, [...path, 'matter']);
  const read = readHistory(history);
  if (read instanceof Refusal) throw new Refusal(read.code, read.facts, [...path, 'history']);
  return { kind: 'TAKE_OVER_TEXT', matter, ...read };
}

export function takeOverObject(effect: TakeOverText, global: Global): TakeOverTextType {
  const days = new Map(effect.decisions.map(({ label, date }) => [label, date]));
  return {
    textId: global('LegalText', effect.textId) as string,
    title: effect.title,
    matter: effect.matter,
    fromName: effect.from.name,
    pastDecisions: effect.patches.map(({ decision, effectiveOn, operations }) => ({
      label: takenOverLabel(decision),
      decidedOn: days.get(decision) as string,
      effectiveOn,
      operations: operations.map((operation) => ({
        ...operationObject(operation, global),
        correctsId: null,
      })),
    })),
    history: printHistory(effect),
  };
}
