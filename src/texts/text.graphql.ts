import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  Int,
  ObjectType,
  Parent,
  Query,
  ResolveField,
  Resolver,
} from '@nestjs/graphql';
import { MatterEnum } from '../collectives/charter.graphql.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import type { ConsolidatedProvision } from '../core/text/consolidation.js';
import type { PatchOperation } from '../core/text/operations.js';
import { hashPlace } from '../core/text/position.js';
import type { DecisionLabel } from '../core/text/markdown.js';
import { passagesOf } from '../core/text/provenance.js';
import type { ProvisionVersion } from '../core/text/version.js';
import { FieldSeen, MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import {
  ConnectionArgs,
  connectionOf,
  pageFrom,
  readPage,
  type Connection,
} from '../platform/graphql/connections.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { OperationKindEnum } from '../platform/graphql/operation-kind.js';
import { Node, type NodeSource, type Row } from '../platform/graphql/node.js';
import { DateScalar, DateTimeScalar, MarkdownScalar, Sha256Scalar } from '../platform/graphql/scalars.js';
import { printText } from './export-text.js';
import { bodiesIn, versionsOfDecisions } from './amended-bodies.queries.js';
import {
  provisionsByIds,
  readTexts,
  textsAfter,
  textsByIds,
  type AskedPoint,
  type ProvisionRecord,
  type TextReading,
  type TextRecord,
} from './text.queries.js';

const TAKEN_OVER =
  'Whether these words came with the history that the text had elsewhere (« repris, non vérifié »): no poll of this register wrote them.';

@Seen('PARENT')
@ObjectType('Passage', {
  description: 'Words of a provision that stand together and come from one decision.',
})
export class PassageType {
  collectiveId!: Uuid;

  @Field(() => String, { description: 'The words, in Markdown, with the spaces and line ends around them.' })
  text!: string;

  @Field(() => ID, {
    description:
      'The decision that wrote them; its poll is one step further. A `TakenOverDecision`, without a poll, where the words came with the history that the text had elsewhere.',
  })
  writtenById!: string;

  @Field(() => String, {
    description: 'The number of that decision: `2026-012`; `repris-2026-012` where it was taken over.',
  })
  writtenByLabel!: string;

  @Field(() => Boolean, { description: TAKEN_OVER })
  takenOver!: boolean;

  @FieldSeen('MEMBERS')
  @Field(() => [ID], {
    description:
      'The amendments that wrote them, among those of the proposal that the decision adopted; empty where its author did.',
  })
  amendmentIds!: string[];
}

@Seen('PARENT')
@ObjectType('ProvisionVersion', {
  description: 'An article, title or chapter in one wording, as it stood on the day that the text is read.',
})
export class ProvisionVersionType {
  @Field(() => ID, { description: 'Opaque; names this wording and its time in force.' })
  id!: string;

  @Field(() => ID, { description: 'The provision, whatever it is called and whatever it says.' })
  provisionId!: string;

  @Field(() => ID, {
    nullable: true,
    description: 'The provision that it stands in; null at the top of the text.',
  })
  parentId!: string | null;

  @Field(() => Int, { description: 'How deep it stands: 0 at the top of the text.' })
  depth!: number;

  @Field(() => String, { description: 'What it is called in this wording: `Article 7`.' })
  number!: string;

  @Field(() => String, { description: 'Its heading; empty when it has none.' })
  heading!: string;

  @Field(() => MarkdownScalar, { description: 'What it says; its last words where it is repealed.' })
  body!: string;

  @Field(() => Sha256Scalar, {
    description: 'Fingerprint of number, heading and body, to send with a change.',
  })
  hash!: string;

  @Field(() => Sha256Scalar, {
    description: 'Fingerprint of its place, to send when it is moved; null of a repealed one.',
    nullable: true,
  })
  placeHash!: string | null;

  @Field(() => OperationKindEnum, {
    description:
      'What that decision did: whether it wrote these words, moved them, or mended a slip in them.',
  })
  change!: PatchOperation['kind'];

  @Field(() => DateScalar, { description: 'The first day on which this wording is in force.' })
  inForceFrom!: CivilDate;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day on which it is no longer; null when no end is decided.',
  })
  inForceUntil!: CivilDate | null;

  @Field(() => DateTimeScalar, { description: 'From when on this is known.' })
  knownFrom!: Instant;

  @Field(() => ID, {
    description:
      'The decision that wrote these words; a `TakenOverDecision` where they came with the history that the text had elsewhere.',
  })
  openedById!: string;

  @Field(() => String, {
    description: 'The number of that decision: `2026-012`; `repris-2026-012` where it was taken over.',
  })
  openedByLabel!: string;

  @Field(() => Boolean, { description: TAKEN_OVER })
  takenOver!: boolean;

  @Field(() => DateScalar, {
    nullable: true,
    description: 'The first day without this provision; null while it is in force.',
  })
  repealedOn!: CivilDate | null;

  @Field(() => ID, {
    nullable: true,
    description: 'The decision that repealed it; null while it is in force.',
  })
  repealedById!: string | null;

  @Field(() => String, {
    nullable: true,
    description: 'The number of the decision that repealed it; null while it is in force.',
  })
  repealedByLabel!: string | null;
}

@Seen('PARENT')
@ObjectType('ConsolidatedText', {
  description: 'A text as it stood on a day, by what was known at an instant.',
})
export class ConsolidatedTextType {
  @Field(() => DateScalar, { description: 'The day whose text this is.' })
  inForceOn!: CivilDate;

  @Field(() => DateTimeScalar, {
    description: 'What was decided later is left out, for whatever day it counts.',
  })
  knownAt!: Instant;

  @Field(() => [ProvisionVersionType], {
    description:
      'Its provisions in reading order, those that hold others before these. Repealed ones keep their place.',
  })
  provisions!: ProvisionVersionType[];
}

@Seen('BY_VISIBILITY')
@ObjectType('LegalText', {
  implements: () => [Node],
  description:
    'A text that the collective gave itself, such as its statutes: the sum of the decisions on it.',
})
export class LegalTextType extends Node {
  @Field(() => String, { description: 'Its title.' })
  title!: string;

  @Field(() => MatterEnum, {
    description: 'Under which matter it is changed, as long as no rule cites what is changed.',
  })
  matter!: TextRecord['matter'];

  @Field(() => ID, {
    nullable: true,
    description:
      'The decision by which its history was taken over from elsewhere, not verified; null where all of it was decided here.',
  })
  takenOverById!: string | null;
}

@Seen('BY_VISIBILITY')
@ObjectType('Provision', {
  implements: () => [Node],
  description: 'An article, title or chapter of a text, the same through all its wordings and numbers.',
})
export class ProvisionType extends Node {
  @Field(() => String, { description: 'What it was called last: `Article 7`.' })
  number!: string;

  @Field(() => String, { description: 'Its last heading; empty when it has none.' })
  heading!: string;

  @Field(() => LegalTextType, { description: 'The text that it stands in.' })
  text!: LegalTextType;
}

const { Connection: LegalTextConnection } = connectionOf(LegalTextType, 'LegalTextConnection');

/** What the guards of the schema read of a text and of what it holds. */
interface Visible {
  readonly visibility: Visibility;
}

type LegalTextObject = LegalTextType & Row & Visible & { readonly rowId: Uuid };

interface ConsolidatedTextObject extends ConsolidatedTextType {
  readonly title: string;
  readonly reading: TextReading;
}

/** A wording with what its passages are read from. */
interface ProvisionVersionObject extends ProvisionVersionType {
  readonly collectiveId: Uuid;
  readonly versionId: Uuid;
  readonly reading: TextReading;
}

@Resolver(() => LegalTextType)
export class LegalTextResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => LegalTextConnection, {
    description: 'The texts of the collective, in the order in which they were begun.',
  })
  @MayBeCalledBy('MEMBER')
  legalTexts(
    @Args({ type: () => ConnectionArgs }) args: ConnectionArgs,
    @Context() context: RequestContext,
  ): Promise<Connection<LegalTextObject>> {
    return pageOfTexts(this.reader, context, args);
  }

  @ResolveField(() => ConsolidatedTextType, {
    description: 'The text as it stood on a day, as known at an instant.',
  })
  consolidated(
    @Parent() text: LegalTextObject,
    @Args('at', {
      type: () => DateScalar,
      nullable: true,
      description: 'The day; null: today in the collective.',
    })
    at: CivilDate | null | undefined,
    @Args('knownAt', {
      type: () => DateTimeScalar,
      nullable: true,
      description: 'Leaves out what was decided later; null, or an instant still to come: nothing.',
    })
    knownAt: Instant | null | undefined,
    @Context() context: RequestContext,
  ): Promise<ConsolidatedTextObject> {
    return consolidatedText(context, text, { at: at ?? null, knownAt: knownAt ?? null });
  }
}

@Resolver(() => ProvisionVersionType)
export class ProvisionVersionResolver {
  @ResolveField(() => [PassageType], {
    description:
      'Its body, cut where another decision wrote the words: each passage leads to the poll that put it there. ' +
      'Words that a later decision kept or moved stay those of whoever wrote them.',
  })
  async passages(
    @Parent() { versionId, reading, collectiveId }: ProvisionVersionObject,
    @Context() context: RequestContext,
  ): Promise<PassageType[]> {
    const version = reading.versions.get(versionId) as ProvisionVersion;
    const { provisionId } = version;
    const history = [...reading.versions.values()].filter((one) => one.provisionId === provisionId);
    const decisionIds = [...new Set(history.map(({ openedBy }) => openedBy))];
    const amended = new Map(
      await Promise.all(
        decisionIds.map(async (id) => {
          const versions = await context.listOf(versionsOfDecisions, 'decisionId', collectiveId, id);
          return [id, bodiesIn(versions, provisionId)] as const;
        }),
      ),
    );
    return passagesOf(history, version, (id) => amended.get(id) ?? []).map(
      ({ text, decisionId, amendmentIds }) => ({
        collectiveId,
        text,
        amendmentIds: amendmentIds.map((id) => toGlobalId('Amendment', collectiveId, id)),
        writtenById: globalDecision(collectiveId, decisionId, reading),
        writtenByLabel: labelIn(reading, decisionId).label,
        takenOver: labelIn(reading, decisionId).takenOver === true,
      }),
    );
  }
}

@Resolver(() => ConsolidatedTextType)
export class ConsolidatedTextResolver {
  @ResolveField(() => MarkdownScalar, {
    description: 'The whole as one document; each provision names the decision that gave it its words.',
  })
  markdown(
    @Parent() { title, reading }: ConsolidatedTextObject,
    @Context() { locale }: RequestContext,
  ): string {
    return printText(title, reading, locale);
  }
}

export const legalTextNode: NodeSource = {
  type: 'LegalText',
  load: async (reader, collectiveId, ids) => (await textsByIds(reader, collectiveId, ids)).map(textObject),
};

export const provisionNode: NodeSource = {
  type: 'Provision',
  load: async (reader, collectiveId, ids) =>
    (await provisionsByIds(reader, collectiveId, ids)).map(provisionObject),
};

async function pageOfTexts(
  reader: Reader,
  context: RequestContext,
  args: ConnectionArgs,
): Promise<Connection<LegalTextObject>> {
  const page = readPage(args, ['uuid']);
  const { collectiveId } = (await context.actor()) as { collectiveId: Uuid };
  const records = await textsAfter(reader, collectiveId, page.after?.[0] ?? null, page.first);
  return pageFrom(records.map(textObject), page, ({ rowId }) => [rowId]);
}

async function consolidatedText(
  context: RequestContext,
  { collectiveId, rowId, title }: LegalTextObject,
  point: AskedPoint,
): Promise<ConsolidatedTextObject> {
  const reading = await context.oneOf(readTexts, 'textId', collectiveId, rowId, point);
  if (!reading) throw new Error('a text that was asked for was not read');
  const { inForceOn, knownAt, provisions } = reading.consolidated;
  const shown = provisions.map((provision) => provisionVersion(collectiveId, provision, reading));
  return { inForceOn, knownAt, provisions: shown, title, reading };
}

export const textObject = ({
  collectiveId,
  id,
  title,
  matter,
  visibility,
  takenOverBy,
}: TextRecord): LegalTextObject => ({
  __typename: 'LegalText',
  id: toGlobalId('LegalText', collectiveId, id),
  collectiveId,
  rowId: id,
  visibility,
  title,
  matter,
  takenOverById: takenOverBy && toGlobalId('Decision', collectiveId, takenOverBy),
});

function provisionObject({ id, number, heading, text }: ProvisionRecord): ProvisionType & Row & Visible {
  const { collectiveId, visibility } = text;
  const globalId = toGlobalId('Provision', collectiveId, id);
  return {
    __typename: 'Provision',
    id: globalId,
    collectiveId,
    visibility,
    number,
    heading,
    text: textObject(text),
  };
}

const labelIn = ({ decisions }: TextReading, decisionId: Uuid): DecisionLabel =>
  decisions.get(decisionId) as DecisionLabel;

/** A decision of this register, or one that was taken over. */
const globalDecision = (collectiveId: Uuid, decisionId: Uuid, reading: TextReading): string =>
  toGlobalId(
    labelIn(reading, decisionId).takenOver ? 'TakenOverDecision' : 'Decision',
    collectiveId,
    decisionId,
  );

function provisionVersion(
  collectiveId: Uuid,
  { provisionId, parentId, depth, versionId, content, openedBy, repealed }: ConsolidatedProvision,
  reading: TextReading,
): ProvisionVersionObject {
  const { versions } = reading;
  const version = versions.get(versionId) as ProvisionVersion;
  const { hash, inForceFrom, inForceUntil, knownFrom } = version;
  return {
    collectiveId,
    versionId,
    reading,
    id: toGlobalId('ProvisionVersion', collectiveId, versionId),
    provisionId: toGlobalId('Provision', collectiveId, provisionId),
    parentId: parentId && toGlobalId('Provision', collectiveId, parentId),
    depth,
    ...content,
    hash,
    placeHash: repealed ? null : hashPlace(version),
    change: reading.kinds.get(versionId) as PatchOperation['kind'],
    inForceFrom,
    inForceUntil: repealed?.on ?? inForceUntil,
    knownFrom,
    openedById: globalDecision(collectiveId, openedBy, reading),
    openedByLabel: labelIn(reading, openedBy).label,
    takenOver: labelIn(reading, openedBy).takenOver === true,
    repealedOn: repealed?.on ?? null,
    repealedById: repealed && globalDecision(collectiveId, repealed.by, reading),
    repealedByLabel: repealed && labelIn(reading, repealed.by).label,
  };
}
