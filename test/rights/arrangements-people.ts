import { signIn } from '../../src/auth/sign-in.js';
import { writeMembers } from '../../src/collectives/write-members.js';
import type { MemberKind } from '../../src/core/kernel/actors.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { mintLink, mintLinkWithCode } from '../../src/platform/links/links.js';
import { MAJORITY, foundingLink } from '../world/founding.js';
import { declares, type DeclarationSent } from '../world/people.js';
import type { World } from '../world/world.js';
import { arrangementsOfAmendments } from './amending.js';
import { arrangementsOfNotices } from './noticing.js';
import { arrangementsOfThreads } from './talking.js';
import { arrangementsOfMandates } from './handing-out.js';
import { arrangementsOfConsent } from './consenting.js';
import { arrangementsOfElections } from './electing.js';
import { arrangementsOfGroups } from './gathering.js';
import { arrangementsOfPolls, put, type Arrange, type Sent } from './arrangements.js';
import type { Person } from './people.js';
import { arrangementsOfRelays } from './relaying.js';
import { arrangementsOfSigning } from './signing.js';
import { addressOf, type Furnished } from './stage.js';

export interface SessionOwner {
  readonly id: string;
  readonly collectiveId: string;
  readonly memberId: string;
}

/** A link as its owner opens it: a member's of the first collective. */
const link = ({ collective, members }: Furnished): Promise<string> =>
  collective.world.transactions.write((tx) => mintLink(tx, members.member, 'SIGN_IN', 'P1D'));

/** A code as its owner types it. */
async function code({ collective, members }: Furnished): Promise<object> {
  const handed = await collective.world.transactions.write((tx) =>
    mintLinkWithCode(tx, members.member, 'SIGN_IN', 'P1D', null),
  );
  return { collectiveId: collective.globalId('Collective', collective.id), code: handed.code };
}

const mailed = ({ collective }: Furnished, email: string): Promise<Sent> =>
  Promise.resolve({ input: { collectiveId: collective.globalId('Collective', collective.id), email } });

const sessionOf = async (world: World, owner: Omit<SessionOwner, 'id'>): Promise<string> => {
  const { token } = await world.transactions.write(async (tx) =>
    signIn(tx, await mintLink(tx, owner, 'SIGN_IN', 'P1D')),
  );
  return token;
};

/** A session of its own, to end; whoever has none shows none. */
async function sessionToEnd(world: World, owner: SessionOwner | undefined): Promise<Sent> {
  return owner ? { input: {}, token: await sessionOf(world, owner) } : { input: {} };
}

let newcomers = 0;
const newName = (): string => `Ormeau personne nouvelle ${(newcomers += 1)}`;

/** Somebody of whom no row has said anything yet. */
async function newcomer(
  world: World,
  collectiveId: string,
  kind: MemberKind = 'NATURAL',
  publicName = newName(),
): Promise<SessionOwner> {
  const memberId = await world.transactions.write(async (tx) => {
    const [member] = await writeMembers(tx, [
      { collectiveId, id: tx.id(), kind, state: 'ACTIVE', publicName, email: null, joinedAt: await tx.now() },
    ]);
    return member?.id as string;
  });
  return { id: toGlobalId('Member', collectiveId, memberId), collectiveId, memberId };
}

/** Whoever may leave does so in the place of the person, from the same collective: a newcomer with a mandate. */
async function leaving(world: World, person: Person, owner: SessionOwner | undefined): Promise<Sent> {
  const input = { confirmed: true };
  if (!owner || person.role === 'left' || person.role === 'excluded') return { input };
  const leaver = await newcomer(world, owner.collectiveId, person.role === 'legal' ? 'LEGAL' : 'NATURAL');
  await world.sql(
    `INSERT INTO ormee.mandate_holder (collective_id, mandate_id, member_id)
     SELECT collective_id, id, $2 FROM ormee.mandate WHERE collective_id = $1 AND task = 'treasury'`,
    [leaver.collectiveId, leaver.memberId],
  );
  return { input, token: await sessionOf(world, leaver) };
}

/** Whoever may change their name does so in the place of the person; both names are nobody's mark. */
async function renaming(world: World, person: Person, owner: SessionOwner | undefined): Promise<Sent> {
  const input = { publicName: `Renommée ${(newcomers += 1)}` };
  if (!owner || person.role === 'left' || person.role === 'excluded') return { input };
  const kind = person.role === 'legal' ? 'LEGAL' : 'NATURAL';
  const bearer = await newcomer(world, owner.collectiveId, kind, `Avant ${newcomers}`);
  return { input, token: await sessionOf(world, bearer) };
}

/** In the place of whoever left or was excluded, a newcomer who did; members are told that they are some. */
async function erasing(world: World, { role }: Person, owner: SessionOwner | undefined): Promise<Sent> {
  const input = { confirmed: true };
  if (!owner || (role !== 'left' && role !== 'excluded')) return { input };
  const leaver = await newcomer(world, owner.collectiveId);
  await world.sql(
    'UPDATE ormee.member SET state = $3, left_at = ormee.instant() WHERE collective_id = $1 AND id = $2',
    [leaver.collectiveId, leaver.memberId, role === 'left' ? 'LEFT' : 'EXCLUDED'],
  );
  return { input, token: await sessionOf(world, leaver) };
}

/** No box is open, for as long as the act lasts. */
async function boxesShut({ collective: { world, id } }: Furnished): Promise<Sent> {
  const shut = await world.sql<{ id: string }>(
    `UPDATE ormee.poll SET state = 'CANCELLED' WHERE collective_id = $1 AND state = 'OPEN' RETURNING id`,
    [id],
  );
  const reopen = () =>
    world.sql(`UPDATE ormee.poll SET state = 'OPEN' WHERE collective_id = $1 AND id = ANY($2::uuid[])`, [
      id,
      shut.map((poll) => poll.id),
    ]);
  return { input: {}, undo: reopen };
}

/** An application that waits: of somebody without a session, unless it is said whose. */
async function applied(
  { collective }: Furnished,
  said: DeclarationSent = {},
  token: string | null = null,
): Promise<string> {
  const collectiveId = collective.globalId('Collective', collective.id);
  const application = await declares(
    collective.world,
    collectiveId,
    { publicName: newName(), ...said },
    token,
  );
  return application.applicationId;
}

/** Grounds sent by a member: to a newcomer, unless it is said to whom. */
async function accused(first: Furnished, of?: string): Promise<string> {
  const { collective, members } = first;
  const memberId = of ?? (await newcomer(collective.world, collective.id)).id;
  const accuser = of === undefined ? members.member : members.facilitator;
  const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
    'openExclusion',
    { memberId, grounds: 'Des faits graves.' },
    'exclusion { id }',
  );
  return exclusion.id;
}

/** Grounds sent to the member, who speaks; taken back afterwards. */
async function speaking(first: Furnished, words: object): Promise<Sent> {
  const exclusionId = await accused(first, first.members.member.id);
  const withdraw = () => first.members.facilitator.does('withdrawExclusion', { exclusionId });
  return { input: { exclusionId, ...words }, undo: withdraw };
}

/** The excluded person has not appealed yet. */
async function appealing({ collective, exclusion }: Furnished): Promise<Sent> {
  await collective.world.sql(
    `UPDATE ormee.exclusion SET recourse = 'NONE', recourse_reason = NULL, recourse_at = NULL,
       recourse_decision_id = NULL WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(exclusion.id)],
  );
  return { input: { exclusionId: exclusion.id, reason: 'C’est injuste.' } };
}

/** A poll of which nobody contests the outcome. */
async function contestable({ collective }: Furnished, pollId: string): Promise<Sent> {
  await collective.world.sql(
    `UPDATE ormee.contest SET state = 'WITHDRAWN' WHERE collective_id = $1 AND poll_id = $2 AND state = 'STANDING'`,
    [collective.id, collective.rowId(pollId)],
  );
  return { input: { pollId, reason: 'On a mal compté.' } };
}

async function contested(first: Furnished): Promise<Sent> {
  const { input } = await contestable(first, first.decidedPoll);
  const { contest } = await first.members.member.does<{ contest: { id: string } }>(
    'contestOutcome',
    input,
    'contest { id }',
  );
  return { input: { contestId: contest.id } };
}

const challenging = async (first: Furnished): Promise<object> => ({
  proposalId: (await put(first)).id,
  version: 1,
  ground: { stricterMatter: 'DEEP' },
  reason: 'C’est plus grave.',
});

async function challenged(first: Furnished): Promise<Sent> {
  const { proposal } = await first.members.member.does<{ proposal: { challenges: { id: string }[] } }>(
    'challengeProposal',
    await challenging(first),
    'proposal { challenges { id } }',
  );
  return { input: { challengeId: proposal.challenges[0]?.id } };
}

/** An application of the excluded person, whose signature is found already. */
async function returning(first: Furnished): Promise<Sent> {
  const { collective, members } = first;
  const applicationId = await applied(first, {}, members.excluded.token);
  await collective.world.sql(
    `UPDATE ormee.application SET signature_proof = 'MANDATE' WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(applicationId)],
  );
  return { input: { applicationId } };
}

/** Does something as if the first collective were still being founded, by its members. */
async function inFounding(first: Furnished, arrange: () => Promise<object>): Promise<Sent> {
  const { id, world } = first.collective;
  const turn = async (collective: string, before: string, after: string): Promise<void> => {
    await world.sql('UPDATE ormee.collective SET state = $2 WHERE id = $1', [id, collective]);
    await world.sql('UPDATE ormee.member SET state = $3 WHERE collective_id = $1 AND state = $2', [
      id,
      before,
      after,
    ]);
  };
  await turn('CONSTITUTING', 'ACTIVE', 'FOUNDING');
  return { input: await arrange(), undo: () => turn('ACTIVE', 'FOUNDING', 'ACTIVE') };
}

/** A name that another founder has already said. */
async function named({ timekeeper }: Furnished['members']): Promise<object> {
  const founder = { publicName: newName() };
  await timekeeper.does('inviteFounder', founder);
  return founder;
}

const draft = { draft: { majority: MAJORITY } };

async function drafted({ member }: Furnished['members']): Promise<object> {
  const { proposal } = await member.does<{ proposal: { id: string } }>(
    'submitFoundingDraft',
    draft,
    'proposal { id }',
  );
  return { ...draft, proposalId: proposal.id, expectedVersion: 1 };
}

const fileOf = (...lines: readonly string[]): { file: string } => ({ file: `${lines.join('\n')}\n` });
const fileOfMembers = () => fileOf('nom', newName());
const fileOfDecisions = () => fileOf('numéro,date,titre', `${newName()},2025-01-02,Autrefois`);

/** How each row of the table of acts comes about. */
export const arrangements = (members: readonly SessionOwner[]): Readonly<Record<string, Arrange>> => {
  const ownerOf = ({ id }: Person) => members.find((owner) => owner.id === id);
  return {
    ...arrangementsOfPolls,
    ...arrangementsOfAmendments,
    ...arrangementsOfThreads,
    ...arrangementsOfNotices,
    ...arrangementsOfMandates,
    ...arrangementsOfSigning,
    ...arrangementsOfConsent,
    ...arrangementsOfGroups,
    ...arrangementsOfElections,
    ...arrangementsOfRelays(({ collective: { world, id } }) => newcomer(world, id)),
    challengeProposal: async (first) => ({ input: await challenging(first) }),
    'withdrawChallenge of the member': challenged,
    contestOutcome: (first) => contestable(first, first.decidedPoll),
    'contestOutcome of their exclusion': (first) => contestable(first, first.exclusion.poll),
    'withdrawContest of the member': contested,
    openExclusion: async ({ collective: { world, id } }) => ({
      input: { memberId: (await newcomer(world, id)).id, grounds: 'Des faits graves.' },
    }),
    'openExclusion of oneself': ({ members: { member } }, { id }) =>
      Promise.resolve({ input: { memberId: id ?? member.id, grounds: 'Des faits graves.' } }),
    answerExclusion: (first) => speaking(first, { answer: 'Je conteste.' }),
    sayLastWord: (first) => speaking(first, { words: 'J’ai tout dit.' }),
    'withdrawExclusion of the member': async (first) => ({ input: { exclusionId: await accused(first) } }),
    appealExclusion: appealing,
    declareMembership: ({ collective }) =>
      Promise.resolve({
        input: { collectiveId: collective.globalId('Collective', collective.id), publicName: newName() },
      }),
    vouchForApplicant: async (first) => ({
      input: { applicationId: await applied(first), attestsSignature: true },
    }),
    'vouchForApplicant who was excluded': returning,
    admitMember: async (first) => ({ input: { applicationId: await applied(first, { kind: 'LEGAL' }) } }),
    recordDues: ({ members: { timekeeper } }) =>
      Promise.resolve({ input: { memberId: timekeeper.id, until: '2027-12-31' } }),
    importSignatories: ({ appeal: appealId }) =>
      Promise.resolve({
        input: { appealId, file: `* ${newName()}, artisane\nIllisible\n`, format: 'MARKDOWN' },
      }),
    importMembers: () => Promise.resolve({ input: fileOfMembers() }),
    importDecisions: () => Promise.resolve({ input: fileOfDecisions() }),
    changePublicName: ({ collective: { world } }, person) => renaming(world, person, ownerOf(person)),
    leaveCollective: ({ collective: { world } }, person) => leaving(world, person, ownerOf(person)),
    'leaveCollective without meaning it': () => Promise.resolve({ input: { confirmed: false } }),
    eraseMyData: ({ collective: { world } }, person) => erasing(world, person, ownerOf(person)),
    'eraseMyData without meaning it': () => Promise.resolve({ input: { confirmed: false } }),
    'exportCollective while a box is open': () => Promise.resolve({ input: {} }),
    exportCollective: boxesShut,
    beginFounding: async ({ collective: { world } }) => ({
      input: {
        link: await foundingLink(world),
        name: 'Les Ormes',
        founders: [{ publicName: 'Ada' }, { publicName: 'Blaise' }],
      },
    }),
    inviteFounder: () => Promise.resolve({ input: { publicName: newName() } }),
    submitFoundingDraft: () => Promise.resolve({ input: draft }),
    'reviseFoundingDraft of the member': ({ draft: proposalId }) =>
      Promise.resolve({ input: { ...draft, proposalId, expectedVersion: 1 } }),
    'inviteFounder alone in a founding': (first) =>
      inFounding(first, () => Promise.resolve({ publicName: newName() })),
    'inviteFounder in a founding': (first) => inFounding(first, () => named(first.members)),
    'submitFoundingDraft in a founding': (first) => inFounding(first, () => Promise.resolve(draft)),
    'reviseFoundingDraft of the member in a founding': (first) =>
      inFounding(first, () => drafted(first.members)),
    'importMembers in a founding': (first) => inFounding(first, () => Promise.resolve(fileOfMembers())),
    'importDecisions in a founding': (first) => inFounding(first, () => Promise.resolve(fileOfDecisions())),
    'signIn with a link': async (first) => ({ input: { link: await link(first) } }),
    signInWithCode: async (first) => ({ input: await code(first) }),
    'requestSignInLink of a member': (first) =>
      mailed(first, addressOf(first.members.timekeeper, first.name)),
    'requestSignInLink of nobody': (first) => mailed(first, 'personne@example.org'),
    issueLink: async ({ collective: { world, id } }) => ({
      input: { memberId: (await newcomer(world, id)).id },
    }),
    'issueLink after somebody else': async ({ collective: { world, id }, members: { timekeeper } }) => {
      const input = { memberId: (await newcomer(world, id)).id };
      await timekeeper.does('issueLink', input);
      return { input };
    },
    signOut: ({ collective: { world } }, person) => sessionToEnd(world, ownerOf(person)),
  };
};
