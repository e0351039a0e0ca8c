import fc from 'fast-check';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { Log } from '../../src/platform/logging/log.js';
import type { World } from '../world/world.js';
import { furnishSides, meaningOf, relieve, type Besieger } from './besieged.js';
import { below, oneIn, oneOf, type Choose } from './hostile-values.js';
import { hostileRequest, willingRequest, type HostileRequest } from './hostile-requests.js';
import { Reached, type Reach } from './reach.js';
import { leakIn, isPublic } from './secrets.js';
import { Sorted } from './willing-values.js';

/** What a siege found out: how far it came, how the answers went, and each kind of defect once, with its request. */
export interface Siege {
  readonly reach: Reach;
  readonly outcomes: Readonly<Record<string, number>>;
  readonly found: Readonly<Record<string, string>>;
}

/** Requests between two looks at who still has a session and what still goes on. */
const RELIEF_EVERY = 250;

/** Ids that are remembered, to be used in later requests. */
const IDS_KEPT = 1_500;

/** Sends so many requests of every role, hostile and willing, on two collectives; answers what should never have happened. */
export async function besiege(world: World, requests: number, seed: number): Promise<Siege> {
  const { schema } = world.app.get(GraphQLSchemaHost);
  const outcomes: Record<string, number> = {};
  const found: Record<string, string> = {};
  const reached = new Reached(schema);
  const sorted = new Sorted();
  const faults = hearFaults(world);
  let besieged = await furnishSides(world, 0);
  let sent = 0;
  const note = (kind: string, told: string) => (found[kind] ??= told.slice(0, 4_000));

  const strike = async (g: Choose): Promise<void> => {
    sent += 1;
    if (sent % RELIEF_EVERY === 0) besieged = await relieve(world, besieged, sent);
    const { ids } = besieged;
    const person = whoAsks(g, besieged.people);
    const { body, acts }: HostileRequest = oneIn(g, 4)
      ? hostileRequest(g, schema, ids)
      : willingRequest(g, schema, meaningOf(g, besieged, person, sorted));
    const locale = oneIn(g, 2) ? 'fr' : 'en';
    const { status, text } = await send(world, person, body, locale);
    const told = `${person.role} sent ${body} and got ${status} ${text.slice(0, 1_500)}`;
    for (const stack of faults.splice(0)) note(`FAULT ${stack}`, told);
    if (status >= 500) note(`status ${status}`, told);
    if (/"FAULT"/.test(text)) note('FAULT', told);
    if (/"CONSTRAINT"/.test(text))
      note(`unforeseen ${/"constraint",?"?(?:value)?"?:"\w+"/.exec(text)?.[0]}`, told);
    if (/node_modules|\\n +at |\.[jt]s:\d+/.test(text)) note('stack', told);
    const other = person.role === 'stranger' ? besieged.first : besieged.second;
    const leak = leakIn(text, body, other.secrets);
    if (leak !== null && !(await isPublic(world, body, other.furnished, leak)))
      note(`leak to ${person.role} by ${acts[0] ?? 'a read'}`, `${leak}: ${told}`);
    reached.note(text, acts);
    for (const outcome of outcomesOf(text, acts)) outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
    learn(g, ids, text);
  };
  await fc.assert(
    fc.asyncProperty(fc.gen(), async (g) => strike(g)),
    { numRuns: requests, seed, endOnFailure: true },
  );
  return { reach: reached.sum(), outcomes, found };
}

/** Mostly somebody who may do something; now and then one who may not. */
function whoAsks(g: Choose, people: readonly Besieger[]): Besieger {
  const inside = people.filter((person) => person.inside);
  return oneIn(g, 5) ? oneOf(g, people) : oneOf(g, inside);
}

async function send(world: World, { token }: Besieger, body: string, locale: string) {
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
      if (ids.length < IDS_KEPT) ids.push(id);
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
