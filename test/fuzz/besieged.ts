import { mintFoundingLink } from '../../src/platform/links/founding-links.js';
import { mintLink, mintLinkWithCode } from '../../src/platform/links/links.js';
import { peopleOf, type Person } from '../rights/people.js';
import { furnish, show, type Furnished } from '../rights/stage.js';
import { changeRule, grant, insertAfter, replace, revoke } from '../world/effects.js';
import { TestFounding } from '../world/founding.js';
import type { TestCollective, TestMember, World } from '../world/world.js';
import { amendingFor, draftsFor } from './drafts.js';
import { oneIn, type Choose } from './hostile-values.js';
import { markAll, secretsOf, type Secrets } from './secrets.js';
import type { Draft, Meaning, Sorted } from './willing-values.js';

/** Somebody who asks, and whose collective they mean. */
export interface Besieger extends Person {
  readonly home: TestCollective;
  /** Whether they have a session, and are a member. */
  readonly inside: boolean;
}

/** One of the two furnished collectives: what those of the other may not read, and what could be done in it. */
interface Side {
  readonly furnished: Furnished;
  readonly secrets: Secrets;
  readonly effects: readonly object[];
  readonly drafts: readonly Draft[];
  readonly amending: readonly object[];
  readonly hashes: ReadonlyMap<string, string>;
  readonly keys: readonly string[];
}

export interface Besieged {
  readonly first: Side;
  readonly second: Side;
  /** Begun, and not yet founded: of its founders one asks too. */
  readonly founding: TestFounding;
  /** The global ids met so far: more are learned from answers. */
  readonly ids: string[];
  readonly people: readonly Besieger[];
  /** Rows of what is at an end. */
  readonly over: ReadonlySet<string>;
  readonly now: number;
}

/** Time that passes at each look: polls end meanwhile. */
const RELIEF_LASTS = '3 hours';

export async function furnishSides(world: World, round: number): Promise<Besieged> {
  const first = await furnishAtDawn(world, `Rivage${round}x`);
  const second = await furnishAtDawn(world, `Colline${round}x`);
  for (const one of [first, second]) await markAll(world, one);
  await show(second.collective, 'MEMBERS'); // the first keeps what is public, of the second nothing is
  const founding = await TestFounding.begin(world);
  const founder = founding.member(0);
  const people = peopleOf(first, second).map((person) => ({
    ...person,
    home: (person.role === 'stranger' ? second : first).collective,
    inside: person.token !== null && person.role !== 'left' && person.role !== 'excluded',
  }));
  return {
    ...(await lookAt(world, first, second, null)),
    founding,
    ids: [first, second].flatMap((one) => [...one.ids.values()].flat()),
    people: [
      ...people,
      {
        role: 'member',
        token: founder.token,
        id: founder.id,
        own: [],
        concerning: new Map(),
        home: founding,
        inside: true,
      },
    ],
  };
}

/** Its life takes some hours, and must not pass midnight: a text patched from that day on is patched in that day. */
async function furnishAtDawn(world: World, name: string): Promise<Furnished> {
  await world.travelTo(`${(await world.in('1 day')).slice(0, 10)}T05:00:00Z`);
  return furnish(world, name);
}

/** What changes under the requests: secrets, fingerprints, what is over, the time. */
async function lookAt(
  world: World,
  first: Furnished,
  second: Furnished,
  before: Besieged | null,
): Promise<Pick<Besieged, 'first' | 'second' | 'over' | 'now'>> {
  return {
    first: await sideOf(world, first, second, before?.first.secrets ?? null),
    second: await sideOf(world, second, first, before?.second.secrets ?? null),
    over: await whatIsOver(world),
    now: Date.parse(await world.now()),
  };
}

async function sideOf(world: World, one: Furnished, other: Furnished, before: Secrets | null): Promise<Side> {
  const rows = await world.sql<{ id: string; hash: string }>(
    'SELECT provision_id AS id, hash FROM ormee.provision_version WHERE collective_id = $1 AND known_until IS NULL',
    [one.collective.id],
  );
  return {
    furnished: one,
    secrets: await secretsOf(world, one, other, before),
    effects: await effectsFor(one),
    drafts: await draftsFor(one.collective),
    amending: await amendingFor(one.collective),
    hashes: new Map(rows.map(({ id, hash }) => [one.collective.globalId('Provision', id), hash])),
    keys: await keysFor(world, one),
  };
}

/** Effects that could pass; a charter that was changed to one that nobody can read leaves out its own. */
async function effectsFor({ collective, mandates }: Furnished): Promise<object[]> {
  const ruled = await changeRule(collective, 'ROUTINE', { minimumVoting: 'PT3H' }).catch(() => null);
  return [
    ...(ruled ? [ruled] : []),
    await replace(collective, 'Article 2', 'De meilleurs mots.'),
    insertAfter(collective, 'Article 2', 'Article 2 bis'),
    await grant(collective, { task: 'clefs' }),
    revoke(mandates.press, 'press'),
  ];
}

/** Links and a code for somebody who takes no part in the siege, and a link under which a collective may begin. */
const keysFor = (world: World, { collective, members }: Furnished): Promise<string[]> =>
  world.transactions.write(async (tx) => {
    const owner = { collectiveId: collective.id, memberId: members.timekeeper.memberId };
    const { code } = await mintLinkWithCode(tx, owner, 'SIGN_IN', 'P1D', null);
    const stop = await mintLink(tx, owner, 'STOP_NOTICES', 'P1D');
    return [await mintLink(tx, owner, 'SIGN_IN', 'P1D'), code, await mintFoundingLink(tx), stop];
  });

const OVER: Readonly<Record<string, string>> = {
  proposal: `state <> 'OPEN'`,
  amendment: `state NOT IN ('PENDING', 'ACCEPTED')`,
  poll: `state <> 'OPEN'`,
  assembly: `state = 'ENDED'`,
  agenda_item: `state = 'DONE'`,
  mandate: `state <> 'LIVE'`,
  application: `state <> 'OPEN'`,
  exclusion: `state <> 'OPEN'`,
  challenge: `state <> 'STANDING'`,
  contest: `state <> 'STANDING'`,
  member: `state IN ('LEFT', 'EXCLUDED')`,
};

async function whatIsOver(world: World): Promise<Set<string>> {
  const over = new Set<string>();
  for (const [table, condition] of Object.entries(OVER))
    for (const { id } of await world.sql<{ id: string }>(`SELECT id FROM ormee.${table} WHERE ${condition}`))
      over.add(id);
  return over;
}

/** Five times of six somebody means their own collective, else another: as a thief would, in whole requests. */
export function meaningOf(
  g: Choose,
  { first, second, ids, over, now }: Besieged,
  { home }: Besieger,
  sorted: Sorted,
): Meaning {
  const [own, other] = home.id === second.furnished.collective.id ? [second, first] : [first, second];
  const side = oneIn(g, 6) ? other : own;
  const meant = side === own ? home : side.furnished.collective;
  return {
    idsOf: sorted.of(ids, meant.id, over),
    effects: side.effects,
    drafts: side.drafts,
    amending: side.amending,
    keys: own.keys, // whoever shows a link is its holder, wherever they come from
    hashOf: (id) => side.hashes.get(id),
    now,
  };
}

/**
 * Time passes. Acts end sessions and memberships: those who lost theirs get another, and all start anew once too few
 * are left. What was written meanwhile is secret too.
 */
export async function relieve(world: World, besieged: Besieged, round: number): Promise<Besieged> {
  const [first, second] = [besieged.first.furnished, besieged.second.furnished];
  await world.wait(RELIEF_LASTS);
  await world.runDueJobs();
  const standing = await world.sql<{ id: string }>(
    `SELECT id FROM ormee.member WHERE state IN ('ACTIVE', 'FOUNDING')`,
  );
  const stands = ({ memberId }: TestMember): boolean => standing.some(({ id }) => id === memberId);
  const members = [first, second].flatMap(({ members: { facilitator, teller, member, holder, legal } }) => [
    facilitator,
    teller,
    member,
    holder,
    legal,
  ]);
  if (members.filter(stands).length < (members.length * 2) / 3) return furnishSides(world, round);
  const people = [];
  for (const person of besieged.people) people.push(await signedInAgain(world, person, stands));
  return { ...besieged, ...(await lookAt(world, first, second, besieged)), people };
}

/** Whoever is a member has a session again; whoever is none any more asks on with the one they have. */
async function signedInAgain(
  world: World,
  person: Besieger,
  stands: (member: TestMember) => boolean,
): Promise<Besieger> {
  const member = person.home.members.find(({ id }) => id === person.id);
  if (person.token === null || !member) return person;
  if (!stands(member)) return { ...person, inside: false };
  const { data } = await world.ask<{ viewer: object | null }>(person.token, '{ viewer { __typename } }');
  const token = data?.viewer ? person.token : await person.home.signInAgain(member);
  return { ...person, token, inside: true };
}
