// One decision of an assembly, from proposal to statutes, by a client that knows only what `npm start` printed:
//   npm run example -- URL LINK LINK LINK LINK LINK
// It uses what any language has: HTTP, JSON and this file. Each step below is one operation of the API.
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

/** What the client does besides asking the API: it says each step, and waits some seconds. */
export interface Surroundings {
  readonly say: (line: string) => void;
  readonly wait: (seconds: number) => Promise<void>;
}

const VOTERS = 5;
const LAST_CALL_SECONDS = 60;
const SENTENCE = 'Une fois par an, nous les relisons ensemble.';

/** Plays the decision with the members whose one-time links are given, five at least; the first one facilitates. */
export async function playFirstDecision(
  url: string,
  links: readonly string[],
  { say, wait }: Surroundings,
): Promise<void> {
  if (links.length < VOTERS) throw new Error(`This takes ${VOTERS} links at least: npm start prints them.`);

  const members: Member[] = [];
  for (const link of links) members.push(await Member.signIn(url, link));
  const [facilitator, author] = members as [Member, Member];
  say(`1. Signed in: ${members.map(({ name }) => name).join(', ')}.`);

  const today = await facilitator.ask<Today>(TODAY);
  const [assembly] = today.assemblies.edges
    .map(({ node }) => node)
    .filter(({ state }) => state !== 'ENDED')
    .sort((a, b) => a.startsAt.localeCompare(b.startsAt));
  if (!assembly) throw new Error('No assembly sits today: start the service again, and one does.');
  await facilitator.act('startAssembly', { assemblyId: assembly.id });
  for (const member of members) await member.act('checkIn', { assemblyId: assembly.id });
  say(`2. ${assembly.title}: running, and ${members.length} of us are checked in.`);

  await facilitator.act('takeRole', { assemblyId: assembly.id, role: 'FACILITATOR' });
  say(`3. ${facilitator.name} facilitates.`);

  // To rewrite an article that a decision rule comes from, one also says what becomes of the rule: we take another.
  const statutes = statutesOf(today);
  const cited = today.collective.charter.map(({ clause }) => clause.provisionId);
  const article = statutes?.consolidated.provisions.findLast(
    ({ provisionId, body, repealedOn }) => body !== '' && !repealedOn && !cited.includes(provisionId),
  );
  if (!statutes || !article) throw new Error('The statutes have no article that no rule cites.');
  const { provisionId, number, heading, hash: expectedHash } = article;
  const before = article.body.replace(SENTENCE, '').trim();
  const body = article.body.includes(SENTENCE) ? before : `${before} ${SENTENCE}`;
  const replace = { provisionId, expectedHash, content: { number, heading, body } };
  const { proposal } = await author.act<{ proposal: { id: string; version: number; matter: string } }>(
    'submitProposal',
    {
      title: `${number} : relire nos décisions`,
      rationale: 'Une mémoire que personne ne lit ne sert à rien.',
      effects: [{ patchText: { textId: statutes.id, operations: [{ replace }] } }],
    },
    'proposal { id version matter }',
  );
  say(`4. ${author.name} proposes to change ${number} of « ${statutes.title} »: matter ${proposal.matter}.`);
  say(`   - ${article.body}\n   + ${body}`);

  const { poll } = await facilitator.act<{ poll: { id: string; rollCount: number; presentCount: number } }>(
    'openPoll',
    { proposalId: proposal.id, version: proposal.version, assemblyId: assembly.id },
    'poll { id rollCount presentCount }',
  );
  say(`5. The poll is open: ${poll.rollCount} on the roll, ${poll.presentCount} of them present.`);

  // The second one is against at first, the last one abstains.
  for (const [place, member] of members.entries()) {
    const choice = place === 1 ? 'AGAINST' : place === members.length - 1 ? 'ABSTAIN' : 'FOR';
    await cast(member, poll.id, 0, choice);
    say(`6. ${member.name} votes ${choice}.`);
  }
  const receipt = await cast(author, poll.id, 1, 'FOR');
  say(`7. ${author.name} changes that ballot to FOR. Receipt: ${receipt.signature.slice(0, 24)}…`);

  const { poll: closing } = await facilitator.act<{ poll: { closesAt: string } }>(
    'callLastCall',
    { pollId: poll.id },
    'poll { closesAt }',
  );
  say(`8. Last call: the box closes at ${closing.closesAt}. Waiting for ${LAST_CALL_SECONDS} seconds…`);
  await wait(LAST_CALL_SECONDS + 1);

  const { poll: closed } = await facilitator.act<{ poll: Closed }>('closePoll', { pollId: poll.id }, CLOSED);
  if (!closed.outcome || !closed.decision)
    throw new Error(`The poll is ${closed.state}, without a decision.`);
  say(
    `9. ${closed.outcome.code}: decision ${closed.decision.label}, effects ${closed.decision.effectsState}.`,
  );
  for (const sentence of closed.outcome.explanation) say(`   ${sentence}`);

  const after = statutesOf(await author.ask<Today>(TODAY));
  const now = after?.consolidated.provisions.find((one) => one.provisionId === provisionId) as Provision;
  say(`10. ${statutes.title}, ${now.number} : ${now.heading}`);
  say(`    ${now.body}`);
  say(`    Written by decision ${now.openedByLabel}, in force since ${now.inForceFrom}.`);
}

/** The text whose articles are the collective's own rules. */
const statutesOf = ({ legalTexts }: Today): Statutes | undefined =>
  legalTexts.edges.map(({ node }) => node).find(({ matter }) => matter === 'GOVERNANCE');

async function cast(
  voter: Member,
  pollId: string,
  expectedRevision: number,
  choice: string,
): Promise<Receipt> {
  const { ballot } = await voter.act<{ ballot: { receipt: Receipt } }>(
    'castBallot',
    { pollId, expectedRevision, ballot: { choice } },
    'ballot { receipt { text signature } }',
  );
  return ballot.receipt;
}

/** Somebody with a session: a link is exchanged for a token, which says who asks in every request. */
class Member {
  private constructor(
    private readonly server: string,
    private readonly token: string | null,
    readonly name: string,
  ) {}

  static async signIn(server: string, link: string): Promise<Member> {
    const secret = link.split('/').at(-1);
    const { token } = await new Member(server, null, '').act<{ token: string }>(
      'signIn',
      { link: secret },
      'token',
    );
    const me = await new Member(server, token, '').ask<{ viewer: { member: { publicName: string } } }>(
      '{ viewer { member { publicName } } }',
    );
    return new Member(server, token, me.viewer.member.publicName);
  }

  /** One GraphQL request. A top-level error is a fault of ours or of the service. */
  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const headers = { 'content-type': 'application/json', 'accept-language': 'fr' };
    const authorization = this.token === null ? {} : { authorization: `Bearer ${this.token}` };
    const request = { method: 'POST', body: JSON.stringify({ query, variables }) };
    const response = await fetch(`${this.server}/graphql`, {
      ...request,
      headers: { ...headers, ...authorization },
    });
    const { data, errors } = (await response.json()) as { data: T; errors?: { message: string }[] };
    if (errors?.[0]) throw new Error(errors[0].message);
    return data;
  }

  /** One act. Its answer is a union: the success, or a problem that says in words why not. */
  async act<T>(mutation: string, input: object, success = '__typename'): Promise<T> {
    const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
    const answers = await this.ask<Record<string, T & { problem?: string; code?: string }>>(
      `mutation ($input: ${name}Input!) { ${mutation}(input: $input) {
         ... on ${name}Success { ${success} } ... on Problem { code problem: message } } }`,
      { input },
    );
    const answer = answers[mutation] as T & { problem?: string; code?: string };
    if (answer.code !== undefined) throw new Error(`${mutation}: ${answer.code}. ${answer.problem}`);
    return answer;
  }
}

const TODAY = `{
  assemblies(first: 100) { edges { node { id title state startsAt } } }
  legalTexts { edges { node { id title matter consolidated {
    provisions { provisionId number heading body hash openedByLabel inForceFrom repealedOn } } } } }
  collective { charter { clause { provisionId } } }
}`;

const CLOSED = 'poll { state outcome { code explanation } decision { label effectsState } }';

interface Receipt {
  readonly text: string;
  readonly signature: string;
}

interface Provision {
  readonly provisionId: string;
  readonly number: string;
  readonly heading: string;
  readonly body: string;
  readonly hash: string;
  readonly openedByLabel: string;
  readonly inForceFrom: string;
  readonly repealedOn: string | null;
}

interface Statutes {
  readonly id: string;
  readonly title: string;
  readonly matter: string;
  readonly consolidated: { readonly provisions: readonly Provision[] };
}

interface Today {
  readonly assemblies: Page<{
    readonly id: string;
    readonly title: string;
    readonly state: string;
    readonly startsAt: string;
  }>;
  readonly legalTexts: Page<Statutes>;
  readonly collective: { readonly charter: readonly { readonly clause: { readonly provisionId: string } }[] };
}

interface Page<T> {
  readonly edges: readonly { readonly node: T }[];
}

interface Closed {
  readonly state: string;
  readonly outcome: { readonly code: string; readonly explanation: readonly string[] } | null;
  readonly decision: { readonly label: string; readonly effectsState: string } | null;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const [url = '', ...links] = process.argv.slice(2);
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  const wait = (seconds: number): Promise<void> => pause(seconds * 1_000);
  await playFirstDecision(url, links, { say, wait }).catch((error: unknown) => {
    process.stderr.write(`${(error as Error).message}\n`);
    process.exitCode = 1;
  });
}
