import { Field, ID, InputType } from '@nestjs/graphql';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import { refuse } from '../core/kernel/refusals.js';
import type { PatchOperation, PlaceAsked } from '../core/text/operations.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Sent } from './effect-kind.js';

@InputType({ description: 'What a provision says.' })
export class ProvisionContentInput {
  @Field(() => String, { description: 'Its number as people say it, such as « Article 7 ».' })
  number!: string;

  @Field(() => String, { description: 'Its heading; empty when it has none.' })
  heading!: string;

  @Field(() => MarkdownScalar, { description: 'Its words.' })
  body!: string;
}

/** Where a provision is to stand: among those that are there, or those that the same change brings. */
@InputType({ isAbstract: true })
abstract class PlaceInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The provision it belongs under; null at the top of the text.',
  })
  parentId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Instead of `parentId`: the key of a provision inserted by the same change.',
  })
  parentKey?: string | null;

  @Field(() => ID, { nullable: true, description: 'The provision it comes after; null for the first place.' })
  afterId?: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Instead of `afterId`: the key of a provision inserted by the same change.',
  })
  afterKey?: string | null;
}

@InputType({ description: 'A new provision.' })
export class InsertProvisionInput extends PlaceInput {
  @Field(() => String, {
    nullable: true,
    description:
      'A name of your own, by which other operations of this change put a provision under it or after it. It is not kept.',
  })
  key?: string | null;

  @Field(() => ProvisionContentInput, { description: 'What it says.' })
  content!: ProvisionContentInput;
}

@InputType({ description: 'New words for a provision.' })
export class ReplaceProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => ProvisionContentInput, { description: 'What it will say.' })
  content!: ProvisionContentInput;
}

@InputType({ description: 'Another number for a provision, never one that another provision bore.' })
export class RenumberProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => String, { description: 'Its number as people will say it, such as « Article 7 bis ».' })
  number!: string;
}

@InputType({ description: 'Another heading for a provision.' })
export class SetHeadingInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => String, { description: 'Its heading; empty to take it away.' })
  heading!: string;
}

@InputType({ description: 'Another place for a provision, with what stands under it.' })
export class MoveProvisionInput extends PlaceInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => ID, { nullable: true, description: 'What it stands in as you read it; null at the top.' })
  fromId?: string | null;

  @Field(() => Sha256Scalar, {
    description: 'Fingerprint of the place where you read it (`placeHash`); another one is refused.',
  })
  expectedPlace!: string;

  @Field(() => ProvisionContentInput, {
    nullable: true,
    description: 'What it will say there; null: what it says now.',
  })
  content?: ProvisionContentInput | null;
}

@InputType({ description: 'The repeal of a provision.' })
export class RepealProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;
}

@InputType({
  description: 'The return of a provision that was repealed: the same one, under its own number.',
})
export class RestoreProvisionInput extends PlaceInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of its last words as you read them.' })
  expectedHash!: string;

  @Field(() => ProvisionContentInput, {
    nullable: true,
    description: 'What it will say; null: its last words.',
  })
  content?: ProvisionContentInput | null;
}

@InputType({
  description:
    'The mending of a slip. A rule that cites the provision stays as it is, and has to be stated unchanged.',
})
export class CorrectProvisionInput {
  @Field(() => ID, { description: 'The provision.' })
  provisionId!: string;

  @Field(() => Sha256Scalar, { description: 'Fingerprint of the words you read; other ones are refused.' })
  expectedHash!: string;

  @Field(() => ID, { description: 'The decision that wrote what is to be mended.' })
  corrects!: string;

  @Field(() => ProvisionContentInput, { description: 'What it should have said; its number stays.' })
  content!: ProvisionContentInput;
}

@InputType({ isOneOf: true, description: 'One change to a text: exactly one of these.' })
export class PatchOperationInput {
  @Field(() => InsertProvisionInput, { nullable: true, description: 'Insert a provision.' })
  insert?: InsertProvisionInput;

  @Field(() => ReplaceProvisionInput, { nullable: true, description: 'Replace the words of a provision.' })
  replace?: ReplaceProvisionInput;

  @Field(() => RenumberProvisionInput, { nullable: true, description: 'Give a provision another number.' })
  renumber?: RenumberProvisionInput;

  @Field(() => SetHeadingInput, { nullable: true, description: 'Give a provision another heading.' })
  setHeading?: SetHeadingInput;

  @Field(() => MoveProvisionInput, { nullable: true, description: 'Put a provision elsewhere.' })
  move?: MoveProvisionInput;

  @Field(() => RepealProvisionInput, { nullable: true, description: 'Repeal a provision.' })
  repeal?: RepealProvisionInput;

  @Field(() => RestoreProvisionInput, { nullable: true, description: 'Bring back a repealed provision.' })
  restore?: RestoreProvisionInput;

  @Field(() => CorrectProvisionInput, { nullable: true, description: 'Mend a slip.' })
  erratum?: CorrectProvisionInput;
}

/** The operations that somebody sent; each provision inserted gets its identity now, before any decision. */
export function operationsFromInput(inputs: readonly PatchOperationInput[], sent: Sent): PatchOperation[] {
  const keys = new Map<string, Uuid>();
  const ids = inputs.map(({ insert }, place) => {
    if (!insert) return null;
    const id = sent.newId();
    if (insert.key != null && keys.has(insert.key))
      throw refuse('INVALID_INPUT', { field: 'key', reason: 'TWICE' }, [
        ...sent.path,
        place,
        'insert',
        'key',
      ]);
    if (insert.key != null) keys.set(insert.key, id);
    return id;
  });
  return inputs.map((input, place) =>
    operationFromInput(input, {
      ...sent,
      keys,
      newId: () => ids[place] as Uuid,
      path: [...sent.path, place],
    }),
  );
}

/** Where an operation comes from, with the provisions that the same change inserts by their keys. */
interface SentOperation extends Sent {
  readonly keys: ReadonlyMap<string, Uuid>;
}

function operationFromInput(input: PatchOperationInput, sent: SentOperation): PatchOperation {
  const [kind] = onlyField(input, sent.path);
  const within: SentOperation = { ...sent, path: [...sent.path, kind] };
  const on = ({ provisionId, expectedHash }: RepealProvisionInput) => ({
    provisionId: rowIdOf(provisionId, 'Provision', sent.collectiveId, within.path),
    expectedHash,
  });
  const set = input as Required<PatchOperationInput>;
  switch (kind) {
    case 'insert': {
      const content = { ...set.insert.content };
      return { kind: 'INSERT', provisionId: sent.newId(), ...placeFromInput(set.insert, within), content };
    }
    case 'replace':
      return { kind: 'REPLACE', ...on(set.replace), content: { ...set.replace.content } };
    case 'renumber':
      return { kind: 'RENUMBER', ...on(set.renumber), number: set.renumber.number };
    case 'setHeading':
      return { kind: 'SET_HEADING', ...on(set.setHeading), heading: set.setHeading.heading };
    case 'move':
      return moveFromInput(set.move, on(set.move), within);
    case 'repeal':
      return { kind: 'REPEAL', ...on(set.repeal) };
    case 'restore': {
      const content = set.restore.content ? { ...set.restore.content } : null;
      return { kind: 'RESTORE', ...on(set.restore), ...placeFromInput(set.restore, within), content };
    }
    case 'erratum': {
      const { corrects: decision, content } = set.erratum;
      const corrects = rowIdOf(decision, 'Decision', sent.collectiveId, [...within.path, 'corrects']);
      return { kind: 'ERRATUM', ...on(set.erratum), corrects, content: { ...content } };
    }
    default:
      return exhaustive(kind);
  }
}

const moveFromInput = (
  input: MoveProvisionInput,
  on: { readonly provisionId: Uuid; readonly expectedHash: string },
  sent: SentOperation,
): PatchOperation => ({
  kind: 'MOVE',
  ...on,
  fromId: input.fromId == null ? null : rowIdOf(input.fromId, 'Provision', sent.collectiveId, sent.path),
  expectedPlace: input.expectedPlace,
  ...placeFromInput(input, sent),
  content: input.content ? { ...input.content } : null,
});

const placeFromInput = (input: PlaceInput, sent: SentOperation): PlaceAsked => ({
  parentId: namedBy(input, 'parent', sent),
  afterId: namedBy(input, 'after', sent),
});

/** A provision that is there, by its id, or one that the same change inserts, by its key; never both. */
function namedBy(
  input: PlaceInput,
  side: 'parent' | 'after',
  { collectiveId, keys, path }: SentOperation,
): Uuid | null {
  const [id, key] = [input[`${side}Id`], input[`${side}Key`]];
  const at = [...path, `${side}Key`];
  if (key == null) return id == null ? null : rowIdOf(id, 'Provision', collectiveId, path);
  if (id != null) throw refuse('INVALID_INPUT', { field: `${side}Key`, reason: 'EXACTLY_ONE' }, at);
  const provision = keys.get(key);
  if (!provision) throw refuse('INVALID_INPUT', { field: `${side}Key`, reason: 'UNKNOWN_KEY' }, at);
  return provision;
}
