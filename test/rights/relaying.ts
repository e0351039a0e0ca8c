import type { TestPoll, TestProposal } from '../world/decisions.js';
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
  sign left left sign none +    none none none sign none : contestRelayedBallot of the member
`;

export const RELAY_MUTATIONS = [
  'askForRelay',
  'endRelay',
  'castForMember',
  'recordReached',
  'contestRelayedBallot',
];

/** an le ex si lg me ho fa te hs st */
export const RELAY_FIELDS = `
  .  .  .  .  .  +  .  .  .  .  .  Viewer: relay relayedBallots
  .  .  .  .  .  +  .  .  .  .  .  OwnRelay: way since recordedBy
  .  .  .  .  .  +  .  .  .  .  .  RelayedBallot: pollId revision way relayedBy stands contested
  .  .  .  .  +  +  +  +  +  .  .  Poll: relayedBy contestedRelayedCount waitsForUnreached
  .  .  .  .  +  +  +  +  +  .  .  PollWait: askedFor unreachedCount awaitsYou message
  .  .  .  .  +  +  +  +  +  .  .  RelayCount: relayId
  .  .  .  .  .  .  .  .  .  .  .  RelayCount: ballotCount
  .  .  .  .  .  .  +  .  .  .  .  CallToMake: memberId publicName questions
  .  .  .  .  .  .  +  .  .  .  .  QuestionToAsk: pollId title closesAt reached
`;

/** The member asks for a relay, and the mandate holder brings their ballot; the box waits for somebody who has no address then. */
export async function askAndRelay({
  collective,
  members: { member, holder, timekeeper },
}: Pick<Furnished, 'collective' | 'members'>): Promise<void> {
  await member.does('askForRelay', { memberId: member.id, way: 'ONESELF' });
  const proposal = await collective.propose({ by: member, title: 'Par un relais' });
  const poll = await opened(collective, timekeeper.memberId, proposal);
  await holder.does('castForMember', bringing(member.id, poll.id));
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
  };
};
