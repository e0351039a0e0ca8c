import { commitmentTo } from '../../src/core/charter/lot.js';
import type { TestPoll } from '../world/decisions.js';
import { grant } from '../world/effects.js';
import { ranking } from '../world/elections.js';
import type { TestCollective, TestMember } from '../world/world.js';
import type { Furnished } from './stage.js';

/** A poll among options: what each does, tied, drawn by lot, and confirmed by another; and one by grades that costs. */
export async function chooseAmong(
  collective: TestCollective,
  name: string,
  by: TestMember,
  other: TestMember,
): Promise<void> {
  const proposal = await collective.propose({
    by,
    title: `${name}: laquelle ?`,
    options: [`${name}: la première`, `${name}: la seconde`].map((label) => ({ label, cost: 3 })),
    budget: 5,
  });
  expect(proposal.matter).toBe('ROUTINE');
  await proposal.open({ lasting: '2 hours', method: 'EQUAL_SHARES_COST_1' });
  await openPapers(collective, name, by);
  await chooseGraded(collective, name, by);
  await chooseTasks(collective, name, by);
  await leaveTied(collective, name, [by, other]);
  await leaveOpen(collective, name, [by, other]);
  await drawTied(collective, name, [by, other]);
}

/** Ballots of other kinds: one option, and dots. */
async function openPapers(collective: TestCollective, name: string, by: TestMember): Promise<void> {
  for (const method of ['PLURALITY_1', 'DOTS_1']) {
    const options = ['un papier', 'un autre'].map((label) => `${name}: ${label}, ${method}`);
    const proposal = await collective.propose({ by, title: `${name}: ${method}`, options });
    await proposal.open({ lasting: '2 hours', method });
  }
}

/** Graded by two, and confirmed. */
async function chooseGraded(collective: TestCollective, name: string, by: TestMember): Promise<void> {
  const proposal = await collective.propose({
    by,
    title: `${name}: avec mentions`,
    seats: 2,
    options: ['une mention', 'une autre'].map((label) => ({ label: `${name}: ${label}`, groups: ['Est'] })),
  });
  const poll = await proposal.open({
    lasting: '2 hours',
    method: 'MAJORITY_JUDGMENT_MEDIAN_REMOVAL_1',
  });
  const grades = [1, 2].map((score) => ({ option: String(score), score }));
  await poll.cast(by, { grades });
  await poll.end('2 hours');
  await proposal.open({ lasting: '2 hours', confirmsPollId: poll.id });
}

/** Tied between two tasks, and settled by a lot. */
async function chooseTasks(collective: TestCollective, name: string, by: TestMember): Promise<void> {
  const option = async (task: string) => ({
    label: `${name}: ${task}`,
    effects: [await grant(collective, { task, title: `${name}: ${task}`, holderIds: [by.id] })],
  });
  const proposal = await collective.propose({
    by,
    title: `${name}: une tâche`,
    raiseTo: 'DEEP',
    options: [await option('jardin'), await option('cuisine')],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'IRV_RCTAB_1' });
  await poll.cast(by, ranking('1>2'));
  await poll.end('2 hours');
}

/** Tied where its rule lets nothing change then: both ways stay open. */
async function leaveOpen(
  collective: TestCollective,
  name: string,
  voters: readonly TestMember[],
): Promise<void> {
  const proposal = await collective.propose({
    by: voters[0] as TestMember,
    title: `${name}: sans issue`,
    raiseTo: 'DEEP',
    options: [`${name}: à gauche`, `${name}: à droite`],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'IRV_RCTAB_1' });
  for (const [place, voter] of voters.entries()) await poll.cast(voter, ranking(String(place + 1)));
  await poll.end('2 hours');
}

/** Tied, and drawn by what both voters typed alike. */
async function drawTied(
  collective: TestCollective,
  name: string,
  voters: readonly TestMember[],
): Promise<void> {
  const proposal = await collective.propose({
    by: voters[0] as TestMember,
    title: `${name}: au sort`,
    options: [`${name}: au nord`, `${name}: au sud`],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'IRV_RCTAB_1' });
  for (const [place, voter] of voters.entries()) await poll.cast(voter, ranking(String(place + 1)));
  await poll.end('2 hours');
  for (const voter of voters) await voter.does('enterLotValue', { pollId: poll.id, value: `${name} 6 4 2` });
}

/** Tied, with commitments that nobody has revealed yet. */
async function leaveTied(
  collective: TestCollective,
  name: string,
  voters: readonly TestMember[],
): Promise<void> {
  const proposal = await collective.propose({
    by: voters[0] as TestMember,
    title: `${name}: à égalité`,
    options: [`${name}: pile`, `${name}: face`],
  });
  const poll = await proposal.open({ lasting: '2 hours', method: 'IRV_RCTAB_1', lotSource: 'COMMITMENTS' });
  for (const [place, voter] of voters.entries()) {
    await voter.does('commitToLot', { pollId: poll.id, commitment: commitmentTo(`${name} ${place}`) });
    await poll.cast(voter, ranking(String(place + 1)));
  }
  await poll.end('2 hours');
  await (voters[0] as TestMember).does('enterLotValue', { pollId: poll.id, value: `${name} 0` });
}

/** A poll among two options, open for hours; a tie goes by lot. */
export async function chooseByLot(
  { collective, members: { member } }: Furnished,
  lotSource: 'TWO_MEMBERS' | 'COMMITMENTS',
): Promise<TestPoll> {
  const proposal = await collective.propose({
    by: member,
    title: 'Ormeau: au sort',
    options: ['Ormeau: pile', 'Ormeau: face'],
  });
  return proposal.open({ lasting: '2 hours', method: 'IRV_RCTAB_1', lotSource });
}

/** A poll that is tied, and waits for the value of its lot. */
export async function tieByLot(first: Furnished): Promise<string> {
  const poll = await chooseByLot(first, 'TWO_MEMBERS');
  await poll.cast(first.members.member, ranking('1'));
  await poll.cast(first.members.facilitator, ranking('2'));
  await poll.end('2 hours');
  return poll.id;
}
