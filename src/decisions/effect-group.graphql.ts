import { Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { CreateGroup, EndGroup, RescopeGroup } from '../core/kernel/effects.js';
import { unfitName } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import type { Global, Sent } from './effect-kind.js';

const SCOPE = 'What it works on, and what it may settle by itself.';

@Seen('PARENT')
@ObjectType('CreateGroup', { description: 'Makes a working group, open to whoever joins.' })
export class CreateGroupType {
  @Field(() => ID, { description: 'The group, which exists once the decision is proclaimed.' })
  groupId!: string;

  @Field(() => String, { description: 'What it is called.' })
  name!: string;

  @Field(() => MarkdownScalar, { description: SCOPE })
  scope!: string;
}

@Seen('PARENT')
@ObjectType('RescopeGroup', { description: 'Says anew what a working group is for.' })
export class RescopeGroupType {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;

  @Field(() => String, { description: 'What it was called when this was proposed.' })
  named!: string;

  @Field(() => String, { description: 'What it is called from then on.' })
  name!: string;

  @Field(() => MarkdownScalar, { description: SCOPE })
  scope!: string;
}

@Seen('PARENT')
@ObjectType('EndGroup', {
  description: 'Ends a working group, and the mandates that are its own. Nothing of it is deleted.',
})
export class EndGroupType {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;

  @Field(() => String, { description: 'What it was called when this was proposed.' })
  named!: string;
}

@InputType({ description: 'A working group to be made.' })
export class CreateGroupEffectInput {
  @Field(() => String, { description: 'What it is called: unlike any other group of the collective.' })
  name!: string;

  @Field(() => MarkdownScalar, { description: SCOPE })
  scope!: string;
}

@InputType({ description: 'What a working group is for from now on.' })
export class RescopeGroupInput {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;

  @Field(() => String, { description: 'What it is called now.' })
  named!: string;

  @Field(() => String, {
    nullable: true,
    description: 'What it is called from now on; null: as it was.',
  })
  name?: string | null;

  @Field(() => MarkdownScalar, { description: SCOPE })
  scope!: string;
}

@InputType({ description: 'A working group to be ended.' })
export class EndGroupInput {
  @Field(() => ID, { description: 'The group.' })
  groupId!: string;

  @Field(() => String, { description: 'What it is called now.' })
  named!: string;
}

/** A name is part of what an effect touches, so it is read before anything is looked for under it. */
function readName(name: string, field: string, path: Sent['path']): string {
  const reason = unfitName(name);
  if (reason) throw refuse('INVALID_INPUT', { field, reason }, [...path, field]);
  return name;
}

const groupOf = (groupId: string, { collectiveId, path }: Sent) =>
  rowIdOf(groupId, 'WorkingGroup', collectiveId, [...path, 'groupId']);

export const groupFromInput = ({ name, scope }: CreateGroupEffectInput, sent: Sent): CreateGroup => ({
  kind: 'CREATE_GROUP',
  groupId: sent.newId(),
  name: readName(name, 'name', sent.path),
  scope,
});

export const rescopingFromInput = (
  { groupId, named, name, scope }: RescopeGroupInput,
  sent: Sent,
): RescopeGroup => ({
  kind: 'RESCOPE_GROUP',
  groupId: groupOf(groupId, sent),
  named: readName(named, 'named', sent.path),
  name: readName(name ?? named, 'name', sent.path),
  scope,
});

export const groupEndFromInput = ({ groupId, named }: EndGroupInput, sent: Sent): EndGroup => ({
  kind: 'END_GROUP',
  groupId: groupOf(groupId, sent),
  named: readName(named, 'named', sent.path),
});

/** The effects on groups as the API shows them: their words, with the group's own id. */
export const groupEffectObject = <E extends CreateGroup | RescopeGroup | EndGroup>(
  effect: E,
  global: Global,
): Omit<E, 'groupId'> & { groupId: string } => ({
  ...effect,
  groupId: global('WorkingGroup', effect.groupId) as string,
});
