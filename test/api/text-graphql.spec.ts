import { Global, Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { ApolloDriver } from '@nestjs/apollo';
import { GraphQLModule, GraphQLSchemaHost } from '@nestjs/graphql';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { graphql, type GraphQLSchema } from 'graphql';
import { ANONYMOUS, type Actor } from '../../src/core/kernel/actors.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { hashContent } from '../../src/core/text/content.js';
import { ACTOR_LOADER, RequestContext } from '../../src/platform/access/context.js';
import { VOICES } from '../../src/platform/access/voices.js';
import { SpeakForMember } from '../../src/polls/relays/speak-for-member.js';
import { Transactions } from '../../src/platform/database/transactions.js';
import { Acts } from '../../src/platform/graphql/acts.js';
import { fromGlobalId, toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { guardSchema } from '../../src/platform/graphql/guard-schema.js';
import { legalTextNode, provisionNode } from '../../src/texts/text.graphql.js';
import { TextModule } from '../../src/texts/text.module.js';
import {
  article,
  insert,
  newId,
  patchOf,
  repeal,
  TextWorld,
  type CollectiveOfTexts,
} from '../world/texts.js';

const MORNING = '2026-11-23T08:00:00.000Z';
const NOON = '2026-11-23T11:00:00.000Z';

const TEXTS = `query ($at: Date, $knownAt: DateTime, $first: Int, $after: String) {
  legalTexts(first: $first, after: $after) {
    edges { cursor node { id title matter consolidated(at: $at, knownAt: $knownAt) {
      inForceOn knownAt markdown
      provisions {
        id provisionId parentId depth number heading body hash inForceFrom inForceUntil knownFrom
        openedById openedByLabel repealedOn repealedById repealedByLabel
      }
    } } }
    pageInfo { hasNextPage endCursor }
  }
}`;

const TITLE = article('Titre I', '', 'Du collectif');
const QUORUM = article('Article 1', 'Le quorum est du quart.', 'Quorum');

let world: TextWorld;
let app: NestFastifyApplication;
let schema: GraphQLSchema;
let collective: CollectiveOfTexts;
let textId: Uuid;
let [title, quorum, founding, repealing]: Uuid[] = [];

const memberOf = (collectiveId: Uuid): Actor => ({
  kind: 'MEMBER',
  collectiveId,
  memberId: newId(),
  memberKind: 'NATURAL',
  state: 'ACTIVE',
  assisted: false,
});

async function ask(actor: Actor, variableValues: Record<string, unknown> = {}) {
  const loader = { load: () => Promise.resolve(actor) };
  const contextValue = new RequestContext('fr', null, world.transactions, loader);
  const { data, errors } = await graphql({ schema, source: TEXTS, variableValues, contextValue });
  return {
    texts: data?.['legalTexts'] as TextPage | undefined,
    errors: errors?.map(({ message }) => message),
  };
}

interface TextPage {
  readonly edges: readonly {
    readonly node: { readonly title: string; readonly consolidated: { readonly provisions: object[] } };
  }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

beforeAll(async () => {
  world = await TextWorld.open();

  @Global()
  @Module({
    providers: [
      { provide: Transactions, useValue: world.transactions },
      { provide: ACTOR_LOADER, useValue: { load: () => Promise.resolve(ANONYMOUS) } },
      { provide: VOICES, useClass: SpeakForMember },
      Acts,
    ],
    exports: [Transactions, Acts],
  })
  class World {}

  @Module({
    imports: [World, GraphQLModule.forRoot({ driver: ApolloDriver, autoSchemaFile: true }), TextModule],
  })
  class Root {}

  app = await NestFactory.create<NestFastifyApplication>(Root, new FastifyAdapter(), { logger: false });
  await app.init();
  schema = guardSchema(app.get(GraphQLSchemaHost).schema);

  await world.clockAt(MORNING);
  collective = await world.collective('Les Ormes');
  textId = await collective.text('Statuts', { matter: 'GOVERNANCE' });
  [title, quorum] = [newId(), newId()];
  founding = await collective.adopt(
    patchOf(textId, [insert(title, TITLE), insert(quorum, QUORUM, null, title)]),
  );
  await world.clockAt(NOON);
  repealing = await collective.adopt(
    patchOf(textId, [repeal(quorum, QUORUM)], { effectiveOn: '2027-01-01' }),
  );
});

afterAll(async () => {
  await app.close();
  await world.close();
});

const id = (type: string, row: Uuid | undefined): string => toGlobalId(type, collective.id, row as Uuid);

describe('the texts of a collective in the API', () => {
  it('read as they stand today, flat and in order, each wording with its decision', async () => {
    const { texts, errors } = await ask(memberOf(collective.id));
    expect(errors).toBeUndefined();
    expect(texts?.edges.map(({ node }) => node)).toMatchObject([
      {
        id: id('LegalText', textId),
        title: 'Statuts',
        matter: 'GOVERNANCE',
        consolidated: { inForceOn: '2026-11-23', knownAt: NOON },
      },
    ]);
    expect(texts?.edges[0]?.node.consolidated.provisions).toMatchObject([
      {
        provisionId: id('Provision', title),
        parentId: null,
        depth: 0,
        ...TITLE,
        hash: hashContent(TITLE),
        inForceFrom: '2026-11-23',
        inForceUntil: null,
        knownFrom: MORNING,
        openedById: id('Decision', founding),
        openedByLabel: '2026-001',
        repealedOn: null,
        repealedById: null,
        repealedByLabel: null,
      },
      {
        provisionId: id('Provision', quorum),
        parentId: id('Provision', title),
        depth: 1,
        ...QUORUM,
        inForceUntil: '2027-01-01',
        knownFrom: NOON,
        openedById: id('Decision', founding),
        repealedOn: null,
      },
    ]);
  });

  it('read as they will stand, and as they were known before', async () => {
    const at = '2027-01-01';
    const later = await ask(memberOf(collective.id), { at });
    expect(later.texts?.edges[0]?.node.consolidated).toMatchObject({
      markdown: expect.stringContaining('*Abrogé par la décision 2026-002 du 23 novembre 2026.*') as string,
      provisions: [
        { repealedOn: null },
        { repealedOn: at, repealedById: id('Decision', repealing), repealedByLabel: '2026-002' },
      ],
    });
    const before = await ask(memberOf(collective.id), { at, knownAt: MORNING });
    expect(before.texts?.edges[0]?.node.consolidated).toMatchObject({
      knownAt: MORNING,
      markdown: expect.stringContaining('Le quorum est du quart.') as string,
    });
  });

  it('say of an article repealed on its first day that it was never in force', async () => {
    const brief = await world.collective('Les Brefs');
    const text = await brief.text('Statuts');
    const provision = newId();
    await world.clockAt(MORNING);
    await brief.adopt(patchOf(text, [insert(provision, QUORUM)]));
    await world.clockAt(NOON);
    await brief.adopt(patchOf(text, [repeal(provision, QUORUM)]));
    const { texts } = await ask(memberOf(brief.id));
    expect(texts?.edges[0]?.node.consolidated.provisions).toMatchObject([
      { inForceFrom: '2026-11-23', inForceUntil: '2026-11-23', repealedOn: '2026-11-23' },
    ]);
  });

  it('come in pages', async () => {
    const shelf = await world.collective('Les Rayons');
    for (const name of ['Un', 'Deux', 'Trois']) await shelf.text(name);
    const reader = memberOf(shelf.id);
    const { texts } = await ask(reader, { first: 2 });
    expect(texts?.edges.map(({ node }) => node.title)).toEqual(['Un', 'Deux']);
    expect(texts?.pageInfo.hasNextPage).toBe(true);
    const rest = await ask(reader, { first: 2, after: texts?.pageInfo.endCursor });
    expect(rest.texts?.edges.map(({ node }) => node.title)).toEqual(['Trois']);
    expect(rest.texts?.pageInfo.hasNextPage).toBe(false);
  });

  it('are not those of another collective', async () => {
    const stranger = await world.collective('Les Frênes');
    expect((await ask(memberOf(stranger.id))).texts?.edges).toEqual([]);
  });

  it('are not listed for whoever is no member', async () => {
    expect((await ask(ANONYMOUS)).errors).toEqual(['NOT_SIGNED_IN']);
  });

  it('are found again by their ids, and so are their provisions', async () => {
    const [text] = await legalTextNode.load(world.transactions, collective.id, [textId], 'fr');
    expect(text).toMatchObject({ __typename: 'LegalText', visibility: 'MEMBERS', title: 'Statuts' });
    const [provision] = await provisionNode.load(world.transactions, collective.id, [quorum as Uuid], 'fr');
    expect(provision).toMatchObject({ __typename: 'Provision', visibility: 'MEMBERS', number: 'Article 1' });
    expect(fromGlobalId(provision?.id ?? '')).toEqual({
      type: 'Provision',
      collectiveId: collective.id,
      id: quorum,
    });
    const stranger = await world.collective('Les Charmes');
    expect(await legalTextNode.load(world.transactions, stranger.id, [textId], 'fr')).toEqual([]);
    expect(await provisionNode.load(world.transactions, stranger.id, [quorum as Uuid], 'fr')).toEqual([]);
  });
});
