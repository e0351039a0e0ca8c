import { Field, Int, ObjectType } from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import { FieldSeen, Seen } from '../platform/access/access.js';
import { Sha256Scalar } from '../platform/graphql/scalars.js';

@Seen('PARENT')
@ObjectType('LeafOpening', { description: 'What opens one commitment of a leaf.' })
export class LeafOpeningType {
  @Field(() => String, { description: 'The field of the leaf.' })
  field!: string;

  @Field(() => String, { description: 'The salt, in hexadecimal.' })
  salt!: string;

  @Field(() => String, { description: 'The value that was committed to.' })
  value!: string;
}

@Seen('PARENT')
@ObjectType('LeafProof', {
  description: 'An act in the register, with all that is needed to check it without the server.',
})
export class LeafProofType {
  collectiveId!: Uuid;
  memberId!: Uuid;

  @Field(() => Int, { description: 'Its place in the register, from 0.' })
  index!: number;

  @Field(() => String, { description: 'What was hashed: canonical JSON, names replaced by commitments.' })
  encoded!: string;

  @Field(() => Sha256Scalar, { description: 'Its hash in the Merkle tree (RFC 6962).' })
  hash!: string;

  @Field(() => [Sha256Scalar], { description: 'The hashes that lead from it to the root, upwards.' })
  path!: readonly string[];

  @Field(() => String, { description: 'The signed head of the register that they lead to.' })
  checkpoint!: string;

  @FieldSeen('SELF')
  @Field(() => [LeafOpeningType], {
    description: 'What opens its commitments, for the person concerned alone; empty for everyone else.',
  })
  openings!: readonly LeafOpeningType[];
}
