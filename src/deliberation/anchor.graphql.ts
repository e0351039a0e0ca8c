import { Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { Uuid } from '../core/kernel/ids.js';
import type { Quote } from '../core/text/anchor.js';
import { Seen } from '../platform/access/access.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { onlyField, rowIdOf } from '../platform/graphql/ids-of-input.js';
import { MarkdownScalar } from '../platform/graphql/scalars.js';
import type { AnchorRecord, ReadIn } from './anchors.queries.js';

const AnchorStateEnum = {
  EXACT: 'EXACT',
  CHANGED_AROUND: 'CHANGED_AROUND',
  MOVED: 'MOVED',
  ORPHANED: 'ORPHANED',
} as const;
registerEnumType(AnchorStateEnum, {
  name: 'AnchorState',
  description: 'Whether the words of a passage are found again in what stands now: never by likeness.',
  valuesMap: {
    EXACT: { description: 'They stand where they stood, and nothing around them changed.' },
    CHANGED_AROUND: { description: 'They stand where they stood, and something around them changed.' },
    MOVED: { description: 'They stand elsewhere.' },
    ORPHANED: { description: 'They are gone: `quote` says what they were.' },
  },
});

@Seen('PARENT')
@ObjectType('StandingPassage', { description: 'Where the words of a passage stand now.' })
export class StandingPassageType {
  @Field(() => MarkdownScalar, { description: 'The paragraph in which they stand, as typed.' })
  paragraph!: string;

  @Field(() => Int, { description: 'Where they begin in it, in UTF-16 code units.' })
  start!: number;

  @Field(() => Int, { description: 'Where they end in it.' })
  end!: number;
}

@Seen('PARENT')
@ObjectType('PassageAnchor', {
  description: 'A passage that somebody speaks of, in the version that they read.',
})
export class AnchorType {
  @Field(() => AnchorStateEnum, { description: 'Whether its words still stand.' })
  state!: keyof typeof AnchorStateEnum;

  @Field(() => String, { description: 'The words, as they were read.' })
  quote!: string;

  @Field(() => MarkdownScalar, { description: 'The paragraph in which they were read.' })
  paragraphThen!: string;

  @Field(() => ID, { nullable: true, description: 'The proposal; null for a passage of a text.' })
  proposalId!: string | null;

  @Field(() => Int, {
    nullable: true,
    description: 'The version of the proposal that was read; null for a passage of a text.',
  })
  proposalVersion!: number | null;

  @Field(() => ID, { nullable: true, description: 'The provision; null for a passage of a proposal.' })
  provisionId!: string | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The version of the provision that was read; null for a passage of a proposal.',
  })
  provisionVersionId!: string | null;

  @Field(() => StandingPassageType, {
    nullable: true,
    description: 'Where they stand now; null where they are gone.',
  })
  now!: StandingPassageType | null;
}

export function anchorObject(anchor: AnchorRecord): AnchorType {
  const { collectiveId, quote, proposalVersion, found, blockThen, blockNow } = anchor;
  const global = (type: string, of: Uuid | null): string | null => of && toGlobalId(type, collectiveId, of);
  return {
    state: found?.how ?? 'ORPHANED',
    quote,
    paragraphThen: blockThen,
    proposalId: global('Proposal', anchor.proposalId),
    proposalVersion,
    provisionId: global('Provision', anchor.provisionId),
    provisionVersionId: global('ProvisionVersion', anchor.provisionVersionId),
    now: found && { paragraph: blockNow ?? '', start: found.passage.start, end: found.passage.end },
  };
}

@InputType({ description: 'A version of a proposal.' })
export class ReadProposalInput {
  @Field(() => ID, { description: 'The proposal.' })
  proposalId!: string;

  @Field(() => Int, { description: 'The version that you read.' })
  version!: number;
}

@InputType({ isOneOf: true, description: 'Where you read it: exactly one of these.' })
export class ReadInInput {
  @Field(() => ReadProposalInput, {
    nullable: true,
    description: 'In a proposal: in its reasons, or in a wording that it would give.',
  })
  proposal?: ReadProposalInput | null;

  @Field(() => ID, { nullable: true, description: 'In a version of a provision: `ProvisionVersion.id`.' })
  provisionVersionId?: string | null;
}

@InputType({ description: 'A passage that you speak of: whole words, within one paragraph.' })
export class AnchorInput implements Partial<Quote> {
  @Field(() => ReadInInput, { description: 'Where you read it.' })
  readIn!: ReadInInput;

  @Field(() => String, {
    description: 'The words. Apostrophes, dashes, spaces and marks of emphasis need not be the same.',
  })
  quote!: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'What stands right before, where the words stand there twice.',
  })
  before!: string;

  @Field(() => String, {
    defaultValue: '',
    description: 'What stands right after, where the words stand there twice.',
  })
  after!: string;
}

export function readInOf({ readIn }: AnchorInput, collectiveId: Uuid): ReadIn {
  const path = ['input', 'anchor', 'readIn'];
  const [kind] = onlyField(readIn, path);
  if (kind === 'provisionVersionId')
    return {
      kind: 'PROVISION',
      provisionVersionId: rowIdOf(readIn.provisionVersionId as string, 'ProvisionVersion', collectiveId, [
        ...path,
        kind,
      ]),
    };
  const { proposalId, version } = readIn.proposal as ReadProposalInput;
  return {
    kind: 'PROPOSAL',
    proposalId: rowIdOf(proposalId, 'Proposal', collectiveId, [...path, kind, 'proposalId']),
    version,
  };
}
