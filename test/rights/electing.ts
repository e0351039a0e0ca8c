import { TestElection } from '../world/nominations.js';
import { groupsOf } from '../world/groups.js';
import type { Arrange } from './arrangements.js';
import type { Furnished } from './stage.js';

/**
 * Elections without candidates, in the tables of who may what: who begins one, names somebody, declines, and moves it on.
 *
 * anon left excl sign lega memb hold faci tell host stra
 */
export const ELECTION_ACTS = `
  sign left left sign pers +    +    +    +    sign own  : startElectionWithoutCandidates
  sign left left sign mand mand +    +    mand sign none : startElectionWithoutCandidates in a sitting
  sign left left sign roll +    +    +    +    sign none : nominate
  sign left left sign pers +    +    +    +    sign none : declineNomination
  sign left left sign +    +    +    +    +    sign none : moveElectionWithoutCandidates
  sign left left sign none +    none none none sign none : withdrawElectionWithoutCandidates of the member
`;

export const ELECTION_MUTATIONS = [
  'startElectionWithoutCandidates',
  'nominate',
  'declineNomination',
  'moveElectionWithoutCandidates',
  'withdrawElectionWithoutCandidates',
];

/** an le ex si lg me ho fa te hs st */
export const ELECTION_FIELDS = `
  .  .  .  .  +  +  +  +  +  .  .  ElectionWithoutCandidates: id task title instructions scopeActs mandateEndsAt reportDueAt
  .  .  .  .  +  +  +  +  +  .  .  ElectionWithoutCandidates: groupId assemblyId state phase round phaseEndsAt heldBy whatNow
  .  .  .  .  +  +  +  +  +  .  .  ElectionWithoutCandidates: rule startedAt endedAt heard declinedIds nominees nominations
  .  .  .  .  +  +  +  +  +  .  .  ElectionWithoutCandidates: explanation
  .  .  .  .  .  +  +  +  +  .  .  ElectionWithoutCandidates: viewerNomination
  .  .  .  .  +  +  +  +  +  .  .  Nomination: round byId personId reason
  .  .  .  .  .  +  +  +  +  .  .  OwnNomination: personId reason
  .  .  .  .  +  +  +  +  +  .  .  Nominee: personId proposalId how
`;

type Stage = Pick<Furnished, 'name' | 'collective' | 'members' | 'assembly'>;

let roles = 0;
const role = (name: string): object => ({
  task: `role-${(roles += 1)}`,
  title: `${name}: un rôle`,
  instructions: `${name}: ce qu’il faut faire`,
});

/** The phase of an election is over, whatever its rule says. */
const hurry = ({ collective }: Pick<Stage, 'collective'>, election: TestElection): Promise<object[]> =>
  collective.world.sql(
    `UPDATE ormee.election SET phase_ends_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(election.id)],
  );

/** Elections that show between them all there is: a group's, a sitting's, one held up, one taken back, one with nominees. */
export async function electWithoutCandidates(stage: Stage): Promise<void> {
  const { name, collective, members, assembly } = stage;
  const { facilitator, teller, member, holder } = members;
  const reportDueAt = await collective.world.in('100 days');
  const more = { reportDueAt, scopeActs: ['exportCollective'] };
  const named = await TestElection.start(collective, { ...role(name), ...more }, member);
  for (const by of [facilitator, teller, member, holder])
    await named.nominate(by, teller, `${name}: des mains sûres`);
  await named.nominate(member, facilitator, `${name}: sait parler`);
  for (let rounds = 0; rounds < 2; rounds += 1) {
    await hurry(stage, named);
    await named.move(member);
  }
  await named.decline(teller);
  await named.move(member);

  const group = (await groupsOf(collective)).find(({ viewerIsMember }) => viewerIsMember);
  const inGroup = await TestElection.start(collective, { ...role(name), groupId: group?.id ?? '' }, member);
  await inGroup.decline(facilitator);
  const open = await TestElection.start(collective, role(name), member);
  for (const by of [facilitator, teller, member, holder])
    await open.nominate(by, teller, `${name}: patiente`);
  await TestElection.start(collective, { ...role(name), assemblyId: assembly.id }, facilitator);
  const back = await TestElection.start(collective, role(name), member);
  await member.does('withdrawElectionWithoutCandidates', { electionId: back.id });
  const held = await TestElection.start(collective, role(name), member);
  await collective.world.sql(
    `UPDATE ormee.election SET held_by = 'MANDATE_END_PAST', phase_ends_at = NULL WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(held.id)],
  );
}

const begun = (first: Furnished): Promise<TestElection> =>
  TestElection.start(first.collective, role('Ormeau'), first.members.member);
const naming = ({ id: electionId }: TestElection) => ({ input: { electionId } });

/** How the rows about elections come about. */
export const arrangementsOfElections: Readonly<Record<string, Arrange>> = {
  startElectionWithoutCandidates: async ({ collective: { world } }) => ({
    input: { ...role('Un rôle'), mandateEndsAt: await world.in('90 days') },
  }),
  'startElectionWithoutCandidates in a sitting': async ({ collective: { world }, assembly }) => ({
    input: { ...role('Ormeau'), mandateEndsAt: await world.in('90 days'), assemblyId: assembly.id },
  }),
  nominate: async (first) => ({
    input: { ...naming(await begun(first)).input, personId: first.members.teller.id, reason: 'Ormeau: oui' },
  }),
  declineNomination: async (first) => naming(await begun(first)),
  moveElectionWithoutCandidates: async (first) => {
    const election = await begun(first);
    await hurry(first, election);
    return naming(election);
  },
  'withdrawElectionWithoutCandidates of the member': async (first) => naming(await begun(first)),
};
