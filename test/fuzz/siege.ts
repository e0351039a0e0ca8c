import fc from 'fast-check';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { Log } from '../../src/platform/logging/log.js';
import { peopleOf, tracesOf, type Person, type Traces } from '../rights/people.js';
import { furnish, type Furnished } from '../rights/stage.js';
import type { TestCollective, TestMember, World } from '../world/world.js';
import { below, oneIn, oneOf, type Choose } from './hostile-values.js';
import { hostileRequest } from './hostile-requests.js';

/** What a siege found out: how the answers went, and each kind of defect once, with the request that showed it. */
export interface Siege {
  readonly requests: number;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, string>>;
}

/** Requests between two looks at who still has a session. */
const RELIEF_EVERY = 400;

interface Besieged {
  readonly first: Furnished;
  readonly second: Furnished;
  readonly ids: string[];
  readonly people: readonly Person[];
  readonly ofSecond: Traces;
  readonly ofFirst: Traces;
}

/** Sends so many hostile requests of every role on two collectives, and answers what should never have happened. */
export async function besiege(world: World, requests: number, seed: number): Promise<Siege> {
  const { schema } = world.app.get(GraphQLSchemaHost);
  const outcomes: Record<string, number> = {};
  const found: Record<string, string> = {};
  const faults = hearFaults(world);
  let besieged = await furnishTwo(world, 0);
  let sent = 0;
  const note = (kind: string, told: string) => (found[kind] ??= told.slice(0, 4_000));

  const strike = async (g: Choose): Promise<void> => {
    sent += 1;
    if (sent % RELIEF_EVERY === 0) besieged = await relieve(world, besieged, sent);
    const { people, ids } = besieged;
    const person = oneOf(g, people);
    const { body, acts } = hostileRequest(g, schema, ids);
    const locale = oneIn(g, 2) ? 'fr' : 'en';
    const { status, text } = await send(world, person, body, locale);
    const told = `${person.role} sent ${body} and got ${status} ${text.slice(0, 1_500)}`;
    for (const stack of faults.splice(0)) note(`FAULT ${stack}`, told);
    if (status >= 500) note(`status ${status}`, told);
    if (/"FAULT"/.test(text)) note('FAULT', told);
    if (/node_modules|\\n +at |\.[jt]s:\d+/.test(text)) note('stack', told);
    const traces = person.role === 'stranger' ? besieged.ofFirst : besieged.ofSecond;
    if (!isEchoed(body, besieged, person) && traces.ofCollective(text, person))
      note(`leak to ${person.role}`, told);
    for (const outcome of outcomesOf(text, acts)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    learn(g, ids, text);
  };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => strike(g)),
    { numRuns: requests, seed, endOnFailure: true },
  );
  return { requests: sent, outcomes, found };
}

async function send(world: World, { token }: Person, body: string, locale: string) {
  const answer = await world.app.inject({
    method: 'POST',
    url: '/graphql',
    headers: {
      'content-type': 'application/json',
      'accept-language': locale,
      ...(token !== null && { authorization: `Bearer ${token}` }),
    },
    payload: body,
  });
  return { status: answer.statusCode, text: answer.body };
}

/** A refusal may say again what its sender wrote; whoever named the other collective is told nothing new. */
function isEchoed(body: string, { first, second }: Besieged, { role }: Person): boolean {
  const other = role === 'stranger' ? first : second;
  const ids = body.match(/[A-Za-z0-9_-]{40,}/g) ?? [];
  return (
    body.includes(other.name) || ids.some((id) => fromGlobalId(id)?.collectiveId === other.collective.id)
  );
}

/** What happened to each act: done, or the code of why not; of anything else, the first error's code or `read`. */
function outcomesOf(text: string, acts: readonly string[]): string[] {
  const codes = [...text.matchAll(/"code":"([A-Z_]+)"/g)].map(([, code]) => code as string);
  const done = [...text.matchAll(/"__typename":"(\w+)Success"/g)].map(([, name]) => `${name as string} done`);
  if (done.length > 0) return done;
  return [codes[0] ?? (acts.length > 0 ? 'nothing said' : 'read')];
}

/** Ids met in answers are used in later requests. */
function learn(g: Choose, ids: string[], text: string): void {
  for (const [id] of text.matchAll(/(?<=")[A-Za-z0-9_-]{90,}(?=")/g))
    if (fromGlobalId(id) && !ids.includes(id)) {
      if (ids.length < 600) ids.push(id);
      else ids[below(g, ids.length)] = id;
    }
}

/** The stacks of what the service could only call a fault, the first frame of ours in front. */
function hearFaults(world: World): string[] {
  const log = world.app.get(Log);
  const heard: string[] = [];
  const original = log.fault.bind(log);
  log.fault = (error) => {
    const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
    const frames = stack.split('\n').filter((line) => line.includes('/src/'));
    heard.push(`${stack.split('\n')[0] ?? ''} ${frames.slice(0, 3).join(' ').replaceAll(/\s+/g, ' ')}`);
    return original(error);
  };
  return heard;
}

/** Its life takes some hours, and must not pass midnight: a text patched from that day on is patched in that day. */
async function furnishAtDawn(world: World, name: string): Promise<Furnished> {
  await world.travelTo(`${(await world.in('1 day')).slice(0, 10)}T05:00:00Z`);
  return furnish(world, name);
}

async function furnishTwo(world: World, round: number): Promise<Besieged> {
  const first = await furnishAtDawn(world, `Rivage${round}x`);
  const second = await furnishAtDawn(world, `Colline${round}x`);
  const ids = [first, second].flatMap((one) => [...one.ids.values()].flat());
  return {
    first,
    second,
    ids,
    people: peopleOf(first, second),
    ofSecond: await tracesOf(second),
    ofFirst: await tracesOf(first),
  };
}

/** Acts end sessions and memberships: those who lost theirs get another, and all start anew once too few are left. */
async function relieve(world: World, besieged: Besieged, round: number): Promise<Besieged> {
  const { first, second } = besieged;
  const standing = await world.sql<{ id: string }>(
    `SELECT id FROM ormee.member WHERE state = 'ACTIVE' AND collective_id IN ($1, $2)`,
    [first.collective.id, second.collective.id],
  );
  const members = [first, second].flatMap(({ members: { facilitator, teller, member, holder, legal } }) => [
    facilitator,
    teller,
    member,
    holder,
    legal,
  ]);
  if (
    members.filter(({ memberId }) => standing.some(({ id }) => id === memberId)).length <
    members.length / 2
  )
    return furnishTwo(world, round);
  const people = [];
  for (const person of besieged.people) people.push(await signedInAgain(world, besieged, person));
  return { ...besieged, people };
}

async function signedInAgain(world: World, { first, second }: Besieged, person: Person): Promise<Person> {
  if (person.token === null) return person;
  const { data } = await world.ask<{ viewer: { member: { id: string } } | null }>(
    person.token,
    '{ viewer { __typename } }',
  );
  if (data?.viewer != null || person.role === 'left' || person.role === 'excluded') return person;
  const collective: TestCollective = (person.role === 'stranger' ? second : first).collective;
  const member = collective.members.find(({ id }) => id === person.id) as TestMember;
  return { ...person, token: await collective.signInAgain(member) };
}
