import { TestConsent } from '../world/consents.js';
import type { TestMember } from '../world/world.js';
import type { Arrange } from './arrangements.js';
import type { Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members' | 'assembly'>;

/** Consent as the stage has it sought: current questions are still asked once. */
export const CONSENT_IN_ROUNDS = {
  rounds: 3,
  presentation: 'P1D',
  clarification: 'P60D',
  reaction: 'P1D',
  integration: 'P30D',
  fallback: 'POLL',
  setAside: { fraction: '1/1', strict: false, plus: 0 },
} as const;

const asking = (
  { collective, members: { member } }: Pick<Furnished, 'collective' | 'members'>,
  title: string,
) => collective.propose({ by: member, title, raiseTo: 'DEEP' });

/** Searches for consent that show between them all that there is to show: online, in a sitting, held up, and met. */
export async function seekConsent(stage: Stage): Promise<void> {
  const { name, collective, members, assembly } = stage;
  const { facilitator, teller } = members;
  const online = await TestConsent.start(await asking(stage, `${name}: consentir en ligne`));
  const held = await TestConsent.start(await asking(stage, `${name}: consentir, empêchés`));
  await collective.world.sql(
    `UPDATE ormee.consent_process SET held_by = 'EMPTY_ROLL', phase_ends_at = NULL WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(held.id)],
  );
  // The clock, which tries again by the job of its first phase, would find nothing in its way.
  await collective.world.sql('DELETE FROM ormee.job WHERE collective_id = $1 AND subject_id = $2', [
    collective.id,
    collective.rowId(held.id),
  ]);
  const back = await TestConsent.start(await asking(stage, `${name}: consentir, finalement non`));
  await members.member.does('withdrawConsent', { consentId: back.id });
  const sitting = await TestConsent.start(await asking(stage, `${name}: consentir ici`), facilitator, {
    assemblyId: assembly.id,
  });
  for (let phases = 0; phases < 4; phases += 1) await sitting.move(facilitator);
  const poll = await sitting.poll();
  await poll.object(facilitator, `${name}: pas ainsi`);
  await poll.object(teller, `${name}: pas ici`);
  await facilitator.does('callLastCall', { pollId: poll.id });
  await shutNow(stage, poll.id);
  await facilitator.does('doubtObjection', {
    objectionId: (await sitting.objectionOf(teller)).id,
    reason: `${name}: c’est un goût`,
  });
  await sitting.integrate([await sitting.objectionOf(facilitator)], `${name}: consentir, autrement`);
  // Everybody is asked what is not clear to them, until a day that is said.
  await hurry(stage, online);
  await members.member.does('moveConsent', { consentId: online.id });
}

/** The box is shut at once: nobody waits on a stage. */
async function shutNow(
  { collective, members }: Pick<Furnished, 'collective' | 'members'>,
  pollId: string,
): Promise<void> {
  await collective.world.sql(
    `UPDATE ormee.poll SET opened_at = opened_at - interval '10 days', closes_at = ormee.instant() - interval '1 second'
     WHERE collective_id = $1 AND id = $2`,
    [collective.id, collective.rowId(pollId)],
  );
  await members.member.does('closePoll', { pollId });
}

/** The phase of a search is over, whatever its rule says. */
const hurry = (first: Pick<Furnished, 'collective'>, consent: TestConsent): Promise<object[]> =>
  first.collective.world.sql(
    `UPDATE ormee.consent_process SET phase_ends_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
    [first.collective.id, first.collective.rowId(consent.id)],
  );

async function sought(first: Furnished): Promise<TestConsent> {
  return TestConsent.start(await asking(first, 'Ormeau: consentir à nouveau'));
}

/** A search of the member after a round in which somebody objected. */
async function objectedBy(first: Furnished, objector: TestMember): Promise<TestConsent> {
  const consent = await sought(first);
  for (let phases = 0; phases < 4; phases += 1) {
    await hurry(first, consent);
    await first.members.member.does('moveConsent', { consentId: consent.id });
  }
  const poll = await consent.poll();
  await poll.object(objector, 'Ormeau: non');
  await shutNow(first, poll.id);
  return consent;
}

/** How the rows about consent come about. */
export const arrangementsOfConsent: Readonly<Record<string, Arrange>> = {
  startConsent: async (first) => {
    const { id, version } = await asking(first, 'Ormeau: consentir à nouveau');
    return { input: { proposalId: id, version } };
  },
  'startConsent in a sitting': async (first) => {
    const { id, version } = await asking(first, 'Ormeau: consentir à nouveau');
    return { input: { proposalId: id, version, assemblyId: first.assembly.id } };
  },
  moveConsent: async (first) => {
    const consent = await sought(first);
    await hurry(first, consent);
    return { input: { consentId: consent.id } };
  },
  'withdrawConsent of the member': async (first) => ({ input: { consentId: (await sought(first)).id } }),
  'withdrawObjection of the member': async (first) => {
    const { member } = first.members;
    const objection = await (await objectedBy(first, member)).objectionOf(member);
    return { input: { objectionId: objection.id } };
  },
  'doubtObjection of the member': async (first) => {
    const { member } = first.members;
    const objection = await (await objectedBy(first, member)).objectionOf(member);
    return { input: { objectionId: objection.id, reason: 'Ormeau: un goût' } };
  },
};
