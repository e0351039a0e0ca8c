import type { PollRead, TestAssembly } from '../world/decisions.js';
import { grant } from '../world/effects.js';
import { textOfElsewhere } from '../world/histories.js';
import { declares, membership, type MembershipSent } from '../world/people.js';
import type { TestCollective, TestMember } from '../world/world.js';
import type { Exclusion, Furnished } from './stage.js';

type Stage = Pick<Furnished, 'name' | 'collective' | 'members'> & { readonly assembly: TestAssembly };

/** A text is proposed whole, and a draft as founders make one, which no act makes any more. Answers the draft. */
export async function foundAgain(collective: TestCollective, name: string, by: TestMember): Promise<string> {
  const markdown = `## Titre I : ${name}\n\n### Chapitre 1 : Des mots\n\nLes mots de ${name}.\n`;
  await collective.propose({
    by,
    title: `${name}: un texte`,
    effects: [{ adoptText: { title: name, matter: 'DEEP', markdown } }],
  });
  await collective.propose({
    by,
    title: `${name}: un texte repris`,
    effects: [{ takeOverText: { matter: 'DEEP', history: textOfElsewhere(`${name} repris`) } }],
  });
  // Its texts as if a decision had taken them over: their words stay who they are of.
  await collective.world.sql(
    `UPDATE ormee.legal_text SET taken_over_by =
       (SELECT id FROM ormee.decision WHERE collective_id = $1 ORDER BY year, number LIMIT 1) WHERE collective_id = $1`,
    [collective.id],
  );
  const { id } = await collective.propose({ by, title: `${name}: la majorité` });
  const key = [collective.id, collective.rowId(id)];
  const majority = { base: 'ROLL', threshold: { fraction: '2/3', strict: false, plus: 0 } };
  await collective.world.sql(
    'UPDATE ormee.proposal_version SET effects = $3 WHERE collective_id = $1 AND proposal_id = $2',
    [...key, JSON.stringify([{ kind: 'AGREE_MAJORITY', ...majority }])],
  );
  await collective.world.sql(
    `UPDATE ormee.proposal SET founding_subject = 'MAJORITY' WHERE collective_id = $1 AND id = $2`,
    key,
  );
  return id;
}

/** Challenges, one of them settled; a contest that stands and one that was heard; decisions replaced and reopened. */
export async function challengeAndContest(
  { collective, name, members, assembly }: Stage,
  rules: PollRead,
  decided: PollRead,
): Promise<void> {
  const { facilitator, member, holder } = members;
  const { id: proposalId } = await collective.propose({
    by: facilitator,
    title: `${name}: une question grave`,
  });
  const challenge = (by: TestMember, ground: object) =>
    by.does<{ proposal: { challenges: { id: string }[] } }>(
      'challengeProposal',
      { proposalId, version: 1, ground, reason: `${name}: à traiter autrement` },
      'proposal { challenges { id } }',
    );
  const { proposal } = await challenge(member, { stricterMatter: 'DEEP' });
  await challenge(holder, { contradictsId: decided.decision?.id });
  const settling = await collective.propose({
    by: member,
    title: `${name}: des décisions revues`,
    effects: [
      { settleChallenge: { challengeId: proposal.challenges[0]?.id, upheld: true } },
      { repealDecision: { decisionId: rules.decision?.id } },
      { reopenDecision: { decisionId: decided.decision?.id } },
    ],
  });
  await settling.decideIn(assembly, { for: 2 });

  const contest = (by: TestMember) =>
    by.does<{ contest: { id: string } }>(
      'contestOutcome',
      { pollId: decided.id, reason: `${name}: mal compté` },
      'contest { id }',
    );
  const { contest: heard } = await contest(facilitator);
  await contest(member);
  const answer = { by: member, title: `${name}: une réponse`, answersContestId: heard.id };
  await (await collective.propose(answer)).decideIn(assembly, { for: 2 });
}

/** An appeal, the rule on members, people admitted by decision and on two members' word, dues and imports. */
export async function welcome({ collective, name, members, assembly }: Stage): Promise<string> {
  const { facilitator, teller, member, holder, legal } = members;
  const applies = async (publicName: string) =>
    (
      await declares(collective.world, collective.globalId('Collective', collective.id), {
        publicName: `${name} personne ${publicName}`,
        statement: `Je connais ${name}.`,
      })
    ).applicationId;
  const admitted = await applies('admise');
  const publishing = await collective.propose({
    by: member,
    title: `${name}: un appel`,
    effects: [
      {
        publishAppeal: {
          title: `${name}: appel`,
          body: `L’appel de ${name}.`,
          closesAt: '2030-01-01T00:00:00.000Z',
          firstSignatoryIds: [member.id],
        },
      },
      {
        cosignText: {
          title: `${name}: d’autres`,
          url: 'https://ailleurs.example/',
          words: `Lu par ${name}.`,
        },
      },
      { admitMember: { applicationId: admitted } },
    ],
  });
  await publishing.decideIn(assembly, { for: 2 });
  const { appeals } = await member.ask<{ appeals: { edges: { node: { id: string } }[] } }>(
    '{ appeals { edges { node { id } } } }',
  );
  const appeal = appeals.edges[0]?.node.id as string;
  await member.does('signAppeal', {
    ...{ appealId: appeal, name: `${name} première`, role: 'tourneuse', organisation: `Atelier ${name}` },
    ...{ url: 'https://premiere.example/', named: true },
  });
  const rule = {
    signedAppealId: appeal,
    dues: true,
    duesGrace: 'P1Y',
    interpretations: [{ question: 'Qui paie ?', choice: 'Tout le monde.' }],
  } as MembershipSent;
  const ruling = await collective.propose({
    by: member,
    title: `${name}: les membres`,
    effects: [await membership(collective, rule)],
  });
  await ruling.decideIn(assembly, { for: 2 });

  const vouched = await applies('connue');
  for (const by of [facilitator, teller])
    await by.does('vouchForApplicant', { applicationId: vouched, attestsSignature: true });
  await applies('en attente');
  for (const { id: memberId } of [facilitator, teller, member, holder, legal])
    await holder.does('recordDues', { memberId, until: '2027-06-30' });
  await holder.does('importSignatories', {
    appealId: appeal,
    file:
      'nom,date,rôle,organisation,site,rang,public\n' +
      `${name} signataire,2026-01-02,artisane,Atelier ${name},https://signe.example/,2,oui\n`,
  });
  await holder.does('importDecisions', {
    file: `numéro,date,titre,texte\n${name} 1,2025-01-02,${name}: autrefois,Les mots de ${name}.\n`,
  });
  return appeal;
}

/** Everybody has been given a link: by two, who are told nothing of it, or by the mandate holder alone. */
export async function giveLinks({ members }: Stage): Promise<void> {
  const { facilitator, teller, member, holder, legal } = members;
  for (const { id: memberId } of [facilitator, teller, member, legal])
    await holder.does('issueLink', { memberId });
  for (const by of [facilitator, teller]) await by.does('issueLink', { memberId: holder.id });
}

/** From grounds to a recourse that an assembly hears and does not follow. Titles and words here name no collective. */
export async function exclude({ collective, members, assembly }: Stage): Promise<Exclusion> {
  const { member, excluded } = members;
  const { exclusion } = await member.does<{ exclusion: { id: string } }>(
    'openExclusion',
    { memberId: excluded.id, grounds: 'Des faits graves.' },
    'exclusion { id }',
  );
  const { id: exclusionId } = exclusion;
  const named = { exclusionId, memberId: excluded.id };
  await excluded.does('answerExclusion', { exclusionId, answer: 'Je conteste.' });
  await excluded.does('sayLastWord', { exclusionId, words: 'J’ai tout dit.' });
  await collective.world.wait('7 days');
  const put = (title: string, effect: object) => collective.propose({ by: member, title, effects: [effect] });
  const excluding = await put('Une exclusion', { excludeMember: named });
  const poll = await (await excluding.open({ lasting: '2 hours' })).votes({ for: 5 });
  await poll.cast(excluded, 'AGAINST');
  const decided = await poll.end('2 hours');
  await excluded.does('appealExclusion', { exclusionId, reason: 'C’est injuste.' });
  const recourse = await put('Un recours', { reinstateMember: named });
  const heard = await recourse.decideIn(assembly, { against: 2 });
  return {
    id: exclusionId,
    poll: poll.id,
    concerning: new Map([
      ['Exclusion', [exclusionId]],
      ['Proposal', [excluding.id, recourse.id]],
      ['Poll', [poll.id, heard.id]],
      ['Decision', [decided.decision?.id as string, heard.decision?.id as string]],
    ]),
  };
}

/**
 * Somebody leaves who had just been chosen for a task: the decision stands, its effect does not. What they offered is taken
 * back by another. They ask to come back.
 */
export async function leave({ collective, name, members }: Stage): Promise<void> {
  const { left, member } = members;
  const proposal = await collective.propose({
    by: member,
    title: `${name}: une tâche sans personne`,
    effects: [await grant(collective, { task: 'archives', title: name, holderIds: [left.id] })],
  });
  const poll = await (await proposal.open({ lasting: '2 hours' })).votes({ for: 5 });
  const { offer } = await left.does<{ offer: { id: string } }>(
    'offerMandate',
    { title: `${name}: ranger les archives` },
    'offer { id }',
  );
  await left.does('leaveCollective', { confirmed: true });
  await member.does('withdrawOffer', { offerId: offer.id });
  await poll.end('2 hours');
  const collectiveId = collective.globalId('Collective', collective.id);
  await declares(collective.world, collectiveId, { publicName: name }, left.token);
}
