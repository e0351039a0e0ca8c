import { signTogether } from './lived-among-signatures.js';
import { grant } from '../world/effects.js';
import { enterBy, MAJORITY, TestFounding } from '../world/founding.js';
import {
  adoptMembership,
  declares,
  mandateFor,
  publishAppeal,
  signsIn,
  stayingSignedIn,
} from '../world/people.js';
import type { TestCollective, TestMember, World } from '../world/world.js';

/**
 * A second life: people come in by every way, are given links, pay dues, are asked to leave and come back, and what was
 * decided is challenged, contested and taken back.
 */
export async function liveAmongPeople(world: World): Promise<TestCollective> {
  await world.travelTo('2026-02-02T09:00:00.000Z');
  const collective = await world
    .collective()
    .withMembers(6)
    .withLegalMember('Coopérative des ormes')
    .withRules((rules) =>
      rules.map((rule) => ({
        ...rule,
        minimumVoting: 'PT1H',
        contestPeriod: 'P30D',
        lateRule: 'STRIKE_UNCAST',
      })),
    )
    .grow();
  await stayingSignedIn(collective);
  const acts = [
    'issueLink',
    'recordDues',
    'admitMember',
    'importSignatories',
    'enterPaperSignature',
    'importMembers',
    'importDecisions',
  ];
  await mandateFor(collective, collective.member(3), ...acts);
  const shared = { task: 'caisse', holderIds: [collective.member(5).id, collective.member(1).id] };
  const reporting = { ...shared, reportDueAt: await world.in('10 days') };
  const alone = { task: 'tracts', holderIds: [collective.member(5).id] };
  const giving = await collective.propose({
    effects: [await grant(collective, reporting), await grant(collective, alone)],
  });
  await giving.decideOnline({ for: 3 }, '2 hours');
  const nathalie = await welcome(collective);
  await signTogether(collective, collective.member(3));
  await takeOver(collective);
  await giveLinks(collective);
  await doubt(collective);
  await meet(collective);
  await exclude(collective);
  await leave(collective, nathalie);
  // Asked for by one member alone: such a request is forgotten after a day.
  await collective.member(1).does('issueLink', { memberId: collective.member(2).id });
  return collective;
}

/** A collective that is still at its founding, with somebody named and not yet invited by all. */
export async function liveAtItsFounding(world: World): Promise<TestCollective> {
  const founding = await TestFounding.begin(world);
  await founding.adopt({ majority: MAJORITY });
  await (await founding.draft({ majority: MAJORITY })).open({ lasting: '10 minutes' });
  await founding.member(1).does('inviteFounder', { publicName: 'Zoé' });
  return founding;
}

const collectiveId = (collective: TestCollective): string => collective.globalId('Collective', collective.id);

const applies = async (collective: TestCollective, publicName: string, token: string | null = null) =>
  declares(
    collective.world,
    collectiveId(collective),
    { publicName, statement: `Je suis ${publicName}.`, email: `${publicName.toLowerCase()}@example.org` },
    token,
  );

/** By two members, under a mandate, by a decision; one waits, and one rule on members takes the place of another. */
async function welcome(collective: TestCollective): Promise<TestMember> {
  const [first, second, , holder] = collective.members as [TestMember, TestMember, TestMember, TestMember];
  const appealId = await publishAppeal(collective, { visibility: 'PUBLIC' });
  await adoptMembership(collective, { signedAppealId: appealId, dues: true, duesGrace: 'P1Y' });
  const known = await applies(collective, 'Louise');
  for (const by of [first, second])
    await by.does('vouchForApplicant', { applicationId: known.applicationId, attestsSignature: true });
  const file = 'nom,e-mail,date\nVirginie,virginie@example.org,2026-01-02\nPaule,,\n';
  await holder.does('importSignatories', { appealId, file });
  const [signatory] = await collective.world.sql<{ id: string }>(
    'SELECT id FROM ormee.signatory WHERE collective_id = $1 AND name = $2',
    [collective.id, 'Virginie'],
  );
  const { applicationId } = await applies(collective, 'Virginie');
  const signatoryId = collective.globalId('Signatory', signatory?.id as string);
  await holder.does('admitMember', { applicationId, signatoryId });
  for (const [memberId, until] of [
    [first.id, '2026-12-31'],
    [second.id, '2026-06-30'],
    [second.id, '2027-06-30'],
  ])
    await holder.does('recordDues', { memberId, until });
  await adoptMembership(collective, { seniority: 'P1D' });
  const decided = await applies(collective, 'Nathalie');
  const admitting = await collective.propose({
    effects: [{ admitMember: { applicationId: decided.applicationId } }],
  });
  await admitting.decideIn(await collective.assembly(3), { for: 3 });
  const waiting = await applies(collective, 'Sophie');
  await first.does('vouchForApplicant', { applicationId: waiting.applicationId, attestsSignature: true });
  return enterBy(collective.world, decided.link);
}

/** Members, one of whom has signed in since, and decisions from before the collective came here. */
async function takeOver(collective: TestCollective): Promise<void> {
  const holder = collective.member(3);
  await holder.does('importMembers', {
    file: 'nom,e-mail,depuis\nRosa,rosa@example.org,2024-05-01\nEmma,,\n',
  });
  await holder.does('importDecisions', {
    file: 'numéro,date,titre,texte\n2024-1,2024-05-02,Un local,On loue un local.\n2024-2,2024-06-02,Un journal,\n',
  });
  const [rosa] = await collective.world.sql<{ id: string }>(
    `SELECT id FROM ormee.member WHERE collective_id = $1 AND public_name = 'Rosa'`,
    [collective.id],
  );
  const { handed } = await holder.does<{ handed: { url: string } }>(
    'issueLink',
    { memberId: collective.globalId('Member', rosa?.id as string) },
    'handed { url }',
  );
  await signsIn(collective.world, handed.url.split('/').at(-1) as string);
}

/** Under a mandate, and by two members. */
async function giveLinks(collective: TestCollective): Promise<void> {
  const [first, second, third, holder] = collective.members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  await holder.does('issueLink', { memberId: first.id });
  for (const by of [first, second]) await by.does('issueLink', { memberId: third.id });
}

/** Challenges withdrawn, upheld, dismissed and standing; contests heard, withdrawn and standing; decisions marked. */
async function doubt(collective: TestCollective): Promise<void> {
  const [first, second, third, holder] = collective.members as [
    TestMember,
    TestMember,
    TestMember,
    TestMember,
  ];
  const sitting = await collective.assembly(3);
  const decided = await (await collective.propose({ title: 'Une fête' })).decideIn(sitting, { for: 3 });
  const doubted = await collective.propose({ title: 'Une autre fête' });
  const challenge = async (by: TestMember, ground: object): Promise<string> => {
    const { proposal } = await by.does<{ proposal: { challenges: { id: string }[] } }>(
      'challengeProposal',
      { proposalId: doubted.id, version: 1, ground, reason: 'À traiter autrement.' },
      'proposal { challenges { id } }',
    );
    return proposal.challenges.at(-1)?.id as string;
  };
  const withdrawn = await challenge(second, { stricterMatter: 'DEEP' });
  await second.does('withdrawChallenge', { challengeId: withdrawn });
  const upheld = await challenge(first, { stricterMatter: 'DEEP' });
  const dismissed = await challenge(third, { stricterMatter: 'GOVERNANCE' });
  await challenge(holder, { contradictsId: decided.decision?.id });
  const contest = async (by: TestMember): Promise<string> => {
    const { contest: raised } = await by.does<{ contest: { id: string } }>(
      'contestOutcome',
      { pollId: decided.id, reason: `Mal compté, dit ${by.memberId}.` },
      'contest { id }',
    );
    return raised.id;
  };
  const heard = await contest(first);
  await second.does('withdrawContest', { contestId: await contest(second) });
  await contest(third);
  const other = await (await collective.propose({ title: 'Un banquet' })).decideIn(sitting, { for: 3 });
  const settling = await collective.propose({
    title: 'Des décisions revues',
    answersContestId: heard,
    effects: [
      { settleChallenge: { challengeId: upheld, upheld: true } },
      { settleChallenge: { challengeId: dismissed, upheld: false } },
      { repealDecision: { decisionId: decided.decision?.id } },
      { reopenDecision: { decisionId: other.decision?.id } },
    ],
  } as object);
  await settling.decideIn(sitting, { for: 3 });
  await first.does('endAssembly', { assemblyId: sitting.id });
}

/** One sitting that is over, with an agenda that it went through, and one that is at an item. */
async function meet(collective: TestCollective): Promise<void> {
  const [first, second] = collective.members as [TestMember, TestMember];
  for (const ended of [true, false]) {
    const sitting = await collective.assembly(3);
    const assemblyId = sitting.id;
    for (const [title, minutes] of [
      ['Le local', 20],
      ['Le journal', null],
      ['La suite', 5],
    ] as const)
      await second.does('askAgendaItem', { assemblyId, item: { title, minutes } });
    const { node } = await first.ask<{ node: { agenda: { id: string }[] } }>(
      'query($id: ID!) { node(id: $id) { ... on Assembly { agenda { id } } } }',
      { id: assemblyId },
    );
    const items = node.agenda.map(({ id }) => id) as [string, string, string];
    for (const itemId of items.slice(0, 2)) await first.does('takeUpItem', { assemblyId, itemId });
    const question = await collective.propose({ title: 'Une question de l’ordre du jour' });
    const poll = await question.openIn(sitting, { agendaItemId: items[1] });
    await (await poll.votes({ for: 2 })).lastCall();
    if (ended) await first.does('endAssembly', { assemblyId });
  }
  const agenda = [{ title: 'Ce qui vient', minutes: 10 }];
  await second.does('conveneAssembly', { title: 'La prochaine', form: 'PHYSICAL', agenda });
}

/** Grounds withdrawn, rejected, not yet put, and followed as far as a recourse that the assembly hears. */
async function exclude(collective: TestCollective): Promise<void> {
  const [accuser, second, third] = collective.members as [TestMember, TestMember, TestMember];
  const [heard, gone] = [collective.member(4), collective.member(5)];
  const ask = async (memberId: string): Promise<string> => {
    const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
      'openExclusion',
      { memberId, grounds: `Des faits graves, de ${memberId}.` },
      'exclusion { id }',
    );
    return exclusion.id;
  };
  await accuser.does('withdrawExclusion', { exclusionId: await ask(second.id) });
  const stories = await Promise.all([heard, gone, third].map(({ id }) => ask(id)));
  for (const [place, person] of [heard, gone, third].entries()) {
    const exclusionId = stories[place] as string;
    await person.does('answerExclusion', { exclusionId, answer: `Je conteste, dit ${person.memberId}.` });
    await person.does('sayLastWord', { exclusionId, words: `J’ai tout dit, dit ${person.memberId}.` });
  }
  await collective.world.wait('7 days');
  for (const [place, { id: memberId }] of [heard, gone, third].entries()) {
    const effects = [{ excludeMember: { exclusionId: stories[place], memberId } }];
    const proposal = await collective.propose({ title: 'Une exclusion', effects });
    await proposal.decideOnline(memberId === third.id ? { against: 3 } : { for: 3 }, '2 hours');
  }
  await heard.does('appealExclusion', { exclusionId: stories[0], reason: 'C’est injuste.' });
  await gone.does('appealExclusion', { exclusionId: stories[1], reason: 'Les faits sont inexacts.' });
  const effects = [{ reinstateMember: { exclusionId: stories[0], memberId: heard.id } }];
  const recourse = await collective.propose({ title: 'Un recours', effects });
  await recourse.decideIn(await collective.assembly(3), { for: 3 });
  await applies(collective, 'Revenant', gone.token);
  await ask(second.id);
}

/** Somebody leaves who had just been chosen for a task, and has what leads to them erased. */
async function leave(collective: TestCollective, leaving: TestMember): Promise<void> {
  const proposal = await collective.propose({
    by: leaving,
    title: 'Les archives à Nathalie',
    ...({ visibility: 'PUBLIC' } as object),
    effects: [
      await grant(collective, {
        task: 'archives',
        holderIds: [leaving.id],
        reportDueAt: await collective.world.in('10 days'),
      }),
    ],
  });
  const poll = await (await proposal.open({ lasting: '2 hours' })).votes({ for: 3 });
  await leaving.does('leaveCollective', { confirmed: true });
  await collective.world.wait('2 hours');
  await poll.close(collective.member(0));
  await leaving.does('eraseMyData', { confirmed: true });
}
