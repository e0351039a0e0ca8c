import { GraphQLSchemaHost } from '@nestjs/graphql';
import { furnish, type Furnished } from '../rights/stage.js';
import { listsOf, type List } from '../schema/lists.js';
import { multiply } from '../world/multiply.js';
import { statementsOf } from '../world/statements.js';
import { World } from '../world/world.js';

/** Whatever it shows, and however long it is (attacks, GraphQL: N+1). */
const AT_MOST = 15;

/**
 * The statements behind a page of each list: who asks, its rows, and each kind of part that they have, two steps deep. A
 * list that is not here, or that costs anything else, breaks the build.
 */
const COSTS: Readonly<Record<string, number>> = {
  appeals: 5,
  'appeals.namedSignatories': 3,
  applications: 2,
  assemblies: 10,
  'assemblies.attendance': 7,
  awaitingMe: 2,
  callsToMake: 3,
  'collective.charter': 3,
  'collective.charterWarnings': 3,
  concernsToReview: 2,
  cosignedTexts: 2,
  decisions: 13,
  'decisions.carriedConcerns': 3,
  electionsWithoutCandidates: 3,
  'electionsWithoutCandidates.nominations': 3,
  exclusions: 3,
  exportLog: 2,
  legalTexts: 6,
  followUps: 2,
  mandateLines: 2,
  mandateOffers: 2,
  mandates: 8,
  members: 2,
  'nodes.Appeal': 5,
  'nodes.Appeal.namedSignatories': 3,
  'nodes.Application': 2,
  'nodes.Assembly': 10,
  'nodes.Assembly.attendance': 7,
  'nodes.Collective': 4,
  'nodes.Contribution': 9,
  'nodes.Contribution.answers': 8,
  'nodes.Contribution.versions': 5,
  'nodes.CosignedText': 2,
  'nodes.Decision': 13,
  'nodes.Decision.carriedConcerns': 3,
  'nodes.ElectionWithoutCandidates': 3,
  'nodes.ElectionWithoutCandidates.nominations': 3,
  'nodes.Exclusion': 3,
  'nodes.LegalText': 6,
  'nodes.Mandate': 8,
  'nodes.Member': 2,
  'nodes.Poll': 15,
  'nodes.Poll.ballots': 3,
  'nodes.Proposal': 15,
  'nodes.Provision': 6,
  'nodes.TakenOverDecision': 2,
  'nodes.Thread': 4,
  'nodes.Thread.contributions': 9,
  'nodes.Thread.moderations': 4,
  'nodes.Thread.summaries': 3,
  polls: 15,
  'polls.ballots': 3,
  proposals: 15,
  register: 2,
  signatories: 3,
  takenOverDecisions: 2,
  threads: 4,
  'threads.contributions': 9,
  'threads.moderations': 4,
  'threads.summaries': 3,
  'nodes.WorkingGroup': 2,
  'nodes.WorkingGroup.decisions': 6,
  'nodes.WorkingGroup.members': 3,
  'nodes.WorkingGroup.proposals': 8,
  'nodes.WorkingGroup.roles': 9,
  workingGroups: 2,
  'workingGroups.decisions': 6,
  'workingGroups.members': 3,
  'workingGroups.proposals': 8,
  'workingGroups.roles': 9,
  'viewer.notices': 3,
  'viewer.pollsToFinish': 2,
  'viewer.relayedActs': 3,
  'viewer.relayedBallots': 3,
};

const PAGE = 100;
/** Pages are as much longer as this, up to a whole page; whoever has one of something then has thirty-one. */
const COPIES = 30;
/** Lists of one object, and those that nothing grows: their pages are not longer. */
const ONE = /^(collective|viewer)\.|^register$|^nodes\.Collective$/;

interface Page {
  readonly rows: number;
  readonly statements: number;
}

describe('the statements behind a page', () => {
  let world: World;
  let furnished: Furnished;
  let lists: readonly List[];

  beforeAll(async () => {
    world = await World.open();
    furnished = await furnish(world, 'Rivage');
    await world.runDueJobs(); // their statements are none of a page's
    lists = listsOf(world.app.get(GraphQLSchemaHost).schema);
  }, 400_000);
  afterAll(() => world.close());

  it('are counted for every list of the schema, and at most fifteen', () => {
    expect(lists.map(({ name }) => name).sort()).toEqual(Object.keys(COSTS).sort());
    expect(Object.entries(COSTS).filter(([, cost]) => cost > AT_MOST)).toEqual([]);
  });

  it('are the same for few rows and for a whole page of them', async () => {
    const few = await readAll(lists, () => PAGE);
    expect(costs(few)).toEqual(COSTS);
    await multiply(furnished.collective, COPIES);
    const whole = await readAll(lists, () => PAGE);
    for (const [name, { rows }] of whole)
      if (!ONE.test(name))
        expect([name, rows > 30, rows >= Math.min(PAGE, 3 * (few.get(name)?.rows ?? PAGE))]).toEqual([
          name,
          true,
          true,
        ]);
    expect(costs(whole)).toEqual(COSTS);
  }, 400_000);

  it('are the same for one object that is asked for a hundred times', async () => {
    const id = furnished.collective.globalId('Collective', furnished.collective.id);
    const list = lists.find(({ name }) => name === 'nodes.Collective') as List;
    const ask = (ids: readonly string[]) =>
      statementsOf(() => furnished.members.holder.ask(list.document(0, ''), { ids }));
    expect((await ask(Array.from({ length: PAGE }, () => id))).length).toBe((await ask([id])).length);
  });

  const costs = (pages: ReadonlyMap<string, Page>) =>
    Object.fromEntries([...pages].map(([name, { statements }]) => [name, statements]));

  async function readAll(some: readonly List[], first: () => number): Promise<ReadonlyMap<string, Page>> {
    const pages = new Map<string, Page>();
    for (const list of some) pages.set(list.name, await read(list, first()));
    return pages;
  }

  async function read({ document, name, byIds }: List, first: number): Promise<Page> {
    const given = name === 'signatories' ? `appealId: "${furnished.appeal}"` : '';
    const variables = byIds === null ? {} : { ids: await idsOf(byIds, first) };
    let answered: unknown;
    const statements = await statementsOf(async () => {
      const data = await furnished.members.holder.ask<object>(document(first, given), variables);
      [answered] = Object.values(data) as unknown[];
    });
    return { rows: rowsOf(answered), statements: statements.length };
  }

  /** The first ids of a type, of which those that are no copies come before the others. */
  async function idsOf(type: string, first: number): Promise<string[]> {
    const named = type.replace(/\B[A-Z]/g, '_$&').toLowerCase();
    const table = type === 'ElectionWithoutCandidates' ? 'election' : named;
    const rows = await world.sql<{ id: string }>(
      `SELECT id FROM ormee.${table} WHERE ${type === 'Collective' ? 'id' : 'collective_id'} = $1 ORDER BY id LIMIT $2`,
      [furnished.collective.id, first],
    );
    return rows.map(({ id }) => furnished.collective.globalId(type, id));
  }
});

/** How many rows a page shows: edges, objects by their ids that may be seen, or the list of one object. */
function rowsOf(answered: unknown): number {
  if (Array.isArray(answered)) return answered.filter((one) => one !== null).length;
  const { edges } = answered as { edges?: readonly unknown[] };
  return edges?.length ?? 1;
}
