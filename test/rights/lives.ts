import { Amendments } from '../world/amendments.js';
import { hashPlace } from '../../src/core/text/position.js';
import type { ProvisionVersionRow } from '../../src/texts/text.entity.js';
import { TestAssembly, type Opening, type PollRead } from '../world/decisions.js';
import { grant, revoke } from '../world/effects.js';
import type { TestCollective, TestMember, World } from '../world/world.js';
import type { Furnished } from './stage.js';

/** Two ways to change the rules, put before either was; answers the proposal. */
export async function askForRules(collective: TestCollective, name: string, by: TestMember): Promise<string> {
  const provisionId = collective.provision('Règle 1');
  const expectedHash = await collective.hashOf('Règle 1');
  const content = { number: 'Règle 11', heading: name, body: `Les mots de ${name}, plus tard.` };
  const textId = collective.globalId('LegalText', collective.planted.textIds[1] as string);
  const options = [
    { insert: { parentId: provisionId, content } },
    { setHeading: { provisionId, expectedHash, heading: `${name}: autrement` } },
  ].map((operation, place) => ({
    label: `${name}: règle ${place}`,
    effects: [{ patchText: { textId, operations: [operation] } }],
  }));
  return (await collective.propose({ by, title: `${name}: quelle règle ?`, options })).id;
}

/** Replaces, inserts under and after, and repeals, from this day on. */
export async function patchRules(collective: TestCollective, name: string, by: TestMember) {
  const content = (number: string) => ({ number, heading: name, body: `Les mots de ${name}.` });
  const [first, second] = [collective.provision('Règle 1'), collective.provision('Règle 2')];
  const patchText = {
    textId: collective.globalId('LegalText', collective.planted.textIds[1] as string),
    effectiveOn: await today(collective),
    operations: [
      {
        replace: {
          provisionId: first,
          expectedHash: await collective.hashOf('Règle 1'),
          content: content('Règle 1'),
        },
      },
      { insert: { parentId: first, afterId: null, content: content('Règle 1 bis') } },
      { insert: { parentId: null, afterId: first, content: content('Règle 3') } },
      { repeal: { provisionId: second, expectedHash: await collective.hashOf('Règle 2') } },
    ],
  };
  const proposal = await collective.propose({ by, title: `${name}: les règles`, effects: [{ patchText }] });
  // One of its words comes of an amendment, so that passages lead to one.
  const amendments = new Amendments(proposal);
  const added = await amendments.put({
    by: collective.member(0),
    provision: 'Règle 1',
    replace: 'Les mots',
    with: 'Les beaux mots',
  });
  await (await (await amendments.open([added], { lasting: '2 hours' })).votes({ for: 6 })).end('2 hours');
  await amendments.all();
  const decided = await proposal.decideOnline({ for: 6 }, '2 hours');
  await moveAndMend(collective, name, by);
  return decided;
}

/** Moves what was inserted under a rule, and mends a slip in another. */
async function moveAndMend(collective: TestCollective, name: string, by: TestMember): Promise<void> {
  const read = async (number: string) => {
    const [row] = await collective.world.sql<ProvisionVersionRow>(
      `SELECT provision_id AS "provisionId", parent_id AS "parentId", position, hash, opened_by AS "openedBy"
       FROM ormee.provision_version WHERE collective_id = $1 AND number = $2 AND known_until IS NULL`,
      [collective.id, number],
    );
    return row as ProvisionVersionRow;
  };
  const [inserted, slip] = [await read('Règle 1 bis'), await read('Règle 3')];
  const id = (type: string, row: string | null) => row && collective.globalId(type, row);
  const operations = [
    {
      move: {
        provisionId: id('Provision', inserted.provisionId),
        expectedHash: inserted.hash,
        expectedPlace: hashPlace(inserted),
        fromId: id('Provision', inserted.parentId),
      },
    },
    {
      erratum: {
        provisionId: id('Provision', slip.provisionId),
        expectedHash: slip.hash,
        corrects: id('Decision', slip.openedBy),
        content: { number: 'Règle 3', heading: name, body: `Les mots mêmes de ${name}.` },
      },
    },
  ];
  const textId = collective.globalId('LegalText', collective.planted.textIds[1] as string);
  const effects = [{ patchText: { textId, operations } }];
  const proposal = await collective.propose({ by, title: `${name}: les places`, effects });
  await proposal.decideOnline({ for: 6 }, '2 hours');
}

/** The date in the collective's zone, which is a day ahead of UTC for an hour or two of each night. */
async function today({ world, id }: TestCollective): Promise<string> {
  const [row] = await world.sql<{ date: string }>(
    'SELECT (ormee.instant() AT TIME ZONE zone)::date::text AS date FROM ormee.collective WHERE id = $1',
    [id],
  );
  return (row as { date: string }).date;
}

/** What the first mandate opens: polls in assemblies, and what is done for members and by imports. */
const HOLDER_MAY = [
  'openPoll',
  'admitMember',
  'recordDues',
  'importSignatories',
  'enterPaperSignature',
  'importMembers',
  'importDecisions',
  'issueLink',
  'castForMember',
  'speaksFor',
  'exportCollective',
  'hideContribution',
] as const;

/** Four mandates by one decision, of which another takes one back that two held. */
export async function giveMandates(
  collective: TestCollective,
  name: string,
  { holder, teller, member, timekeeper }: Furnished['members'],
  boundBy: string,
): Promise<Furnished['mandates']> {
  const given = async (task: string, holderId: string, more: object = {}) =>
    grant(collective, { task, title: `${name}: ${task}`, holderIds: [holderId], ...more });
  const grants = await collective.propose({
    by: member,
    title: `${name}: des mandats`,
    effects: [
      await given('treasury', holder.id, {
        boundByIds: [boundBy],
        scopeActs: HOLDER_MAY,
        reportDueAt: await collective.world.in('10 days'),
      }),
      await given('press', holder.id),
      await given('letters', teller.id, { holderIds: [teller.id, member.id] }),
      await given('words', timekeeper.id, { scopeActs: ['hideContribution'] }),
    ],
  });
  await grants.decideOnline({ for: 6 }, '2 hours');
  const { id } = await collective.mandate('letters');
  await member.does('handBackMandate', { mandateId: id });
  const revocation = await collective.propose({
    by: member,
    title: `${name}: un mandat repris`,
    effects: [revoke(id, 'letters')],
  });
  await revocation.decideOnline({ for: 6 }, '2 hours');
  const [treasury, press] = [await collective.mandate('treasury'), await collective.mandate('press')];
  return { treasury: treasury.id, press: press.id };
}

/** A poll decided by consent, to which each person objects. */
export async function objectByConsent(
  collective: TestCollective,
  name: string,
  { facilitator, teller, member, holder, left, excluded }: Furnished['members'],
): Promise<void> {
  const proposal = await collective.propose({ by: member, title: `${name}: par consentement` });
  const poll = await proposal.open({ method: 'CONSENT_1', lasting: '2 hours' });
  for (const person of [facilitator, teller, member, holder, left, excluded])
    await poll.object(person, `${name}: une raison`);
  await poll.end('2 hours');
}

/** An assembly that is over, which somebody left before its end. */
export async function meetOnce(
  world: World,
  facilitator: TestMember,
  teller: TestMember,
  name: string,
): Promise<void> {
  const assemblyId = await convene(facilitator, name);
  await facilitator.does('startAssembly', { assemblyId });
  await teller.does('checkIn', { assemblyId });
  await world.wait('1 hour');
  await teller.does('checkOut', { assemblyId });
  await facilitator.does('endAssembly', { assemblyId });
}

export async function convene(by: TestMember, title: string): Promise<string> {
  const { assembly } = await by.does<{ assembly: { id: string } }>(
    'conveneAssembly',
    { title, form: 'PHYSICAL' },
    'assembly { id }',
  );
  return assembly.id;
}

/** A running assembly with its roles, a question decided in it and another one open. */
export async function meet(
  collective: TestCollective,
  name: string,
  { facilitator, teller, legal, timekeeper, member }: Furnished['members'],
): Promise<{ readonly assembly: TestAssembly; readonly decided: PollRead }> {
  const assembly = await TestAssembly.running([facilitator, teller, legal, timekeeper], 'PHYSICAL');
  const assemblyId = assembly.id;
  await teller.does('takeRole', { assemblyId, role: 'TELLER' });
  await timekeeper.does('takeRole', { assemblyId, role: 'TIMEKEEPER' });
  const put = async (title: string) => collective.propose({ by: member, title: `${name}: ${title}` });
  const decided = await (await put('décidé en séance')).decideIn(assembly, { for: 2 });
  const [, item] = await followAgenda(facilitator, assemblyId, name);
  await (await put('ouvert en séance')).openIn(assembly, { agendaItemId: item } as Opening);
  return { assembly, decided };
}

/** Two items are put on the agenda, and taken up one after the other. */
async function followAgenda(facilitator: TestMember, assemblyId: string, name: string): Promise<string[]> {
  for (const title of ['un point', 'un autre'])
    await facilitator.does('askAgendaItem', {
      assemblyId,
      item: { title: `${name}: ${title}`, minutes: 20 },
    });
  const items = await itemsOf(facilitator, assemblyId);
  for (const itemId of items) await facilitator.does('takeUpItem', { assemblyId, itemId });
  return items;
}

/** The items of an agenda, as somebody who may take them up reads them. */
export async function itemsOf(reader: TestMember, assemblyId: string): Promise<string[]> {
  const { node } = await reader.ask<{ node: { agenda: { id: string }[] } }>(
    'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
    { id: assemblyId },
  );
  return node.agenda.map(({ id }) => id);
}
