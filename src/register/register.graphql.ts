import { Inject } from '@nestjs/common';
import { Args, Context, Field, Int, ObjectType, Query, Resolver } from '@nestjs/graphql';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { originOf, verifierKey } from '../core/merkle/checkpoint.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { DateTimeScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import type { RegisterLeafRow } from './register.entity.js';
import { latestCheckpoint, leavesAfter } from './register.queries.js';
import { Signer } from './signer.js';

@Seen('SAME_COLLECTIVE')
@ObjectType('RegisterLeaf', { description: 'One act of weight in the register of the collective.' })
export class RegisterLeafType {
  collectiveId!: Uuid;

  @Field(() => Int, { description: 'Its place in the register, from 0.' })
  index!: number;

  @Field(() => Sha256Scalar, { description: 'Its hash in the Merkle tree (RFC 6962).' })
  hash!: string;

  @Field(() => String, {
    nullable: true,
    description: 'The kind of act; null where its visibility hides it from you.',
  })
  type!: string | null;

  @Field(() => String, {
    nullable: true,
    description:
      'What was hashed, as canonical JSON with names replaced by commitments; null where hidden from you.',
  })
  encoded!: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was recorded.' })
  recordedAt!: string;
}

@Seen('SAME_COLLECTIVE')
@ObjectType('Checkpoint', {
  description:
    'The signed head of the register: whoever keeps it can prove that nothing before it was changed.',
})
export class CheckpointType {
  collectiveId!: Uuid;

  @Field(() => Int, { description: 'How many leaves it covers.' })
  size!: number;

  @Field(() => Sha256Scalar, { description: 'The root over them.' })
  root!: string;

  @Field(() => String, { description: 'The signed note (C2SP tlog-checkpoint).' })
  note!: string;

  @Field(() => String, { description: 'The key to check the signature with (C2SP signed-note).' })
  verifierKey!: string;
}

const { Connection: RegisterLeafConnection } = connectionOf(RegisterLeafType, 'RegisterLeafConnection');

/** A leaf as a member sees it: its hash always, its body as its visibility says. */
function leafObject(row: RegisterLeafRow): RegisterLeafType {
  const open = row.visibility === 'PUBLIC' || row.visibility === 'MEMBERS';
  return { ...row, type: open ? row.type : null, encoded: open ? row.encoded : null };
}

@Resolver()
export class RegisterResolver {
  constructor(
    @Inject(Transactions) private readonly reader: Transactions,
    @Inject(Signer) private readonly signer: Signer,
  ) {}

  @Query(() => RegisterLeafConnection, {
    description: 'The register of your collective, from its first act.',
  })
  @MayBeCalledBy('MEMBER')
  async register(
    @Args() args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<RegisterLeafType>> {
    const page = readPage(args, ['integer']);
    const { collectiveId } = (await context.actor()) as MemberActor;
    const rows = await leavesAfter(this.reader, collectiveId, page.after?.[0] ?? null, page.first);
    return pageFrom(rows.map(leafObject), page, (leaf) => [leaf.index]);
  }

  @Query(() => CheckpointType, {
    nullable: true,
    description: 'The latest signed head of the register; null before its first act is signed.',
  })
  @MayBeCalledBy('MEMBER')
  async checkpoint(@Context() context: RequestContext): Promise<CheckpointType | null> {
    const { collectiveId } = (await context.actor()) as MemberActor;
    const row = await latestCheckpoint(this.reader, collectiveId);
    return row && { ...row, verifierKey: verifierKey(originOf(collectiveId), this.signer.publicKey) };
  }
}
