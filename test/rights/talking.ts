import { answerConcern, voice } from '../world/concerns.js';
import { TestThread } from '../world/threads.js';
import type { TestMember } from '../world/world.js';
import type { Arrange } from './arrangements.js';
import type { Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members'>;

/** A thread in which everybody speaks, about passages too, and of which words were hidden, appealed and upheld. */
export async function talk(stage: Stage): Promise<void> {
  const { collective, name, members } = stage;
  const { facilitator, teller, member, holder, legal, timekeeper } = members;
  const proposal = await collective.propose({
    by: member,
    title: `${name}: de quoi parler`,
    rationale: `À ${name}, on parle le mardi soir.`,
  });
  const thread = await TestThread.open(collective, {
    by: facilitator,
    title: `${name}: parlons-en`,
    subjects: [{ proposalId: proposal.id }],
  });
  const body = `Un mot de ${name}.`;
  const question = await thread.say({
    by: teller,
    kind: 'QUESTION',
    body,
    anchor: { readIn: { proposal: { proposalId: proposal.id, version: 1 } }, quote: 'le mardi soir' },
  });
  await thread.say({ by: holder, kind: 'ANSWER', body, repliesToId: question.id });
  await thread.say({ by: legal, body, anchor: await inProvision(stage) });
  await thread.say({ by: facilitator, body });
  const own = await thread.say({ by: member, body });
  await member.does('editContribution', { contributionId: own.id, expectedVersion: 1, body: `${body} Non.` });
  await hideAndUphold(thread, { author: legal, by: holder, other: timekeeper, name });
  await hideTitle(collective, { author: legal, by: holder, other: timekeeper, name });
  for (const by of [teller, holder, legal, facilitator, member])
    await by.does('markThreadRead', { threadId: thread.id, upTo: 2 });
  for (const [expectedVersion, by] of [member, legal].entries())
    await by.does('summarizeThread', {
      threadId: thread.id,
      expectedVersion,
      upTo: 3,
      body: `${body} Bref.`,
    });
  await worry(stage);
}

/** Of a question that was decided: a concern that was answered in every way, and whose date came again. */
async function worry({ collective, members: { member }, name }: Stage): Promise<void> {
  const { id } = await voice(member, await decidedIn(collective), {
    body: `${name}: et si ?`,
    reviewAt: await collective.world.in('30 days'),
  });
  const other = await collective.propose({ by: member, title: `${name}: autrement` });
  const body = `${name}: reparlons-en.`;
  const date = { lookAgainAt: await collective.world.in('60 days') };
  for (const answer of [{ threadTitle: `${name}: et alors ?` }, date, { proposalId: other.id }, date])
    await answerConcern(member, id, answer, body);
  // Nobody waits on a stage.
  await collective.world.sql(
    `UPDATE ormee.concern SET state = 'DUE' WHERE collective_id = $1 AND contribution_id = $2`,
    [collective.id, collective.rowId(id)],
  );
}

/** A question of the collective that was adopted, and that members read. */
async function decidedIn(collective: Stage['collective']): Promise<Parameters<typeof voice>[1]> {
  const [decision] = await collective.world.sql<{ id: string }>(
    `SELECT decision.proposal_id AS id FROM ormee.decision decision
     JOIN ormee.proposal proposal ON proposal.collective_id = decision.collective_id AND proposal.id = decision.proposal_id
     WHERE decision.collective_id = $1 AND decision.outcome = 'ADOPTED' AND decision.group_id IS NULL
       AND proposal.visibility IN ('PUBLIC', 'MEMBERS')
     ORDER BY decision.id LIMIT 1`,
    [collective.id],
  );
  return { collective, id: collective.globalId('Proposal', (decision as { id: string }).id) };
}

/** Words of a provision of the bylaws, as they were first written. */
async function inProvision({ collective }: Stage): Promise<object> {
  const [version] = await collective.world.sql<{ id: string; body: string }>(
    `SELECT id, body FROM ormee.provision_version WHERE collective_id = $1 AND provision_id = $2
     ORDER BY known_until NULLS LAST LIMIT 1`,
    [collective.id, collective.planted.provisionOf('Règle 2')],
  );
  const { id, body } = version as { id: string; body: string };
  const quote = body.split(/\s/).slice(0, 3).join(' ');
  return { readIn: { provisionVersionId: collective.globalId('ProvisionVersion', id) }, quote };
}

interface Hiding {
  readonly author: TestMember;
  readonly by: TestMember;
  readonly other: TestMember;
  readonly name: string;
}

async function hideAndUphold(thread: TestThread, { author, by, other, name }: Hiding): Promise<void> {
  const { id: contributionId } = await thread.say({ by: author, body: `Une injure de ${name}.` });
  const reason = `À ${name}, on ne parle pas ainsi.`;
  await by.does('hideContribution', { contributionId, version: 1, reason });
  await author.does('appealModeration', { contributionId, reason });
  await other.does('answerModerationAppeal', { contributionId, uphold: true, reason });
}

/** A thread whose title was hidden, and stays so. */
async function hideTitle(
  collective: Stage['collective'],
  { author, by, other, name }: Hiding,
): Promise<void> {
  const { id: threadId } = await TestThread.open(collective, { by: author, title: `Une injure de ${name}.` });
  const reason = `À ${name}, on n’intitule pas ainsi.`;
  await by.does('hideThreadWords', { threadId, reason });
  await author.does('appealThreadModeration', { threadId, reason });
  await other.does('answerThreadModerationAppeal', { threadId, uphold: true, reason });
}

/** What somebody said in a thread of its own. */
async function said(
  first: Furnished,
  by: TestMember,
): Promise<{ thread: TestThread; contributionId: string }> {
  const thread = await TestThread.open(first.collective, {
    by: first.members.member,
    title: 'Ormeau: à nouveau',
  });
  return { thread, contributionId: (await thread.say({ by, body: 'Ormeau: un mot.' })).id };
}

/** A thread that somebody named. */
const named = async (first: Furnished, by: TestMember): Promise<string> =>
  (await TestThread.open(first.collective, { by, title: 'Ormeau: un titre' })).id;

const REASON = 'Ormeau: une raison.';

async function hidden(first: Furnished, author: TestMember, by: TestMember): Promise<string> {
  const { contributionId } = await said(first, author);
  await by.does('hideContribution', { contributionId, version: 1, reason: REASON });
  return contributionId;
}

/** How the rows about threads come about. */
export const arrangementsOfThreads: Readonly<Record<string, Arrange>> = {
  openThread: async ({ collective, members: { member } }) => {
    const proposal = await collective.propose({ by: member, title: 'Ormeau: à discuter' });
    return { input: { subjects: [{ proposalId: proposal.id }] } };
  },
  shareThread: async (first) => {
    const { thread } = await said(first, first.members.member);
    const proposal = await first.collective.propose({ by: first.members.member, title: 'Ormeau: aussi' });
    return { input: { threadId: thread.id, subject: { proposalId: proposal.id } } };
  },
  contribute: async (first) => {
    const { thread } = await said(first, first.members.member);
    return { input: { threadId: thread.id, kind: 'SUGGESTION', body: 'Ormeau: une idée.' } };
  },
  'editContribution of the member': async (first) => {
    const { contributionId } = await said(first, first.members.member);
    return { input: { contributionId, expectedVersion: 1, body: 'Ormeau: un autre mot.' } };
  },
  'withdrawContribution of the member': async (first) => {
    const { contributionId } = await said(first, first.members.member);
    return { input: { contributionId } };
  },
  markThreadRead: async (first) => {
    const { thread } = await said(first, first.members.member);
    return { input: { threadId: thread.id, upTo: 1 } };
  },
  'reviewConcern of the member': async (first) => {
    const { world } = first.collective;
    const reviewAt = await world.in('30 days');
    const { id } = await voice(first.members.member, await decidedIn(first.collective), { reviewAt });
    const answer = { lookAgainAt: await world.in('60 days') };
    return { input: { contributionId: id, body: REASON, answer } };
  },
  summarizeThread: async (first) => {
    const { thread } = await said(first, first.members.member);
    return { input: { threadId: thread.id, expectedVersion: 0, upTo: 1, body: 'Ormeau: un mot.' } };
  },
  hideContribution: async (first) => {
    const { contributionId } = await said(first, first.members.timekeeper);
    return { input: { contributionId, version: 1, reason: REASON } };
  },
  hideThreadWords: async (first) => {
    const threadId = await named(first, first.members.timekeeper);
    return { input: { threadId, reason: REASON } };
  },
  'appealThreadModeration of the member': async (first) => {
    const { member, holder } = first.members;
    const threadId = await named(first, member);
    await holder.does('hideThreadWords', { threadId, reason: REASON });
    return { input: { threadId, reason: REASON } };
  },
  answerThreadModerationAppeal: async (first) => {
    const { legal, timekeeper } = first.members;
    const threadId = await named(first, legal);
    await timekeeper.does('hideThreadWords', { threadId, reason: REASON });
    await legal.does('appealThreadModeration', { threadId, reason: REASON });
    return { input: { threadId, uphold: true, reason: REASON } };
  },
  'appealModeration of the member': async (first) => ({
    input: {
      contributionId: await hidden(first, first.members.member, first.members.holder),
      reason: REASON,
    },
  }),
  answerModerationAppeal: async (first) => {
    const { legal, timekeeper } = first.members;
    const contributionId = await hidden(first, legal, timekeeper);
    await legal.does('appealModeration', { contributionId, reason: REASON });
    return { input: { contributionId, uphold: true, reason: REASON } };
  },
};
