import { request } from 'node:http';
import { fromGlobalId, toGlobalId } from '../src/platform/graphql/global-ids.js';
import { BODY_LIMIT_BYTES } from '../src/platform/graphql/limits.js';
import { ask } from './load.js';
import { processorTime } from './machine.js';
import type { Stage } from './stage.js';

/** What a refusal may take, in milliseconds: attacks.md, GraphQL. */
const LIMIT = 50;
const ROUNDS = 40;
const HONEST = 20;
const SECONDS = 3;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const times = (count: number, text: (place: number) => string): string =>
  Array.from({ length: count }, (_, place) => text(place)).join(' ');

/** One way to wear the service out, and what its refusal says. */
interface Abuse {
  readonly name: string;
  readonly body: string;
  readonly refusal: string;
  readonly type?: string;
  readonly path?: string;
}

const JSON_TYPE = 'application/json';
const query = (name: string, text: string, refusal: string, variables: object = {}): Abuse => ({
  name,
  body: JSON.stringify({ query: text, variables }),
  refusal,
});

const NOBODY = '00000000-0000-4000-8000-000000000000';

const guessOf = (id: string): string =>
  `signInWithCode(input: { collectiveId: "${toGlobalId('Collective', id, id)}", code: "ACDE-FGHJ" }) { ... on Problem { code } }`;

const CONVENE = 'mutation ($input: ConveneAssemblyInput!) { conveneAssembly(input: $input) { __typename } }';
const wrongAgenda = (length: number, item: unknown): object => ({
  input: { form: 'REMOTE', startsAt: 0, title: [], agenda: Array.from({ length }, () => item) },
});

/** Every abuse of attacks.md under GraphQL. Subscriptions are refused over their own protocol: their line goes here. */
const ABUSES: readonly Abuse[] = [
  query(
    'depth: 1,300 levels',
    `{ viewer ${'{ member '.repeat(1_299)}{ id }${' }'.repeat(1_300)}`,
    'QUERY_TOO_DEEP',
  ),
  query('breadth: 3,000 fields', `{ viewer { ${times(3_000, (i) => `f${i}`)} } }`, 'QUERY_TOO_MANY_FIELDS'),
  query(
    'breadth: 2^40 fields by fragments',
    `{ ...F0 } ${times(40, (i) => `fragment F${i} on Query { a: viewer { __typename } ...F${i + 1} b: viewer { __typename } ...F${i + 1} }`)} fragment F40 on Query { __typename }`,
    'QUERY_TOO_MANY_ROOT_FIELDS',
  ),
  query(
    'circular fragments',
    `{ ...C0 } ${times(15, (i) => `fragment C${i} on Query { ...C${(i + 1) % 15} __typename }`)}`,
    'GRAPHQL_VALIDATION_FAILED',
  ),
  query('2,000 repeated fields', `{ viewer { ${'state '.repeat(2_000)} } }`, 'QUERY_TOO_MANY_FIELDS'),
  query(
    '100 aliased sign-ins',
    `mutation { ${times(100, (i) => `a${i}: signIn(input: { link: "${'x'.repeat(64)}" }) { __typename }`)} }`,
    'QUERY_TOO_MANY_ROOT_FIELDS',
  ),
  query(
    '10,000 directives',
    `{ __typename ${'@include(if: true) '.repeat(10_000)} }`,
    'QUERY_TOO_MANY_TOKENS',
  ),
  {
    name: 'an array of 500 operations',
    body: JSON.stringify(Array.from({ length: 500 }, () => ({ query: '{ __typename }' }))),
    refusal: 'BAD_REQUEST',
  },
  query(
    'introspection within introspection',
    `{ __schema { types { ${'fields { type { '.repeat(200)}name${' } }'.repeat(200)} } } }`,
    'QUERY_TOO_DEEP',
  ),
  query(
    'fields that are none, for suggestions',
    `{ ${times(19, (i) => `colective${i}`)} }`,
    'GRAPHQL_VALIDATION_FAILED',
  ),
  {
    name: 'a mutation by GET',
    body: '',
    path: `/graphql?query=${encodeURIComponent('mutation { signOut(input: {}) { __typename } }')}`,
    refusal: 'GET',
  },
  {
    name: 'a mutation in a form',
    body: `query=${encodeURIComponent('mutation { signOut(input: {}) { __typename } }')}`,
    type: 'application/x-www-form-urlencoded',
    refusal: 'application/json',
  },
  {
    name: 'a body of 8 MB',
    body: JSON.stringify({ query: `{ __typename } #${'x'.repeat(8_000_000)}` }),
    refusal: '',
  },
  query(
    'a body at its limit, of one word',
    `{ ${'x'.repeat(BODY_LIMIT_BYTES - 100)} }`,
    'QUERY_TOO_MANY_TOKENS',
  ),
  query('a body at its limit, of objects', CONVENE, 'BODY_TOO_LARGE', wrongAgenda(80_000, {})),
  query('a body at its limit, of wrong values', CONVENE, 'BAD_USER_INPUT', wrongAgenda(80_000, 10)),
  query(
    'slow: 10,100 rows asked for',
    '{ proposals(first: 101) { edges { node { polls { id } } } } members(first: 10000) { edges { node { id } } } }',
    'QUERY_TOO_COSTLY',
  ),
  query(
    '20 guesses of a code in one document',
    `mutation { ${times(20, (i) => `a${i}: ${guessOf(NOBODY)}`)} }`,
    'QUERY_TOO_MANY_ROOT_FIELDS',
  ),
];

/** Not refused before they work, and bounded: what they cost others is measured all the same. */
const GUESSES = (collectiveId: string): Abuse[] =>
  [collectiveId, NOBODY].map((id, place) =>
    query(
      `guesses of a code, one after the other${place === 0 ? '' : ', in a collective that there is not'}`,
      `mutation { ${guessOf(id)} }`,
      'TOO_MANY_TRIES',
    ),
  );

interface Told {
  readonly milliseconds: number;
  readonly status: number;
  readonly text: string;
}

/** Sends one abuse over a connection of its own, and answers what came back when. */
function send(url: string, { body, type = JSON_TYPE, path = '/graphql' }: Abuse): Promise<Told> {
  return new Promise((resolve) => {
    const began = process.hrtime.bigint();
    const since = (): number => Number(process.hrtime.bigint() - began) / 1e6;
    const isGet = path !== '/graphql';
    const headers = {
      ...(!isGet && { 'content-type': type, 'content-length': Buffer.byteLength(body) }),
      'apollo-require-preflight': '1', // else the form and the GET would be refused for want of it alone
    };
    const outgoing = request(`${url}${path}`, { method: isGet ? 'GET' : 'POST', headers }, (incoming) => {
      const milliseconds = since();
      const chunks: Buffer[] = [];
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
      incoming.on('close', () =>
        resolve({ milliseconds, status: incoming.statusCode ?? 0, text: Buffer.concat(chunks).toString() }),
      );
    });
    // A body that is too large is cut while it is sent: the socket may break before the answer is read.
    outgoing.on('error', () => resolve({ milliseconds: since(), status: 0, text: '' }));
    outgoing.end(isGet ? undefined : body);
  });
}

const isRefused = ({ status, text }: Told, { refusal }: Abuse): boolean =>
  (status >= 400 || status === 0 || text.includes('"errors"') || text.includes('"code"')) &&
  text.includes(refusal);

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.floor(share * (sorted.length - 1))] as number;
const ascending = (values: readonly number[]): number[] => [...values].sort((a, b) => a - b);

/** How honest members fare: twenty at once, reading pages and casting ballots by turns, for some seconds. */
interface Pace {
  readonly perSecond: number;
  readonly p95: number;
}

const READ = JSON.stringify({
  query: `{ proposals(first: 20) { edges { node { id state title version author { publicName } } } } }`,
});
const CAST = `mutation ($input: CastBallotInput!) { castBallot(input: $input) { ... on CastBallotSuccess { pollId } ... on Problem { code } } }`;

/** Keeps the revisions of the ballots between two paces. */
class Members {
  private readonly revisions = new Map<number, number>();

  constructor(private readonly stage: Stage) {}

  async pace(): Promise<Pace> {
    const latencies: number[] = [];
    const began = performance.now();
    const member = async (place: number): Promise<void> => {
      for (let turn = 0; performance.now() - began < SECONDS * 1_000; turn += 1) {
        const started = performance.now();
        await (turn % 4 === 3 ? this.cast(place) : this.read(place));
        latencies.push(performance.now() - started);
      }
    };
    await Promise.all(Array.from({ length: HONEST }, (_, place) => member(place)));
    const seconds = (performance.now() - began) / 1_000;
    return { perSecond: latencies.length / seconds, p95: at(ascending(latencies), 0.95) };
  }

  private read(place: number): Promise<void> {
    return ask(this.stage.serviceUrl, this.stage.tokens[place] as string, READ, '"proposals"');
  }

  private async cast(place: number): Promise<void> {
    const expectedRevision = this.revisions.get(place) ?? 0;
    const ballot = { choice: expectedRevision % 2 ? 'FOR' : 'AGAINST' };
    const input = { pollId: this.stage.pollId, expectedRevision, ballot };
    const body = JSON.stringify({ query: CAST, variables: { input } });
    await ask(this.stage.serviceUrl, this.stage.tokens[place] as string, body, '"pollId"');
    this.revisions.set(place, expectedRevision + 1);
  }
}

/** One attacker without a pause, over two connections, while the members go on. */
async function under(url: string, abuse: Abuse, members: Members): Promise<readonly [Pace, number]> {
  let sent = 0;
  let going = true;
  const attack = async (): Promise<void> => {
    while (going) {
      await send(url, abuse);
      sent += 1;
    }
  };
  const attackers = [attack(), attack()];
  const pace = await members.pace();
  going = false;
  await Promise.all(attackers);
  return [pace, sent / SECONDS];
}

/** Codes may be tried so many times in an hour: what is measured is the refusal after those. */
async function spendAllowance(url: string, abuse: Abuse): Promise<void> {
  for (let tried = 0; tried < 300; tried += 1) if (isRefused(await send(url, abuse), abuse)) return;
}

/** Each abuse: its refusal beside the limit, and honest requests beside those of the same seconds without it. */
export async function benchAbuse(stage: Stage): Promise<void> {
  const members = new Members(stage);
  await members.pace(); // warms the service up
  const { collectiveId } = fromGlobalId(stage.pollId) as { collectiveId: string };
  for (const abuse of [...ABUSES, ...GUESSES(collectiveId)]) {
    await spendAllowance(stage.serviceUrl, abuse);
    const taken: number[] = [];
    let last: Told | null = null;
    const service = stage.roots()[1] as number;
    const worked = processorTime([service]);
    for (let round = 0; round < ROUNDS; round += 1) {
      last = await send(stage.serviceUrl, abuse);
      taken.push(last.milliseconds);
    }
    const work = (processorTime([service]) - worked) / ROUNDS;
    const refused = last !== null && isRefused(last, abuse);
    const sorted = ascending(taken);
    const [median, p95] = [at(sorted, 0.5), at(sorted, 0.95)];
    const before = await members.pace();
    const [during, perSecond] = await under(stage.serviceUrl, abuse, members);
    say(
      `${abuse.name}: ${refused ? 'refused' : `NOT REFUSED (${last?.status} ${last?.text.slice(0, 200)})`} in ` +
        `${median.toFixed(1)} ms, 95th percentile ${p95.toFixed(1)} ms (${(p95 / LIMIT).toFixed(2)} of ${LIMIT}), ` +
        `${work.toFixed(1)} ms of the service’s processor time each; ` +
        `under ${Math.round(perSecond)} of them a second, honest requests ${ratio(during.perSecond, before.perSecond)} ` +
        `of their number, 95th percentile ${ratio(during.p95, before.p95)} (${before.p95.toFixed(0)} to ${during.p95.toFixed(0)} ms)`,
    );
    if (!refused || median > LIMIT) process.exitCode = 1;
  }
}

const ratio = (part: number, whole: number): string => (part / whole).toFixed(2);
