import { foundGroup } from '../../src/groups/write-group.js';
import type { TestMember } from '../world/world.js';
import type { Arrange } from './arrangements.js';
import { itemsOf } from './lives.js';
import type { Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members' | 'assembly' | 'mandates'>;
interface Named {
  readonly id: string;
}

/** What is written beside mandates: between them they show all that there is to show. */
export async function handOut(stage: Stage): Promise<void> {
  const { name, collective, members, assembly } = stage;
  const { world } = collective;
  const { member, holder, teller, facilitator } = members;
  const position = await collective.propose({ by: member, title: `${name}: une position` });
  const { decision } = await position.decideOnline({ for: 6 }, '2 hours');
  const decisionId = decision?.id as string;
  const offer = await offered(stage, { decisionId });
  const [item] = await itemsOf(facilitator, assembly.id);
  await offered(stage, { agendaItemId: item });
  const groupId = await group(stage);
  await offered(stage, { groupId });
  await noted(stage, { groupId });
  await teller.does('volunteer', { offerId: offer });
  await teller.does('takeUpDecision', {
    decisionId,
    note: `Pour ${name}.`,
    until: await world.in('20 days'),
  });
  await noted(stage, { offerId: offer, assemblyId: assembly.id });
  const reporting = { reportDueAt: await world.in('1 day'), reportEvery: 'P1D' };
  const line = await noted(stage, {
    title: `${name}: tenir le journal`,
    task: 'journal',
    holderIds: [holder.id],
    ...reporting,
  });
  await (
    await collective.propose({ by: member, title: `${name}: une ligne`, mandateLineIds: [line] })
  ).decideOnline({ for: 6 }, '2 hours');
  await report(stage, holder, (await collective.mandate('journal')).id);
}

/** A group of the collective, whose task looks for somebody; how one comes about by a decision is told elsewhere. */
async function group({ name, collective: { world, id: collectiveId }, collective }: Stage): Promise<string> {
  const id = await world.transactions.write(async (tx) => {
    const made = {
      collectiveId,
      id: tx.id(),
      name: `${name} intendance`,
      scope: `Pour ${name}.`,
      decisionId: null,
    };
    await foundGroup(tx, { ...made, at: await tx.now() });
    return made.id;
  });
  return collective.globalId('WorkingGroup', id);
}

/** It asked home, reported, convened, handed over: one of its questions is answered, and one waits. */
async function report({ name, collective }: Stage, holder: TestMember, mandateId: string): Promise<void> {
  const about = { mandateId, idempotencyKey: null };
  await holder.does('reportOnMandate', { ...about, body: `Le journal de ${name}.` });
  await holder.does('reportOnMandate', {
    ...about,
    body: `${name} a son journal.`,
    number: 1,
    expectedVersion: 1,
  });
  for (const title of ['une consigne', 'une autre consigne'])
    await holder.does('askForInstructions', {
      mandateId,
      title: `${name}: ${title}`,
      question: `Que veut ${name} ?`,
    });
  const { mandates } = await holder.ask<{
    mandates: { edges: { node: { id: string; instructionsAsked: { proposalId: string }[] } }[] };
  }>('{ mandates(first: 100) { edges { node { id instructionsAsked { proposalId } } } } }');
  const asked = mandates.edges.find(({ node }) => node.id === mandateId)?.node.instructionsAsked[0];
  const { poll } = await holder.does<{ poll: Named }>(
    'openPoll',
    { proposalId: asked?.proposalId, version: 1, closesAt: await collective.world.in('2 hours') },
    'poll { id }',
  );
  await (await collective.poll(poll.id, holder).votes({ for: 6 })).end('2 hours');
  await holder.does('conveneAssembly', {
    title: `${name}: point sur le journal`,
    form: 'PHYSICAL',
    startsAt: await collective.world.in('50 days'),
  });
  await holder.does('handBackMandate', { mandateId, handover: `Les clefs de ${name}.` });
}

const offered = async ({ name, collective, members }: Stage, more: object): Promise<string> => {
  const { offer } = await members.member.does<{ offer: Named }>(
    'offerMandate',
    {
      title: `${name}: tenir la table`,
      instructions: `À ${name}, le matin.`,
      until: await collective.world.in('30 days'),
      reportDueAt: await collective.world.in('29 days'),
      ...more,
    },
    'offer { id }',
  );
  return offer.id;
};

let lines = 0;

const noted = async ({ name, collective, members }: Stage, more: object = {}): Promise<string> => {
  const { line } = await members.member.does<{ line: Named }>(
    'noteMandate',
    {
      title: `${name}: porter les chaises ${(lines += 1)}`,
      instructions: `Les chaises de ${name}.`,
      holderIds: [members.member.id],
      until: await collective.world.in('30 days'),
      ...more,
    },
    'line { id }',
  );
  return line.id;
};

/** A decision on a position, which asks something of somebody. */
async function decided({ collective, members, name }: Furnished): Promise<string> {
  const position = await collective.propose({ by: members.member, title: `${name}: à faire` });
  const [row] = await collective.world.sql<Named>(
    `INSERT INTO ormee.decision (collective_id, id, year, number, title, outcome, effects_state, not_applied, effects,
       poll_id, proposal_id, proposal_version, venue, form, prevails, revocable_online, proclaimed_at, visibility)
     SELECT collective_id, gen_random_uuid(), 1900, (SELECT count(*) + 1 FROM ormee.decision WHERE year = 1900), $3,
       'ADOPTED', 'NONE', NULL, '[]', NULL, NULL, NULL, NULL, NULL, false, false, ormee.instant(), 'MEMBERS'
     FROM ormee.proposal WHERE collective_id = $1 AND id = $2 RETURNING id`,
    [collective.id, collective.rowId(position.id), `${name}: à faire`],
  );
  return collective.globalId('Decision', (row as Named).id);
}

/** How the rows about what is written beside mandates come about. */
export const arrangementsOfMandates: Readonly<Record<string, Arrange>> = {
  offerMandate: async (first) => ({
    input: { title: `${first.name}: une tâche`, decisionId: await decided(first) },
  }),
  'withdrawOffer of the member': async (first) => ({ input: { offerId: await offered(first, {}) } }),
  volunteer: async (first) => ({ input: { offerId: await offered(first, {}) } }),
  withdrawVolunteering: async (first) => ({ input: { offerId: await offered(first, {}) } }),
  noteMandate: async ({ name, collective, members }) => ({
    input: {
      title: `${name}: une ligne ${(lines += 1)}`,
      holderIds: [members.teller.id],
      until: await collective.world.in('10 days'),
    },
  }),
  'withdrawMandateLine of the member': async (first) => ({ input: { lineId: await noted(first) } }),
  'putMandateLines online': async (first) => ({
    input: { lineIds: [await noted(first)], closesAt: await first.collective.world.in('8 days') },
  }),
  'putMandateLines in a sitting': async (first) => ({
    input: { lineIds: [await noted(first)], assemblyId: first.assembly.id },
  }),
  askForInstructions: async ({ name, mandates }) => ({
    input: { mandateId: mandates.treasury, title: `${name}: que faire`, question: `À ${name} ?` },
  }),
  reportOnMandate: async ({ name, mandates }) => ({
    input: { mandateId: mandates.treasury, body: `${name}: fait.` },
  }),
  writeHandover: async ({ name, mandates }) => ({
    input: { mandateId: mandates.treasury, body: `${name}: à suivre.` },
  }),
  takeUpDecision: async (first) => ({ input: { decisionId: await decided(first) } }),
  followUpDecision: async (first) => ({
    input: { decisionId: await decided(first), state: 'DONE', note: `${first.name}: c’est fait.` },
  }),
};
