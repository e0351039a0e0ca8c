import { Field, ID, ObjectType } from '@nestjs/graphql';
import { contentWritten, placeAsked, type PatchOperation } from '../core/text/operations.js';
import { Seen } from '../platform/access/access.js';
import { OperationKindEnum } from '../platform/graphql/operation-kind.js';
import { MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { Global } from './effect-kind.js';

@Seen('PARENT')
@ObjectType('PatchOperation', { description: 'One change to a text.' })
export class PatchOperationType {
  @Field(() => OperationKindEnum, { description: 'What it does.' })
  kind!: PatchOperation['kind'];

  @Field(() => ID, { description: 'The provision, also of one that does not exist yet.' })
  provisionId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'What the provision is put under; null at the top, and where it keeps its place.',
  })
  parentId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'What the provision is put after; null for the first place, and where it keeps its place.',
  })
  afterId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For a move, what the provision stood in; null at the top, and for all other changes.',
  })
  fromId!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description: 'Fingerprint of the words it was written on; null for an insertion.',
  })
  expectedHash!: string | null;

  @Field(() => Sha256Scalar, {
    nullable: true,
    description:
      'For a move, the fingerprint of the place from which it was written; null for all other changes.',
  })
  expectedPlace!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'For an erratum, the decision that wrote what it mends; null for all other changes.',
  })
  correctsId!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its number afterwards; null where the change keeps it.',
  })
  number!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'Its heading afterwards; null where the change keeps it.',
  })
  heading!: string | null;

  @Field(() => MarkdownScalar, {
    nullable: true,
    description: 'Its words afterwards; null where the change keeps them, or takes them out.',
  })
  body!: string | null;
}

/** One operation as the API shows it. */
export function operationObject(operation: PatchOperation, global: Global): PatchOperationType {
  const { kind, provisionId } = operation;
  const place = placeAsked(operation);
  return {
    kind,
    provisionId: global('Provision', provisionId) as string,
    parentId: global('Provision', place?.parentId ?? null),
    afterId: global('Provision', place?.afterId ?? null),
    fromId: kind === 'MOVE' ? global('Provision', operation.fromId) : null,
    expectedHash: kind === 'INSERT' ? null : operation.expectedHash,
    expectedPlace: kind === 'MOVE' ? operation.expectedPlace : null,
    correctsId: kind === 'ERRATUM' ? global('Decision', operation.corrects) : null,
    ...wordsOf(operation),
  };
}

/** The words that an operation writes. */
function wordsOf(operation: PatchOperation): Pick<PatchOperationType, 'number' | 'heading' | 'body'> {
  const kept = { number: null, heading: null, body: null };
  if (operation.kind === 'RENUMBER') return { ...kept, number: operation.number };
  if (operation.kind === 'SET_HEADING') return { ...kept, heading: operation.heading };
  return contentWritten(operation) ?? kept;
}
