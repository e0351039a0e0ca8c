import { GraphQLSchemaHost } from '@nestjs/graphql';
import { parse, validate } from 'graphql';
import { playFirstDecision } from '../../examples/first-decision.js';
import { discardHalfLived } from '../../src/demo/discard-half-lived.js';
import { readMark, writeMark, type DemoMark } from '../../src/demo/demo-mark.js';
import type { Demo } from '../../src/demo/open-demo.js';
import { welcome } from '../../src/demo/welcome.js';
import { Ids } from '../../src/platform/random/ids.js';
import { READY_OPERATIONS } from '../../src/web/ready-operations.js';
import { configOf, enter, nodes, open, opened, read, type List } from '../world/demonstration.js';
import { World } from '../world/world.js';

const DAY_MS = 86_400_000;

const definitionOfClock = async (world: World): Promise<string> => {
  const [row] = await world.sql<{ definition: string }>(
    `SELECT pg_get_functiondef('ormee.instant()'::regprocedure) AS definition`,
  );
  return (row as { definition: string }).definition;
};

const count = async (world: World, table: string): Promise<number> => {
  const [row] = await world.sql<{ count: number }>(`SELECT count(*)::int AS count FROM ormee.${table}`);
  return (row as { count: number }).count;
};

let world: World;
let plainClock: string;
/** How its first seeding ended, and what it left. */
let cutShort: { error: unknown; clock: string; mark: DemoMark | null; left: number };
let demo: Demo;

/** It is seeded for all of these, and cut short at first: what is begun again is looked at below. */
beforeAll(async () => {
  world = await World.open();
  await world.travelHome();
  const { dataDir } = configOf(world);
  plainClock = await definitionOfClock(world);
  await world.sql('REVOKE INSERT ON ormee.assembly FROM ormee_serving');
  const error = await open(world).catch((fault: unknown) => fault);
  const [clock, mark] = [await definitionOfClock(world), readMark(dataDir)];
  await discardHalfLived(dataDir, world.database.ownerUrl);
  cutShort = { error, clock, mark, left: await count(world, 'collective') };
  demo = await opened(world);
});
afterAll(() => world.close());

describe('the demonstration', () => {
  let token: string;

  beforeAll(async () => {
    token = await enter(world, demo, 'Karima');
  });

  const ask = <T>(document: string, variables: object = {}): Promise<T> =>
    read<T>(world, token, document, variables);

  it('is a collective of forty persons, and an association without a ballot', async () => {
    const { collective, members } = await ask<{ collective: object; members: List<{ kind: string }> }>(
      '{ collective { name zone } members(first: 100) { edges { node { kind } } } }',
    );
    expect(collective).toEqual({ name: 'L’Atelier des Ormes', zone: 'Europe/Paris' });
    expect(nodes(members).filter(({ kind }) => kind === 'NATURAL')).toHaveLength(40);
    expect(nodes(members).filter(({ kind }) => kind === 'LEGAL')).toHaveLength(1);
  });

  it('has the rules of the first collective: governance in an assembly alone, by two thirds', async () => {
    const { collective } = await ask<{ collective: { charter: { clause: object }[] } }>(
      `{ collective { charter { clause {
        matter venues forms prevailingForms base minimumVoting notice threshold { fraction strict plus } } } } }`,
    );
    const inRoom = { venues: ['ONLINE', 'ASSEMBLY'], notice: 'PT0S', base: 'TURNOUT' };
    const half = { fraction: '1/2', strict: true, plus: 0 };
    expect(collective.charter.map(({ clause }) => clause)).toMatchObject([
      { ...inRoom, matter: 'ROUTINE', minimumVoting: 'P1D', threshold: half },
      { ...inRoom, matter: 'DEEP', minimumVoting: 'P7D', threshold: half },
      {
        ...inRoom,
        matter: 'GOVERNANCE',
        venues: ['ASSEMBLY'],
        forms: ['PHYSICAL', 'HYBRID'],
        prevailingForms: ['PHYSICAL', 'HYBRID'],
        threshold: { fraction: '2/3', strict: false, plus: 0 },
      },
      { ...inRoom, matter: 'MANDATE', minimumVoting: 'P1D', threshold: half },
    ]);
  });

  it('has statutes at two dates: an article changed by an assembly, and rules of the bylaws online', async () => {
    const founded = new Date(Date.now() - 140 * DAY_MS).toISOString().slice(0, 10);
    interface Text {
      readonly matter: string;
      readonly then: { readonly provisions: readonly Provision[] };
      readonly now: { readonly provisions: readonly Provision[] };
    }
    interface Provision {
      readonly number: string;
      readonly body: string;
      readonly openedById: string;
    }
    const { legalTexts } = await ask<{ legalTexts: List<Text> }>(
      `query ($founded: Date!) { legalTexts { edges { node { matter
        then: consolidated(at: $founded) { provisions { number body openedById } }
        now: consolidated { provisions { number body openedById } } } } } }`,
      { founded },
    );
    const changed = new Map<string, string>();
    for (const { matter, then, now } of nodes(legalTexts)) {
      expect(now.provisions).toHaveLength(then.provisions.length);
      const differing = now.provisions.filter(({ body }, place) => body !== then.provisions[place]?.body);
      expect(differing.map(({ number }) => number)).toEqual(
        matter === 'DEEP' ? ['Règle 2', 'Règle 4'] : ['Article 9'],
      );
      changed.set(matter, differing[0]?.openedById ?? '');
    }
    const wrote = await ask<Record<'statutes' | 'bylaws', object>>(
      `query ($statutes: ID!, $bylaws: ID!) {
        statutes: node(id: $statutes) { ... on Decision { venue form prevails } }
        bylaws: node(id: $bylaws) { ... on Decision { venue form prevails } } }`,
      { statutes: changed.get('GOVERNANCE'), bylaws: changed.get('DEEP') },
    );
    expect(wrote).toEqual({
      statutes: { venue: 'ASSEMBLY', form: 'HYBRID', prevails: true },
      bylaws: { venue: 'ONLINE', form: null, prevails: false },
    });
  });

  it('has a mandate held, and one that a decision revoked', async () => {
    const { mandates } = await ask<{ mandates: List<{ role: string | null; endedById: string | null }> }>(
      '{ mandates { edges { node { role task state endedById holders { publicName } } } } }',
    );
    expect(nodes(mandates).filter(({ role }) => role === null)).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ task: 'serveur', state: 'LIVE', holders: [{ publicName: 'Farid' }] }),
        expect.objectContaining({
          task: 'reseaux',
          state: 'REVOKED',
          endedById: expect.any(String) as unknown,
        }),
      ]),
    );
  });

  it('has closed polls, one rejected and others adopted, with their working', async () => {
    interface Poll {
      readonly title: string;
      readonly outcome: { readonly code: string; readonly explanation: readonly string[] };
      readonly decision: { readonly label: string; readonly effectsState: string } | null;
    }
    const { polls } = await ask<{ polls: List<Poll & { state: string }> }>(
      `{ polls(first: 50) { edges { node {
        state title outcome { code explanation } decision { label effectsState } } } } }`,
    );
    const closed = nodes(polls).filter(({ state }) => state === 'DECIDED');
    expect(closed.filter(({ outcome }) => outcome.code === 'REJECTED').map(({ title }) => title)).toEqual([
      'Ouvrir l’atelier chaque samedi',
      'Confier à Hugo dix euros de caution par outil', // the vote that two rounds of consent fell back to
      'Confier à Hugo dix euros de caution par outil',
      'Confier à Hugo vingt euros de caution par outil',
      'Accueillir à deux', // the first round of a consent
      'Nous déclarer en association',
    ]);
    for (const { outcome } of closed) expect(outcome.explanation.length).toBeGreaterThan(1);
    const isOfFounding = ({ title, decision }: Poll): boolean =>
      decision === null ? !/^(Accueillir|Confier)/.test(title) : decision.label.endsWith('-000');
    const founding = closed.filter(isOfFounding);
    expect(founding.map(({ title }) => title)).toEqual([
      'Fondation',
      'Nos règles de fonctionnement',
      'Nos textes',
      'La majorité de notre fondation',
    ]);
  });

  it('has an open poll by majority with a few ballots in, and one by consent with an objection raised', async () => {
    const { polls } = await ask<{ polls: List<{ state: string }> }>(
      '{ polls { edges { node { state method castCount rollCount viewerMayCast { allowed } } } } }',
    );
    expect(nodes(polls).filter(({ state }) => state === 'OPEN')).toEqual([
      { state: 'OPEN', method: 'CONSENT_1', castCount: 4, rollCount: 40, viewerMayCast: { allowed: true } },
      { state: 'OPEN', method: 'THRESHOLD_1', castCount: 4, rollCount: 40, viewerMayCast: { allowed: true } },
    ]);
    const [open] = await world.sql<{ state: string }>(
      `SELECT objection.state FROM ormee.objection objection JOIN ormee.poll poll
         ON poll.collective_id = objection.collective_id AND poll.id = objection.poll_id WHERE poll.state = 'OPEN'`,
    );
    expect(open).toEqual({ state: 'RAISED' });
  });

  it('has a proposal that is not put yet, which today’s sitting may decide', async () => {
    interface Proposal {
      readonly polls: readonly object[];
    }
    const { proposals } = await ask<{ proposals: List<Proposal> }>(
      '{ proposals { edges { node { title matter state supportCount polls { id } } } } }',
    );
    expect(nodes(proposals).filter(({ polls }) => polls.length === 0)).toEqual([
      {
        title: 'Tirer au sort qui anime nos assemblées',
        matter: 'GOVERNANCE',
        state: 'OPEN',
        supportCount: 2,
        polls: [],
      },
      {
        title: 'Ouvrir l’atelier deux fois par mois',
        matter: 'DEEP',
        state: 'OPEN',
        supportCount: 0,
        polls: [],
      },
    ]);
  });

  it('has a proposal that three people amend, two of whom contradict each other', async () => {
    const { proposals } = await ask<{
      proposals: List<{ id: string; amendments: readonly { label: string; state: string }[] }>;
    }>('{ proposals { edges { node { id amendments { label state } } } } }');
    const amended = nodes(proposals).find(({ amendments }) => amendments.length > 0);
    expect(amended?.amendments).toEqual(['A1', 'A2', 'A3'].map((label) => ({ label, state: 'PENDING' })));
    const { amendmentFile } = await ask<{
      amendmentFile: { printed: string; uncontested: readonly string[] };
    }>('query ($id: ID!) { amendmentFile(proposalId: $id) { printed uncontested } }', { id: amended?.id });
    expect(amendmentFile.uncontested).toHaveLength(1);
    expect(amendmentFile.printed).toContain('1. A1 → A2 : l’un après l’autre, car ils se contredisent.');
  });

  it('keeps the time of its register in order, from five months ago to now', async () => {
    interface Leaf {
      readonly recordedAt: string;
    }
    const times: string[] = [];
    for (let after: string | null = null, more = true; more;) {
      const {
        register,
      }: { register: List<Leaf> & { pageInfo: { hasNextPage: boolean; endCursor: string } } } = await ask(
        `query ($after: String) { register(first: 100, after: $after) {
            edges { node { recordedAt } } pageInfo { hasNextPage endCursor } } }`,
        { after },
      );
      times.push(...nodes(register).map(({ recordedAt }) => recordedAt));
      more = register.pageInfo.hasNextPage;
      after = register.pageInfo.endCursor;
    }
    expect(times.length).toBeGreaterThan(50);
    expect(times).toEqual([...times].sort());
    expect(Date.parse(times[0] as string)).toBeLessThan(Date.now() - 149 * DAY_MS);
    expect(Math.abs(Date.now() - Date.parse(times.at(-1) as string))).toBeLessThan(60_000);
  });

  it('gives the clock back as it took it', async () => {
    expect(await definitionOfClock(world)).toBe(plainClock);
    expect(readMark(configOf(world).dataDir)?.lived).toBe(true);
  });

  it('leaves nobody signed in behind', async () => {
    // The one session is this test's own.
    expect(await world.sql('SELECT FROM ormee.session WHERE ended_at IS NULL')).toHaveLength(1);
  });

  it('says where to go, and prints a link for each of six members, of whom one offers to facilitate', () => {
    const said = welcome(configOf(world), 'PostgreSQL 18.4', demo, null);
    const { publicUrl, dataDir } = configOf(world);
    const links = said.match(/http:\S+\/entrer\/[\w-]{64}$/gm);
    expect(links).toEqual(demo.links.map(({ url }) => url));
    expect(new Set(links).size).toBe(6);
    expect(demo.links.filter(({ facilitates }) => facilitates).map(({ publicName }) => publicName)).toEqual([
      'Inès',
    ]);
    for (const line of [`${publicUrl}/explorer`, 'PostgreSQL 18.4', dataDir, 'Ctrl-C'])
      expect(said).toContain(line);
  });

  it('prints links that opening does not use, and that let in once', async () => {
    const fresh = await opened(world);
    const url = new URL(fresh.links[1]?.url as string).pathname;
    for (let time = 0; time < 3; time += 1)
      expect((await world.app.inject({ method: 'GET', url })).statusCode).toBe(200);
    const enters = async (): Promise<number> => (await world.app.inject({ method: 'POST', url })).statusCode;
    expect([await enters(), await enters()]).toEqual([303, 410]);
  });

  it.each(READY_OPERATIONS)('answers the ready operation « $name »', async ({ document, variables }) => {
    const { schema } = world.app.get(GraphQLSchemaHost);
    expect(validate(schema, parse(document))).toEqual([]);
    const answer = await ask<Record<string, unknown>>(document, variables);
    expect(Object.keys(answer).length).toBeGreaterThan(0);
    for (const root of Object.values(answer)) {
      expect(root).not.toBeNull();
      expect((root as Partial<List<object>>).edges?.length).not.toBe(0);
      expect(root).not.toHaveProperty('code');
    }
  });

  it('has ten ready operations', () => {
    expect(READY_OPERATIONS).toHaveLength(10);
  });
});

describe('a seeding that is cut short', () => {
  it('gives the clock back, and is begun again by the next start', async () => {
    expect(String(cutShort.error)).toContain('permission denied');
    expect(cutShort.clock).toBe(plainClock);
    expect([cutShort.mark?.lived, cutShort.left]).toEqual([false, 0]);
    expect(await count(world, 'collective')).toBe(1);
    const whole = readMark(configOf(world).dataDir);
    expect(whole?.lived).toBe(true);
    expect(whole?.collectiveId).not.toBe(cutShort.mark?.collectiveId);
  });

  it('takes away neither a demonstration that lived, nor another collective', async () => {
    const { dataDir } = configOf(world);
    const { ownerUrl } = world.database;
    const whole = readMark(dataDir) as DemoMark;
    await discardHalfLived(dataDir, ownerUrl);
    expect(await count(world, 'collective')).toBe(1);
    try {
      writeMark(dataDir, { collectiveId: world.app.get(Ids).timeOrdered(), lived: false });
      await discardHalfLived(dataDir, ownerUrl);
      expect(await count(world, 'collective')).toBe(1);
      expect(await open(world)).toBeNull();
    } finally {
      writeMark(dataDir, whole);
    }
  });
});

// From here on it changes: time passes in it, and people decide.
describe('another start of the demonstration', () => {
  it('seeds nothing, and convenes a sitting only when the day changes', async () => {
    const first = await opened(world);
    const before = await count(world, 'register_leaf');
    const second = await opened(world);
    expect(second.sitting).toBe(first.sitting);
    expect(await count(world, 'register_leaf')).toBe(before);
    expect(second.links.map(({ url }) => url)).not.toEqual(first.links.map(({ url }) => url));

    await world.forgetJobs(); // what its election asked of the clock is done by the clock, sooner or later
    await world.wait('1 day');
    const tomorrow = await opened(world);
    await opened(world);
    expect(tomorrow.sitting).not.toBe(first.sitting);
    const added = await world.sql<{ type: string }>(
      'SELECT type FROM ormee.register_leaf ORDER BY index OFFSET $1',
      [before],
    );
    expect(added).toEqual([{ type: 'assembly.convened' }]);
    expect(await count(world, 'collective')).toBe(1);
  });
});

describe('the example of an outside client', () => {
  it('runs a whole decision in today’s sitting, and again', async () => {
    await world.app.listen(0, '127.0.0.1');
    const url = (await world.app.getUrl()).replace('[::1]', '127.0.0.1');
    const wait = (seconds: number): Promise<void> => world.wait(`${seconds} seconds`);
    for (const [sentence, presence] of [
      ['nous les relisons ensemble', true],
      ['nous les relisons ensemble', false],
    ] as const) {
      const { links } = await opened(world);
      const said: string[] = [];
      await playFirstDecision(
        url,
        links.map((link) => link.url),
        { say: (line) => void said.push(line), wait },
      );
      expect(said).toContainEqual(
        expect.stringMatching(/^9\. ADOPTED: decision \d{4}-\d{3}, effects APPLIED\.$/),
      );
      const article = said[
        said.findIndex((line) => line.startsWith('10. Statuts, Article 10')) + 1
      ] as string;
      expect(article.includes(sentence)).toBe(presence);
      const label = /decision (\d{4}-\d{3}),/.exec(said.find((line) => line.startsWith('9.')) as string)?.[1];
      expect(said.at(-1)).toContain(`Written by decision ${label}`);
    }
  });

  it('asks for five links', async () => {
    const surroundings = { say: () => undefined, wait: () => Promise.resolve() };
    await expect(playFirstDecision('http://127.0.0.1:1', ['a', 'b'], surroundings)).rejects.toThrow(
      '5 links',
    );
  });
});

describe('a database that holds somebody’s collective', () => {
  it('gets no demonstration, no sitting and no link', async () => {
    const world = await World.open();
    try {
      await world.collective().withMembers(3).grow();
      const before = await count(world, 'link');
      expect(await open(world)).toBeNull();
      expect([await count(world, 'collective'), await count(world, 'assembly')]).toEqual([1, 0]);
      expect(await count(world, 'link')).toBe(before);
      expect(welcome(configOf(world), '', null, null)).toContain('not the demonstration');
    } finally {
      await world.close();
    }
  });
});
