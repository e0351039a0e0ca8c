import pg from 'pg';
import { CONTRIBUTIONS_PAGE } from '../src/deliberation/contributions.queries.js';
import { fromGlobalId, toGlobalId } from '../src/platform/graphql/global-ids.js';
import { ask, rateOf, type Rate } from './load.js';
import { family, watchProcessors } from './machine.js';
import type { Stage } from './stage.js';

const CONTRIBUTIONS = 500;
const PAGE = 50;
const REQUESTS = 600;

const ROWS = `edges { cursor node { id number kind state body version writtenAt editedAt repliesToId repliesToNumber
  replyCount author { id publicName } %more } } pageInfo { hasNextPage endCursor }`;
const BESIDE = `anchor { state quote now { paragraph start end } } moderations { state reason }
  viewerMayEdit { allowed } viewerMayHide { allowed }`;

const page = (threadId: string, after: string | null, more: string): string =>
  JSON.stringify({
    query: `query Page($id: ID!, $after: String) { node(id: $id) { __typename ... on Thread {
      contributions(first: ${PAGE}, after: $after) { ${ROWS.replace('%more', more)} } } } }`,
    variables: { id: threadId, after },
  });

/** A page of a thread of 500 contributions, beside the one statement that reads the same rows, in the same run. */
export async function benchThread(stage: Stage, say: (line: string) => void): Promise<void> {
  const { collectiveId } = fromGlobalId(stage.pollId) as { collectiveId: string };
  const threadId = await talk(stage, collectiveId);
  const cursors = [null, 100, 200, 300, 400].map((number) => number && cursorAt(number));
  const read =
    (more: string) =>
    (place: number): Promise<void> =>
      ask(
        stage.serviceUrl,
        stage.tokens[place % stage.tokens.length] as string,
        page(threadId, cursors[place % cursors.length] as string | null, more),
        '"hasNextPage"',
      );
  await rateOf(100, read(''));
  await rateOf(100, read(BESIDE));
  const [rate, share] = await watchProcessors(
    () => stage.roots().flatMap(family),
    () => rateOf(REQUESTS, read('')),
  );
  sayRate(say, `a page of ${PAGE} of ${CONTRIBUTIONS} contributions over HTTP, 32 clients`, rate);
  if (share)
    say(
      `processors meanwhile: ours ${share.ours} %, others ${share.others} %, stolen ${share.stolen} %, idle ${share.idle} %`,
    );
  const raw = await rawPages(stage, collectiveId, (fromGlobalId(threadId) as { id: string }).id);
  sayRate(say, 'its statement alone, from Node, 32 at once', raw);
  say(`ratio to the statement alone: ${(rate.perSecond / raw.perSecond).toFixed(2)}`);
  sayRate(
    say,
    'the same page with passages, moderations and permissions',
    await rateOf(REQUESTS, read(BESIDE)),
  );
}

const cursorAt = (number: number): string => Buffer.from(`[${number}]`).toString('base64url');

async function rawPages(stage: Stage, collectiveId: string, threadId: string): Promise<Rate> {
  const pool = new pg.Pool({ connectionString: stage.database.url, max: 10 });
  const { rows } = await pool.query<{ id: string }>(
    'SELECT id FROM ormee.member WHERE collective_id = $1 LIMIT 1',
    [collectiveId],
  );
  const rate = await rateOf(REQUESTS, async (place) => {
    const values = [collectiveId, rows[0]?.id, [threadId], (place % 5) * 100, null, PAGE + 1];
    await pool.query({ name: 'page', text: CONTRIBUTIONS_PAGE, values });
  });
  await pool.end();
  return rate;
}

/** Everybody speaks in a thread about one proposal, a fifth of them about a passage of it. */
async function talk(stage: Stage, collectiveId: string): Promise<string> {
  const client = new pg.Client(stage.database.url);
  await client.connect();
  const { rows } = await client.query<{ id: string }>(
    'SELECT id FROM ormee.proposal WHERE collective_id = $1 ORDER BY id LIMIT 1',
    [collectiveId],
  );
  const proposalId = toGlobalId('Proposal', collectiveId, rows[0]?.id as string);
  const act = (name: string, input: object, place: number): Promise<void> =>
    ask(
      stage.serviceUrl,
      stage.tokens[place % stage.tokens.length] as string,
      JSON.stringify({
        query: `mutation Act($input: ${name.charAt(0).toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { __typename } }`,
        variables: { input },
      }),
      'Success',
    );
  await act('openThread', { subjects: [{ proposalId }] }, 0);
  const threads = await client.query<{ id: string }>('SELECT id FROM ormee.thread WHERE collective_id = $1', [
    collectiveId,
  ]);
  await client.end();
  const threadId = toGlobalId('Thread', collectiveId, threads.rows[0]?.id as string);
  const anchor = { readIn: { proposal: { proposalId, version: 1 } }, quote: 'Pour mesurer' };
  await rateOf(CONTRIBUTIONS, (place) => {
    const body = `Une **idée** de plus, la ${place}, dite en quelques mots.\n\nEt pourquoi pas.`;
    const said = { threadId, kind: place % 3 ? 'ARGUMENT_FOR' : 'CONCERN', body };
    return act('contribute', place % 5 ? said : { ...said, anchor }, place);
  });
  return threadId;
}

const sayRate = (say: (line: string) => void, what: string, { perSecond, p50, p99 }: Rate): void =>
  say(
    `${what}: ${Math.round(perSecond)} a second, median ${p50.toFixed(1)} ms, 99th percentile ${p99.toFixed(1)} ms`,
  );
