import type { Visibility } from '../../src/core/kernel/actors.js';
import type { Clause } from '../../src/core/charter/clause.js';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import type { TestAssembly, TestPoll } from '../world/decisions.js';
import { changeRule, grant, revoke } from '../world/effects.js';
import type { TestCollective, TestMember, World } from '../world/world.js';
import { accuse, doubt } from './doubts.js';
import type { Role } from './table.js';

/** What a collective of the matrix is given, so that each field of the schema has something to show. */
export interface Furnished {
  /** In its own name, in the titles of what it has, and in the names of its members. */
  readonly name: string;
  readonly collective: TestCollective;
  readonly members: Readonly<
    Record<
      'facilitator' | 'teller' | 'member' | 'holder' | 'left' | 'excluded' | 'legal' | 'timekeeper',
      TestMember
    >
  >;
  /** Running, with the facilitator, the teller, the legal member and the timekeeper in it. */
  readonly assembly: TestAssembly;
  /** Open for weeks, with a ballot of each person in it: also of those who left the collective since. */
  readonly openPoll: TestPoll;
  readonly mandates: Readonly<Record<'treasury' | 'press', string>>;
  /** The global ids of what it has, by type. */
  readonly ids: ReadonlyMap<string, readonly string[]>;
}

/** Where the rows of the types with ids are kept. */
const TABLES = {
  Member: 'member',
  Proposal: 'proposal',
  Poll: 'poll',
  Decision: 'decision',
  Mandate: 'mandate',
  Assembly: 'assembly',
  LegalText: 'legal_text',
  Provision: 'provision',
  Exclusion: 'exclusion',
} as const;

/** Types whose objects each say who may see them; a provision is as visible as its text. */
export const VISIBLE_TYPES = ['Proposal', 'Poll', 'Decision', 'Mandate', 'Assembly', 'LegalText'] as const;
export type VisibleType = (typeof VISIBLE_TYPES)[number];

const asFurnished = (rules: readonly Clause[]): readonly Clause[] =>
  rules.map((rule) => ({
    ...rule,
    minimumVoting: 'PT1H',
    quorum: { counts: 'TURNOUT', of: 'ROLL', fraction: '1/100' },
  }));

/** Grows a collective and lets it live until every field of the schema has a value somewhere. */
export async function furnish(world: World, name: string): Promise<Furnished> {
  const collective = await world
    .collective()
    .named(name)
    .withMembers(7)
    .withLegalMember('Coopérative')
    .withRules(asFurnished)
    .grow();
  const [facilitator, teller, member, holder, left, excluded, timekeeper, legal] =
    collective.members as Tuple8<TestMember>;
  const members = { facilitator, teller, member, holder, left, excluded, legal, timekeeper };
  await nameMembers(world, collective, name);

  await accuse(collective, name, members);
  const rules = await patchRules(collective, name, member);
  const treasury = await giveMandates(collective, name, members, rules.decision?.id as string);
  await objectByConsent(collective, name, members);
  await collective.propose({
    by: member,
    title: `${name}: une autre règle`,
    effects: [await changeRule(collective, 'ROUTINE', { minimumVoting: 'PT2H' })],
  });
  await meetOnce(world, facilitator, teller, name);
  const assembly = await meet(collective, name, members);
  await doubt(collective, name, members, { assembly, rules });
  const openPoll = await (
    await collective.propose({ by: member, title: `${name}: une question` })
  ).open({ lasting: '40 days' });
  await openPoll.votes({ for: 6 });
  await leave(collective, name, members);
  const ids = await idsOf(collective);
  return { name, collective, members, assembly, openPoll, mandates: treasury, ids };
}

type Tuple8<T> = [T, T, T, T, T, T, T, T];

/** Names and addresses that are found again wherever they leak. */
const nameMembers = (world: World, { id }: TestCollective, name: string): Promise<object[]> =>
  world.sql(
    `UPDATE ormee.member SET public_name = $2 || ' personne ' || public_name, email = id || '@' || $3
     WHERE collective_id = $1`,
    [id, name, domainOf(name)],
  );

const domainOf = (name: string): string => `${name.toLowerCase()}.example`;

/** Replaces, inserts under and after, and repeals, from this day on. */
async function patchRules(collective: TestCollective, name: string, by: TestMember) {
  const content = (number: string) => ({ number, heading: name, body: `Les mots de ${name}.` });
  const [first, second] = [collective.provision('Règle 1'), collective.provision('Règle 2')];
  const patchText = {
    textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
    effectiveOn: (await collective.world.now()).slice(0, 10),
    operations: [
      {
        replace: {
          provisionId: first,
          expectedHash: await collective.hashOf('Règle 1'),
          content: content('Règle 1'),
        },
      },
      { insert: { parentId: first, afterId: null, content: content('Règle 1 bis') } },
      { insert: { parentId: null, afterId: first, content: content('Règle 3') } },
      { repeal: { provisionId: second, expectedHash: await collective.hashOf('Règle 2') } },
    ],
  };
  const proposal = await collective.propose({ by, title: `${name}: les règles`, effects: [{ patchText }] });
  return proposal.decideOnline({ for: 6 }, '2 hours');
}

/** Three mandates by one decision, of which another takes one back. */
async function giveMandates(
  collective: TestCollective,
  name: string,
  { holder, teller, member }: Furnished['members'],
  boundBy: string,
): Promise<Furnished['mandates']> {
  const given = async (task: string, holderId: string, more: object = {}) =>
    grant(collective, { task, title: `${name}: ${task}`, holderIds: [holderId], ...more });
  const grants = await collective.propose({
    by: member,
    title: `${name}: des mandats`,
    effects: [
      await given('treasury', holder.id, {
        boundByIds: [boundBy],
        scopeActs: ['openPoll'],
        reportDueAt: await collective.world.in('10 days'),
      }),
      await given('press', holder.id),
      await given('letters', teller.id),
    ],
  });
  await grants.decideOnline({ for: 6 }, '2 hours');
  const { id } = await collective.mandate('letters');
  const revocation = await collective.propose({
    by: member,
    title: `${name}: un mandat repris`,
    effects: [revoke(id, 'letters')],
  });
  await revocation.decideOnline({ for: 6 }, '2 hours');
  const [treasury, press] = [await collective.mandate('treasury'), await collective.mandate('press')];
  return { treasury: treasury.id, press: press.id };
}

/** A poll decided by consent, to which each person objects. */
async function objectByConsent(
  collective: TestCollective,
  name: string,
  { facilitator, teller, member, holder, left, excluded }: Furnished['members'],
): Promise<void> {
  const proposal = await collective.propose({ by: member, title: `${name}: par consentement` });
  const poll = await proposal.open({ method: 'CONSENT_1', lasting: '2 hours' });
  for (const person of [facilitator, teller, member, holder, left, excluded])
    await poll.object(person, `${name}: une raison`);
  await poll.end('2 hours');
}

/** An assembly that is over, which somebody left before its end. */
async function meetOnce(
  world: World,
  facilitator: TestMember,
  teller: TestMember,
  name: string,
): Promise<void> {
  const assemblyId = await convene(facilitator, name);
  await facilitator.does('startAssembly', { assemblyId });
  await teller.does('checkIn', { assemblyId });
  await world.wait('1 hour');
  await teller.does('checkOut', { assemblyId });
  await facilitator.does('endAssembly', { assemblyId });
}

export async function convene(by: TestMember, title: string): Promise<string> {
  const { assembly } = await by.does<{ assembly: { id: string } }>(
    'conveneAssembly',
    { title, form: 'PHYSICAL' },
    'assembly { id }',
  );
  return assembly.id;
}

/** A running assembly with its roles, a question decided in it and another one open. */
async function meet(
  collective: TestCollective,
  name: string,
  { facilitator, teller, legal, timekeeper, member }: Furnished['members'],
): Promise<TestAssembly> {
  const { TestAssembly } = await import('../world/decisions.js');
  const assembly = await TestAssembly.running([facilitator, teller, legal, timekeeper], 'PHYSICAL');
  const assemblyId = assembly.id;
  await teller.does('takeRole', { assemblyId, role: 'TELLER' });
  await timekeeper.does('takeRole', { assemblyId, role: 'TIMEKEEPER' });
  const put = async (title: string) => collective.propose({ by: member, title: `${name}: ${title}` });
  await (await put('décidé en séance')).decideIn(assembly, { for: 2 });
  await (await put('ouvert en séance')).openIn(assembly);
  return assembly;
}

/** Two people leave, one of whom had just been chosen for a task: the decision stands, and its effect does not. */
async function leave(
  collective: TestCollective,
  name: string,
  { left, excluded, member }: Furnished['members'],
): Promise<void> {
  const { world } = collective;
  const proposal = await collective.propose({
    by: member,
    title: `${name}: une tâche sans personne`,
    effects: [await grant(collective, { task: 'archives', title: name, holderIds: [left.id] })],
  });
  const poll = await (await proposal.open({ lasting: '2 hours' })).votes({ for: 6 });
  for (const [state, person] of [
    ['LEFT', left],
    ['EXCLUDED', excluded],
  ] as const)
    await world.sql(
      'UPDATE ormee.member SET state = $3, left_at = ormee.instant() WHERE collective_id = $1 AND id = $2',
      [collective.id, person.memberId, state],
    );
  await poll.end('2 hours');
}

/** The global ids of all that the collective has, by type. */
async function idsOf(collective: TestCollective): Promise<Map<string, string[]>> {
  const found = new Map([['Collective', [collective.globalId('Collective', collective.id)]]]);
  for (const [type, table] of Object.entries(TABLES)) {
    const rows = await collective.world.sql<{ id: string }>(
      `SELECT id FROM ormee.${table} WHERE collective_id = $1 ORDER BY id`,
      [collective.id],
    );
    found.set(
      type,
      rows.map(({ id }) => collective.globalId(type, id)),
    );
  }
  return found;
}

/**
 * Who may see the records of some types in a collective, from now on. A role of a sitting is never public: nothing
 * makes it so.
 */
export async function show(
  { world, id }: TestCollective,
  visibility: Visibility,
  types: readonly VisibleType[] = VISIBLE_TYPES,
): Promise<void> {
  for (const type of types)
    await world.sql(`UPDATE ormee.${TABLES[type]} SET visibility = $2 WHERE collective_id = $1`, [
      id,
      visibility,
    ]);
  if (types.includes('Mandate') && visibility === 'PUBLIC')
    await world.sql(
      `UPDATE ormee.mandate SET visibility = 'MEMBERS' WHERE collective_id = $1 AND role IS NOT NULL`,
      [id],
    );
}

/** Somebody who makes requests in a column of the matrix, with or without a session. */
export interface Person {
  readonly role: Role;
  readonly token: string | null;
  /** Their own id, to tell what is theirs; null without a session. */
  readonly id: string | null;
}

/** Who makes the requests of each column. An outsider is two people, who must get the same. */
export function peopleOf(first: Furnished, second: Furnished): readonly Person[] {
  const { members } = first;
  const nobody = (role: Role): Person => ({ role, token: null, id: null });
  const somebody = (role: Role, { token, id }: TestMember): Person => ({ role, token, id });
  return [
    nobody('anonymous'),
    somebody('outsider', members.left),
    somebody('outsider', members.excluded),
    nobody('signatory'),
    somebody('legal', members.legal),
    somebody('member', members.member),
    somebody('holder', members.holder),
    somebody('facilitator', members.facilitator),
    somebody('teller', members.teller),
    nobody('host'),
    somebody('stranger', second.members.member),
  ];
}

/** What gives a collective away in an answer, and what gives its members away. */
export interface Traces {
  readonly ofCollective: (answer: unknown, person: Person) => boolean;
  readonly ofOtherMembers: (answer: unknown, person: Person) => boolean;
}

/** Finds ids, names, addresses and hashes of a collective. That somebody was told of themselves is no trace. */
export async function tracesOf({ collective, ids, name }: Furnished): Promise<Traces> {
  const leaves = await collective.world.sql<{ hash: string }>(
    'SELECT hash FROM ormee.register_leaf WHERE collective_id = $1',
    [collective.id],
  );
  const rowsOf = (some: readonly string[]) => some.map((id) => collective.rowId(id));
  const ofMembers = [`${name} personne`, domainOf(name), ...rowsOf(ids.get('Member') ?? [])];
  const ofAll = [collective.id, name, ...rowsOf([...ids.values()].flat()), ...leaves.map(({ hash }) => hash)];
  return {
    ofCollective: (answer, person) => isTraced(answer, person, [...ofMembers, ...ofAll]),
    ofOtherMembers: (answer, person) => isTraced(answer, person, ofMembers),
  };
}

function isTraced(answer: unknown, { id }: Person, traces: readonly string[]): boolean {
  const own = id ?? 'nobody';
  const text = opened(JSON.stringify(answer).replaceAll(own, ''));
  const row = fromGlobalId(own)?.id;
  return traces.some((trace) => trace !== row && text.includes(trace));
}

/** A text with the opaque ids and cursors in it opened, so that nothing hides in base64. */
export const opened = (text: string): string =>
  text.replace(
    /[A-Za-z0-9_-]{16,}/g,
    (opaque) => `${opaque} ${Buffer.from(opaque, 'base64url').toString('utf8')}`,
  );
