import type { GraphQLObjectType, GraphQLSchema } from 'graphql';
import { signIn } from '../../src/auth/sign-in.js';
import { mintLink } from '../../src/platform/links/links.js';
import { TestAssembly, type TestPoll, type TestProposal } from '../world/decisions.js';
import type { World } from '../world/world.js';
import { allOf, contentsOf, type Ask, type Contents } from './reading.js';
import { convene, type Furnished, type Person, type Traces } from './stage.js';

/** What somebody sends to an act, and with which session where it is not their usual one. */
export interface Sent {
  readonly input: object;
  readonly token?: string;
}

/** Makes the situation of a row anew in the first collective, so that nobody meets what another one left behind. */
export type Arrange = (first: Furnished, person: Person) => Promise<Sent>;

const put = ({ collective, members }: Furnished): Promise<TestProposal> =>
  collective.propose({ by: members.member, title: 'Ormeau: à nouveau' });

const open = async (first: Furnished): Promise<TestPoll> => (await put(first)).open();

/** A poll whose deadline has passed, which the clock's job has not shut. */
async function past(first: Furnished): Promise<TestPoll> {
  const poll = await open(first);
  await first.collective.world.sql(
    `UPDATE ormee.poll SET opened_at = opened_at - interval '10 days', closes_at = ormee.instant() - interval '1 second'
     WHERE id = $1`,
    [first.collective.rowId(poll.id)],
  );
  return poll;
}

/** A poll that is shut, and not proclaimed yet. */
async function shut(first: Furnished): Promise<TestPoll> {
  const poll = await past(first);
  await first.collective.world.sql(
    `UPDATE ormee.poll SET state = 'CLOSED', closed_at = closes_at WHERE id = $1`,
    [first.collective.rowId(poll.id)],
  );
  return poll;
}

const DOUBT = { version: 1, ground: { stricterMatter: 'DEEP' }, reason: 'C’est plus grave.' };

async function proclaimed(first: Furnished): Promise<string> {
  const { id } = await shut(first);
  await first.members.member.does('proclaimPoll', { pollId: id });
  return id;
}

/** Nobody is accused of anything. */
const peace = ({ collective }: Furnished): Promise<object> =>
  collective.world.sql(
    `UPDATE ormee.exclusion SET state = 'WITHDRAWN' WHERE collective_id = $1 AND state = 'OPEN'`,
    [collective.id],
  );

/** Grounds sent by one to another. */
async function accused(
  first: Furnished,
  by: 'member' | 'timekeeper',
  who: 'member' | 'timekeeper',
): Promise<string> {
  await peace(first);
  const { exclusion } = await first.members[by].does<{ exclusion: { id: string } }>(
    'openExclusion',
    { memberId: first.members[who].id, grounds: 'Ormeau: des faits graves' },
    'exclusion { id }',
  );
  return exclusion.id;
}

const another = ({ members }: Furnished): Promise<TestAssembly> =>
  TestAssembly.running([members.facilitator, members.teller, members.legal, members.timekeeper], 'PHYSICAL');

/** A sitting with the same people, and the global id of the role that one of them takes. */
async function sittingWithRole(first: Furnished): Promise<{ assemblyId: string; mandateId: string }> {
  const { assembly } = await first.members.timekeeper.does<{ assembly: { roles: { id: string }[] } }>(
    'takeRole',
    { assemblyId: first.assembly.id, role: 'QUEUE_KEEPER' },
    'assembly { roles { id } }',
  );
  return { assemblyId: first.assembly.id, mandateId: assembly.roles.at(-1)?.id as string };
}

/** A link as its owner opens it: a member's of the first collective. */
async function link({ collective, members }: Furnished): Promise<string> {
  const { memberId } = members.member;
  return collective.world.transactions.write((tx) =>
    mintLink(tx, { collectiveId: collective.id, memberId }, 'SIGN_IN', 'P1D'),
  );
}

/** A session of its own, to end; whoever has none shows none. */
async function sessionToEnd(world: World, person: Person, members: readonly SessionOwner[]): Promise<Sent> {
  const owner = members.find(({ id }) => id === person.id);
  if (!owner) return { input: {} };
  const { token } = await world.transactions.write(async (tx) =>
    signIn(tx, await mintLink(tx, owner, 'SIGN_IN', 'P1D')),
  );
  return { input: {}, token };
}
export interface SessionOwner {
  readonly id: string;
  readonly collectiveId: string;
  readonly memberId: string;
}

const revisionOf = async (first: Furnished, person: Person): Promise<number> => {
  const voter = first.collective.members.find(({ id }) => id === person.id)?.memberId;
  const ballots = await first.openPoll.ballots();
  return ballots.find(({ member }) => member === voter)?.revision ?? 0;
};

const ballotIn = (pollId: string, expectedRevision = 0): Sent => ({
  input: { pollId, expectedRevision, ballot: { choice: 'FOR' } },
});

const pollIn = async (poll: Promise<TestPoll>): Promise<Sent> => ({ input: { pollId: (await poll).id } });

/** How each row of the table of acts comes about. */
export const arrangements = (members: readonly SessionOwner[]): Readonly<Record<string, Arrange>> => ({
  submitProposal: async ({ collective }) => ({
    input: {
      title: 'Ormeau: un texte',
      effects: [
        {
          patchText: {
            textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
            operations: [
              { insert: { content: { number: 'Règle 9', heading: '', body: 'De nouveaux mots.' } } },
            ],
          },
        },
      ],
    },
  }),
  'reviseProposal of the member': async (first) => ({
    input: { proposalId: (await put(first)).id, expectedVersion: 1, title: 'Ormeau: revu' },
  }),
  supportProposal: async (first) => ({ input: { proposalId: (await put(first)).id, version: 1 } }),
  withdrawSupport: async (first) => ({ input: { proposalId: (await put(first)).id, version: 1 } }),
  'openPoll online': async (first) => ({
    input: {
      proposalId: (await put(first)).id,
      version: 1,
      closesAt: await first.collective.world.in('8 days'),
    },
  }),
  'openPoll in a sitting': async (first) => ({
    input: { proposalId: (await put(first)).id, version: 1, assemblyId: first.assembly.id },
  }),
  castBallot: async (first) => ballotIn((await open(first)).id),
  'castBallot on a roll drawn up before': async (first, person) =>
    ballotIn(first.openPoll.id, await revisionOf(first, person)),
  'castBallot in a sitting': async (first) => ballotIn((await (await put(first)).openIn(first.assembly)).id),
  callLastCall: async (first) => pollIn((await put(first)).openIn(first.assembly)),
  'closePoll before its deadline': (first) => pollIn(open(first)),
  'closePoll after its deadline': (first) => pollIn(past(first)),
  proclaimPoll: (first) => pollIn(shut(first)),
  exportCollective: async () => ({ input: {} }),
  conveneAssembly: async () => ({ input: { title: 'Une assemblée', form: 'REMOTE' } }),
  startAssembly: async ({ members: { member } }) => ({
    input: { assemblyId: await convene(member, 'Ormeau: à ouvrir') },
  }),
  checkIn: async ({ members: { member } }) => ({
    input: { assemblyId: await convene(member, 'Ormeau: à rejoindre') },
  }),
  checkOut: async (first) => ({ input: { assemblyId: (await another(first)).id } }),
  'checkIn of somebody else': async ({ assembly, members: { timekeeper } }) => ({
    input: { assemblyId: assembly.id, memberId: timekeeper.id },
  }),
  takeRole: async ({ assembly }) => ({ input: { assemblyId: assembly.id, role: 'TELLER' } }),
  'takeRole of the facilitator': async ({ assembly }) => ({
    input: { assemblyId: assembly.id, role: 'FACILITATOR' },
  }),
  'leaveRole that one does not hold': async ({ assembly }) => ({
    input: { assemblyId: assembly.id, role: 'MINUTE_TAKER' },
  }),
  objectToRole: async (first) => ({ input: await sittingWithRole(first) }),
  endAssembly: async (first) => ({ input: { assemblyId: (await another(first)).id } }),
  'endAssembly that nobody facilitates': async (first) => {
    const assemblyId = (await another(first)).id;
    await first.members.facilitator.does('leaveRole', { assemblyId, role: 'FACILITATOR' });
    return { input: { assemblyId } };
  },
  handBackMandate: async ({ mandates }) => ({ input: { mandateId: mandates.press } }),
  openExclusion: async (first) => {
    await peace(first);
    return { input: { memberId: first.members.timekeeper.id, grounds: 'Ormeau: des faits graves' } };
  },
  'answerExclusion of the member': async (first) => ({
    input: { exclusionId: await accused(first, 'timekeeper', 'member'), answer: 'Je conteste.' },
  }),
  'sayLastWord of the member': async (first) => ({
    input: { exclusionId: await accused(first, 'timekeeper', 'member'), words: 'Rien de plus.' },
  }),
  'withdrawExclusion that the member opened': async (first) => ({
    input: { exclusionId: await accused(first, 'member', 'timekeeper') },
  }),
  'appealExclusion of somebody else': async (first) => ({
    input: { exclusionId: await accused(first, 'member', 'timekeeper'), reason: 'C’est injuste.' },
  }),
  challengeProposal: async (first) => ({ input: { ...DOUBT, proposalId: (await put(first)).id } }),
  'withdrawChallenge of the member': async (first) => {
    const { proposal } = await first.members.member.does<{ proposal: { challenges: { id: string }[] } }>(
      'challengeProposal',
      { ...DOUBT, proposalId: (await put(first)).id },
      'proposal { challenges { id } }',
    );
    return { input: { challengeId: proposal.challenges[0]?.id } };
  },
  contestOutcome: async (first) => ({ input: { pollId: await proclaimed(first), reason: 'Mal compté.' } }),
  'withdrawContest of the member': async (first) => {
    const { contest } = await first.members.member.does<{ contest: { id: string } }>(
      'contestOutcome',
      { pollId: await proclaimed(first), reason: 'Mal compté.' },
      'contest { id }',
    );
    return { input: { contestId: contest.id } };
  },
  'signIn with a link': async (first) => ({ input: { link: await link(first) } }),
  signOut: ({ collective: { world } }, person) => sessionToEnd(world, person, members),
});

/** What somebody got from an act. */
export interface Performed extends Contents {
  /** The code of its refusal, `DONE`, or `THEIR OWN` for a stranger who was told nothing of the first collective. */
  readonly cell: string;
  /** What it answered, without what was sent. */
  readonly answer: unknown;
}

/** Performs an act, and asks for everything that it may answer. */
export async function perform(
  { ask, schema, traces }: { readonly ask: Ask; readonly schema: GraphQLSchema; readonly traces: Traces },
  act: string,
  person: Person,
  { input, token = person.token ?? undefined }: Sent,
): Promise<Performed> {
  const { data, errors } = await ask(token ?? null, documentOf(schema, act), { input });
  const payload = data?.[act] as { readonly code?: string } | undefined;
  const answer = without(stringsOf(input), { data, errors });
  const done = person.role === 'stranger' && !traces.ofCollective(answer, person) ? 'THEIR OWN' : 'DONE';
  const cell = errors ? (errors[0]?.extensions?.code ?? 'FAULT') : (payload?.code ?? done);
  return { cell, answer, ...contentsOf(payload, person) };
}

/** What an act answers to whom it is done for: everything in it is theirs to see. */
export const successOf = (schema: GraphQLSchema, act: string): GraphQLObjectType =>
  schema.getType(`${capital(act)}Success`) as GraphQLObjectType;

const capital = (act: string): string => act.charAt(0).toUpperCase() + act.slice(1);

const documentOf = (schema: GraphQLSchema, act: string): string =>
  `mutation($input: ${capital(act)}Input!) { ${act}(input: $input) { __typename
    ... on ${capital(act)}Success { ${allOf(schema, successOf(schema, act), 1)} }
    ... on Problem { code message path facts { name value } } } }`;

const stringsOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(stringsOf) : [value];

/** Who is told again what they said has learnt nothing. */
const without = (sent: readonly unknown[], answer: object): unknown =>
  JSON.parse(JSON.stringify(answer, (_, value: unknown) => (sent.includes(value) ? null : value)));
