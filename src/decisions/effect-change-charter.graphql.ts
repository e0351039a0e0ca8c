import { Field, InputType, ObjectType } from '@nestjs/graphql';
import {
  ClauseInput,
  ClauseType,
  MatterEnum,
  clauseFromInput,
  clauseObject,
} from '../collectives/charter.graphql.js';
import { hashClause } from '../core/charter/charter.js';
import type { Matter } from '../core/charter/clause.js';
import type { ChangeCharter } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { Seen } from '../platform/access/access.js';
import { Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Sent } from './effect-kind.js';

@Seen('PARENT')
@ObjectType('ClauseChange', { description: 'One change to the decision rules.' })
export class ClauseChangeType {
  @Field(() => MatterEnum, { description: 'The rule that changes.' })
  matter!: Matter;

  @Field(() => ClauseType, { nullable: true, description: 'The rule afterwards; null removes it.' })
  clause!: ClauseType | null;
}

@Seen('PARENT')
@ObjectType('ChangeCharter', { description: 'Changes the decision rules.' })
export class ChangeCharterType {
  @Field(() => [ClauseChangeType], { description: 'The changes.' })
  changes!: ClauseChangeType[];
}

@InputType({ description: 'One change to the decision rules.' })
export class ClauseChangeInput {
  @Field(() => MatterEnum, { description: 'The rule that changes.' })
  matter!: Matter;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the rule you read; null when there is none.',
  })
  expectedHash?: string | null;

  @Field(() => ClauseInput, { nullable: true, description: 'The rule from now on; null removes it.' })
  clause?: ClauseInput | null;
}

@InputType({ description: 'Changes the decision rules.' })
export class ChangeCharterInput {
  @Field(() => [ClauseChangeInput], { description: 'The changes.' })
  changes!: ClauseChangeInput[];
}

export const charterFromInput = (input: ChangeCharterInput, { collectiveId, path }: Sent): ChangeCharter => ({
  kind: 'CHANGE_CHARTER',
  changes: input.changes.map(({ matter, expectedHash, clause }, place) => ({
    matter,
    expectedHash: expectedHash ?? null,
    clause: clause ? clauseFromInput(clause, collectiveId, [...path, 'changes', place, 'clause']) : null,
  })),
});

export const charterObject = (effect: ChangeCharter, collectiveId: Uuid): ChangeCharterType => ({
  changes: effect.changes.map(({ matter, clause }) => ({
    matter,
    clause: clause && clauseObject(clause, hashClause(clause), collectiveId),
  })),
});
