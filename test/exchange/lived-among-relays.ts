import { mandateFor, stayingSignedIn } from '../world/people.js';
import type { TestPoll } from '../world/decisions.js';
import { TestThread } from '../world/threads.js';
import type { TestCollective, TestMember, World } from '../world/world.js';

const bring = (relay: TestMember, member: TestMember, poll: TestPoll, more: object = {}) =>
  relay.does('castForMember', {
    ...{ memberId: member.id, pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } },
    ...{ way: 'PHONE', readBack: true, ...more },
  });

/**
 * An eighth life: some have no screen. They ask for a relay, each in another way, one takes it back, and one leaves; ballots are brought,
 * changed, and contested in an open box and after it; and one question is adopted by the silence of those who were told.
 */
export async function liveAmongRelays(world: World): Promise<TestCollective> {
  await world.travelTo('2026-05-04T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(6)
    .withRules((rules) =>
      rules.map((rule) => ({
        ...rule,
        minimumVoting: 'PT1H',
        ...(rule.matter === 'ROUTINE' && { silenceConsents: true }),
        ...(rule.matter === 'DEEP' && { minimumVotingUnreached: 'P3D' }),
      })),
    )
    .grow();
  await stayingSignedIn(collective);
  const member = (place: number) => collective.member(place);
  await mandateFor(collective, member(0), 'castForMember', 'speaksFor');
  const asks = (by: TestMember, of: TestMember, way: string, otherActs = false) =>
    by.does('askForRelay', { memberId: of.id, way, otherActs });
  await asks(member(1), member(2), 'TWO_MEMBERS'); // the first of all waits for ever
  await asks(member(3), member(3), 'ONESELF', true);
  await asks(member(1), member(4), 'PAPER');
  for (const by of [member(1), member(2)]) await asks(by, member(5), 'TWO_MEMBERS');
  await asks(member(2), member(4), 'TWO_MEMBERS', true);
  await asks(member(3), member(4), 'TWO_MEMBERS'); // what both say stands, and what the first says beyond waits

  const poll = await (await collective.propose({ title: 'Le four du samedi' })).open({ lasting: '2 hours' });
  await bring(member(0), member(3), poll);
  await bring(member(0), member(3), poll, { expectedRevision: 1, ballot: { choice: 'AGAINST' } });
  await member(3).does('contestRelayedBallot', { pollId: poll.id });
  await bring(member(0), member(4), poll, { way: 'PAPER' });
  await bring(member(0), member(5), poll);
  await member(0).does('recordReached', { memberId: member(5).id, pollId: poll.id });
  await poll.cast(member(5), 'ABSTAIN', 1);
  await member(5).does('endRelay', { memberId: member(5).id });
  await poll.end('2 hours');
  await member(4).does('contestRelayedBallot', { pollId: poll.id });

  await speak(collective, member(0), member(3));

  await waitForWhoeverHasNoMail(collective);

  const silent = await (
    await collective.propose({ title: 'Le four du dimanche' })
  ).open({ lasting: '2 hours', method: 'CONSENT_1' });
  await forgetSessions(collective, [member(2), member(5)]);
  await silent.end('2 hours');
  await member(3).does('leaveCollective', { confirmed: true });
  return collective;
}

/** A relay says two things for somebody, who says that the second is not what they said. */
async function speak(collective: TestCollective, relay: TestMember, member: TestMember): Promise<void> {
  const thread = await TestThread.open(collective);
  const said = async (body: string, way: string): Promise<string> => {
    const { contribute } = await relay.ask<{ contribute: { relayedActId: string } }>(
      `mutation($input: ContributeInput!, $for: SpeaksForInput) { contribute(input: $input, speaksFor: $for) {
         ... on RelayedSuccess { relayedActId } } }`,
      {
        input: { threadId: thread.id, kind: 'CONCERN', body },
        for: { memberId: member.id, way, readBack: true },
      },
    );
    return contribute.relayedActId;
  };
  await said('Le four fume.', 'PHONE');
  await member.does('contestRelayedAct', { relayedActId: await said('Le four ne fume pas.', 'PAPER') });
}

/** Two have no address: one question closes early once both were told, one waits to the end for the second. */
async function waitForWhoeverHasNoMail(collective: TestCollective): Promise<void> {
  const { world } = collective;
  const [relay, caller, , , told, alone] = collective.members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  await world.sql(
    `UPDATE ormee.member SET email = 'boite@example.org' WHERE collective_id = $1 AND NOT id = ANY($2::uuid[])`,
    [collective.id, [told, alone].map(({ memberId }) => memberId)],
  );
  const deep = async (title: string) =>
    (await collective.propose({ title, raiseTo: 'DEEP' })).open({ lasting: '25 hours' });
  const early = await deep('Un four neuf');
  await relay.does('recordReached', { memberId: told.id, pollId: early.id });
  await alone.does('recordReached', { memberId: alone.id, pollId: early.id });
  await early.votes({ for: 2 });
  await early.end('25 hours');
  const late = await deep('Un four ancien');
  await bring(relay, told, late);
  await late.cast(caller, 'AGAINST');
  await world.wait('25 hours');
  await late.end('2 days');
}

/** Nobody can tell them of anything from here. */
export async function forgetSessions(
  { world, id }: TestCollective,
  members: readonly TestMember[],
): Promise<void> {
  await world.sql('DELETE FROM ormee.session WHERE collective_id = $1 AND member_id = ANY($2::uuid[])', [
    id,
    members.map(({ memberId }) => memberId),
  ]);
}
