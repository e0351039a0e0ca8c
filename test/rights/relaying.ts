import { TestProposal, type TestPoll } from '../world/decisions.js';
import type { TestMember } from '../world/world.js';
import type { Arrange, Sent } from './arrangements.js';
import type { Furnished } from './stage.js';

/**
 * Without a screen, in the tables of who may what: who asks for a relay, and what relays bring.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const RELAY_ACTS = `
  sign left left sign pers +    +    +    +    sign none : askForRelay
  sign left left sign mand mand +    mand mand sign none : endRelay
  sign left left sign pers mand +    mand mand sign none : castForMember, recordReached
  sign none none sign none +    none none none sign none : contestRelayedBallot of the member
  sign left left sign none +    none none none sign none : contestRelayedAct of the member
  sign left left sign pers mand +    mand mand sign none : contribute for somebody
`;

type Stage = Pick<Furnished, 'collective' | 'members'>;

export const RELAY_MUTATIONS = [
  'askForRelay',
  'endRelay',
  'castForMember',
  'recordReached',
  'contestRelayedAct',
];

/** an le ex si lg me ho fa te hs st */
export const RELAY_FIELDS = `
  .  .  .  .  .  +  .  .  .  .  .  Viewer: relay relayedBallots relayedActs
  .  .  .  .  .  +  .  .  .  .  .  RelayedAct: id act aboutId way relayedBy contested relayedAt
  .  .  .  .  +  +  +  +  +  .  .  RelayMark: way relayedBy contested
  .  .  .  .  .  +  .  .  .  .  .  OwnRelay: way otherActs since recordedBy
  .  .  .  .  .  +  .  .  .  .  .  RelayedBallot: pollId revision way relayedBy stands contested
  .  .  .  .  +  +  +  +  +  .  .  Poll: relayedBy contestedRelayedCount waitsForUnreached
  .  .  .  .  +  +  +  +  +  .  .  PollWait: askedFor unreachedCount awaitsYou message
  .  .  .  .  +  +  +  +  +  .  .  RelayCount: relayId
  .  .  .  .  .  .  .  .  .  .  .  RelayCount: ballotCount
  .  .  .  .  .  .  +  .  .  .  .  CallToMake: memberId publicName wroteThemDown questions
  .  .  .  .  .  .  +  .  .  .  .  QuestionToAsk: pollId title closesAt reached
`;

/** The member asks for a relay, and the mandate holder brings their ballot; the box waits for somebody who has no address then. */
export async function askAndRelay({ collective, members }: Stage): Promise<void> {
  const { member, holder, timekeeper } = members;
  await member.does('askForRelay', { memberId: member.id, way: 'ONESELF', otherActs: true });
  const proposal = await putFor(collective, member, holder);
  const poll = await opened(collective, timekeeper.memberId, proposal);
  await holder.does('castForMember', bringing(member.id, poll.id));
  await broughtBy(collective, member, holder);
}

/** Opened while somebody has no address, and the rule gives such people more time: no other poll of the stage waits. */
async function opened(
  { world, id }: Furnished['collective'],
  memberId: string,
  proposal: TestProposal,
): Promise<TestPoll> {
  const [{ email } = { email: '' }] = await world.sql<{ email: string }>(
    'SELECT email FROM ormee.member WHERE id = $1',
    [memberId],
  );
  const set = async (address: string | null, clause: string): Promise<void> => {
    await world.sql('UPDATE ormee.member SET email = $2 WHERE id = $1', [memberId, address]);
    await world.sql(
      `UPDATE ormee.clause_version SET clause = ${clause}
       WHERE collective_id = $1 AND matter = 'ROUTINE' AND in_force_until IS NULL`,
      [id],
    );
  };
  await set(null, `clause || '{"minimumVotingUnreached": "P9D"}'`);
  const poll = await proposal.open();
  await set(email, `clause - 'minimumVotingUnreached'`);
  return poll;
}

const bringing = (memberId: string, pollId: string): object => ({
  ...{ memberId, pollId, expectedRevision: 0, ballot: { choice: 'FOR' }, way: 'PHONE', readBack: true },
});

/** Somebody for whom a member who is in no row keeps a paper, and a poll that opens after that. */
const withPaper = async (
  { collective, members: { member, timekeeper } }: Furnished,
  memberId: string,
): Promise<{ memberId: string; pollId: string }> => {
  await timekeeper.does('askForRelay', { memberId, way: 'PAPER' });
  const poll = await (await collective.propose({ by: member, title: 'Ormeau: à dire' })).open();
  return { memberId, pollId: poll.id };
};

/** How the rows about relays come about. `newcomer`: somebody of whom no row has said anything yet. */
export const arrangementsOfRelays = (
  newcomer: (first: Furnished) => Promise<{ readonly id: string }>,
): Readonly<Record<string, Arrange>> => {
  const written = async (first: Furnished) => withPaper(first, (await newcomer(first)).id);
  return {
    askForRelay: async (first): Promise<Sent> => ({
      input: { memberId: (await newcomer(first)).id, way: 'PAPER' },
    }),
    endRelay: async (first) => ({ input: { memberId: (await written(first)).memberId } }),
    castForMember: async (first) => {
      const { memberId, pollId } = await written(first);
      return { input: bringing(memberId, pollId) };
    },
    recordReached: async (first) => ({ input: await written(first) }),
    'contestRelayedBallot of the member': async (first) => {
      const { member, holder } = first.members;
      const poll = await (await first.collective.propose({ by: member, title: 'Ormeau: mal dit' })).open();
      await holder.does('castForMember', bringing(member.id, poll.id));
      return { input: { pollId: poll.id } };
    },
    'contestRelayedAct of the member': async (first) => {
      const { member, holder } = first.members;
      const relayedActId = await saidFor(first.collective, member.id, holder);
      return { input: { relayedActId } };
    },
    'contribute for somebody': async (first) => {
      const { id: memberId } = await newcomer(first);
      const { world, id } = first.collective;
      await first.members.timekeeper.does('askForRelay', { memberId, way: 'PAPER', otherActs: true });
      await world.sql(
        `UPDATE ormee.relay_request SET way = 'ONESELF', asked_by = member_id
         WHERE collective_id = $1 AND asked_by = $2 AND ended_at IS NULL`,
        [id, first.members.timekeeper.memberId],
      );
      return { input: await wordsIn(first.collective), speaksFor: speakingFor(memberId) };
    },
  };
};

/** Words that somebody could say in a thread of the stage that is about nothing. */
async function wordsIn(collective: Stage['collective']): Promise<object> {
  const [thread] = await collective.world.sql<{ id: string }>(
    `SELECT id FROM ormee.thread WHERE collective_id = $1 AND NOT EXISTS (SELECT FROM ormee.thread_subject subject
       WHERE subject.collective_id = thread.collective_id AND subject.thread_id = thread.id) ORDER BY id LIMIT 1`,
    [collective.id],
  );
  const threadId = collective.globalId('Thread', (thread as { id: string }).id);
  return { threadId, kind: 'REACTION', body: 'Ormeau: dit par un relais.' };
}

const speakingFor = (memberId: string): object => ({ memberId, way: 'PHONE', readBack: true });

/** Says something for somebody; answers what says that it was. */
async function saidFor(
  collective: Stage['collective'],
  memberId: string,
  relay: TestMember,
): Promise<string> {
  const { contribute } = await relay.ask<{ contribute: { relayedActId: string } }>(
    `mutation($input: ContributeInput!, $for: SpeaksForInput) { contribute(input: $input, speaksFor: $for) {
       ... on RelayedSuccess { relayedActId } } }`,
    { input: await wordsIn(collective), for: speakingFor(memberId) },
  );
  return contribute.relayedActId;
}

/** Words of somebody's, as if a relay had brought them: a thread of the stage has room for no more. */
async function broughtBy(
  collective: Stage['collective'],
  author: TestMember,
  relay: TestMember,
): Promise<void> {
  await collective.world.sql(
    `INSERT INTO ormee.relayed_act (collective_id, id, member_id, relayed_by, way, act, about_kind, about_id, relayed_at)
     SELECT collective_id, gen_random_uuid(), author_id, $3, 'PHONE', 'contribute', 'Contribution', id, written_at
     FROM ormee.contribution WHERE collective_id = $1 AND author_id = $2 AND state = 'STANDING' ORDER BY id LIMIT 1`,
    [collective.id, author.memberId, relay.memberId],
  );
}

/** A question that a relay puts for somebody. */
async function putFor(
  collective: Stage['collective'],
  member: TestMember,
  relay: TestMember,
): Promise<TestProposal> {
  const title = 'Par un relais';
  const { submitProposal } = await relay.ask<{ submitProposal: { aboutId: string } }>(
    `mutation($input: SubmitProposalInput!, $for: SpeaksForInput) { submitProposal(input: $input, speaksFor: $for) {
       ... on RelayedSuccess { aboutId } } }`,
    { input: { title }, for: speakingFor(member.id) },
  );
  return new TestProposal(collective, submitProposal.aboutId, member, 1, 'ROUTINE');
}
