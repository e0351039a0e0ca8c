import { contribute } from '../../src/deliberation/contribute.js';
import { UNREPEATED } from '../../src/platform/database/idempotency.js';
import { answerConcern, carriedBy, concernsAwaiting, toReview, voice } from '../world/concerns.js';
import { grant } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface FollowUp {
  readonly state: string;
  readonly takenUpById: string | null;
  readonly steps: readonly { state: string; note: string; authorId: string; lineId: string | null }[];
}
interface FollowedUp {
  readonly decisionId: string;
  readonly label: string;
  readonly title: string;
  readonly followUp: FollowUp;
}

const FOLLOW_UP = 'followUp { state takenUpById steps { state note authorId lineId saidAt } }';

let world: World;
let collective: TestCollective;
let louise: TestMember;
let nestor: TestMember;
let blanche: TestMember;
let decisionId: string;

beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

beforeEach(async () => {
  await world.forgetJobs();
  collective = await world.collective().withMembers(5).withLegalMember('Coopérative').grow();
  [louise, nestor, blanche] = collective.members as [TestMember, TestMember, TestMember];
});

/** A decision of an assembly of three; a position unless it has effects. */
async function decide(title: string, votes: object = { for: 3 }, effects: object[] = []): Promise<string> {
  const proposal = await collective.propose({ title, effects });
  return (await proposal.decideIn(await collective.assembly(3), votes)).decision?.id as string;
}

const followUps = async (states: readonly string[] | null = null): Promise<FollowedUp[]> => {
  const { followUps: page } = await blanche.ask<{ followUps: { edges: { node: FollowedUp }[] } }>(
    `query($states: [FollowUpState!]) { followUps(first: 100, states: $states) {
      edges { node { decisionId label title ${FOLLOW_UP} } } } }`,
    { states },
  );
  return page.edges.map(({ node }) => node);
};

const followUpOf = async (id = decisionId): Promise<FollowUp | null> => {
  const { node } = await blanche.ask<{ node: { followUp: FollowUp | null } }>(
    `query($id: ID!) { node(id: $id) { ... on Decision { ${FOLLOW_UP} } } }`,
    { id },
  );
  return node.followUp;
};

const says = (by: TestMember, state: string, note = '') =>
  by.act('followUpDecision', { decisionId, state, note });
const takes = (by: TestMember, more: object = {}) => by.act('takeUpDecision', { decisionId, ...more });

const openPlace = async (): Promise<void> => void (decisionId = await decide('Ouvrir un local'));

describe('what became of a past decision', () => {
  beforeEach(openPlace);

  it('is nobody’s until somebody takes it up, where it asks something of somebody', async () => {
    await decide('Refusée', { against: 3 });
    const given = await decide('Un mandat', { for: 3 }, [
      await grant(collective, { holderIds: [nestor.id] }),
    ]);
    expect(await followUps()).toMatchObject([
      { decisionId, title: 'Ouvrir un local', followUp: { state: 'NOBODY', takenUpById: null, steps: [] } },
    ]);
    expect(await followUpOf(given)).toBeNull();
  });

  it('is under way by whom, done, dropped with its reason: every word stays', async () => {
    await takes(nestor, { note: 'Je m’y mets.' });
    expect(await followUpOf()).toMatchObject({ state: 'UNDER_WAY', takenUpById: nestor.id });
    await says(nestor, 'DROPPED', 'Aucun local libre.');
    await takes(louise);
    await says(blanche, 'DONE', 'Le bail est **signé**.');
    expect(await followUpOf()).toMatchObject({
      state: 'DONE',
      takenUpById: null,
      steps: [
        { state: 'UNDER_WAY', note: 'Je m’y mets.', authorId: nestor.id },
        { state: 'DROPPED', note: 'Aucun local libre.', authorId: nestor.id },
        { state: 'UNDER_WAY', note: '', authorId: louise.id },
        { state: 'DONE', note: 'Le bail est **signé**.', authorId: blanche.id },
      ],
    });
    expect(await followUps(['NOBODY', 'UNDER_WAY'])).toEqual([]);
    expect(await followUps(['DONE'])).toHaveLength(1);
    const leaves = await world.sql<{ encoded: string }>(
      `SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'decision.followed-up'`,
      [collective.id],
    );
    expect(leaves).toHaveLength(4);
    for (const { encoded } of leaves) expect(encoded).not.toMatch(/bail|local/);
    await expect(
      world.transactions.write((tx) => tx.rows('DELETE FROM ormee.decision_follow_up')),
    ).rejects.toThrow(/permission denied/);
  });

  it('is taken up by one at a time, of two at once too, and left by whoever took it', async () => {
    const codes = (await Promise.all([takes(nestor), takes(louise)])).map(({ code }) => code ?? 'DONE');
    expect(codes.sort()).toEqual(['DECISION_TAKEN_UP', 'DONE']);
    const taker = (await followUpOf())?.takenUpById === nestor.id ? nestor : louise;
    expect(await says(blanche, 'NOBODY')).toMatchObject({ code: 'DECISION_NOT_YOURS_TO_LEAVE' });
    expect(await takes(taker)).toMatchObject({ code: 'DECISION_TAKEN_UP' });
    expect((await says(taker, 'NOBODY', 'Je n’ai pas le temps.')).code).toBeUndefined();
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', takenUpById: null });
    expect((await takes(blanche)).code).toBeUndefined();
  });

  it('is said once in the same words by the same person, at once too', async () => {
    const done = () => says(blanche, 'DONE', 'Le bail est signé.');
    for (const { code } of await Promise.all([done(), done()])) expect(code).toBeUndefined();
    await says(louise, 'DONE', 'Le bail est signé.');
    await takes(nestor);
    const leaves = () => says(nestor, 'NOBODY', 'Je n’ai pas le temps.');
    for (const { code } of [await leaves(), await leaves()]) expect(code).toBeUndefined();
    expect((await followUpOf())?.steps.map(({ state }) => state)).toEqual([
      ...['DONE', 'DONE', 'UNDER_WAY', 'NOBODY'],
    ]);
  });

  it('is nobody’s again once whoever took it up has left', async () => {
    await takes(nestor);
    await nestor.does('leaveCollective', { confirmed: true });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', takenUpById: null });
    expect((await takes(blanche)).code).toBeUndefined();
  });

  it('is a mandate, where whoever takes it up notes it as a line and the next decision confirms it', async () => {
    await takes(nestor, { until: await world.in('20 days') });
    const [step] = (await followUpOf())?.steps ?? [];
    expect(step?.lineId).not.toBeNull();
    await (
      await collective.propose({ mandateLineIds: [step?.lineId as string] })
    ).decideIn(await collective.assembly(3), { for: 3 });
    const [{ task } = { task: '' }] = await world.sql<{ task: string }>(
      `SELECT task FROM ormee.mandate WHERE collective_id = $1 AND role IS NULL AND bound_by = ARRAY[$2::uuid]`,
      [collective.id, collective.rowId(decisionId)],
    );
    expect(task).toMatch(/^decision-\d{4}-001$/);
    const { id } = await collective.mandate(task);
    await nestor.does('handBackMandate', { mandateId: id });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY' });
    const { node } = await blanche.ask<{
      node: { handover: { items: { kind: string; subjectId: string }[] } };
    }>('query($id: ID!) { node(id: $id) { ... on Mandate { handover { items { kind subjectId } } } } }', {
      id,
    });
    expect(node.handover.items).toEqual([{ kind: 'DECISION_UNDER_WAY', subjectId: decisionId }]);
  });

  it('asks nothing of anybody once it is recalled, and keeps the words that were said of it', async () => {
    await takes(nestor, { until: await world.in('20 days') });
    const lineId = (await followUpOf())?.steps[0]?.lineId;
    await decide('Finalement non', { for: 3 }, [{ repealDecision: { decisionId } }]);
    expect((await followUps()).map((one) => one.decisionId)).not.toContain(decisionId);
    expect(await followUpOf()).toMatchObject({
      state: 'NOBODY',
      takenUpById: null,
      steps: [{ state: 'UNDER_WAY', lineId }],
    });
    expect(await takes(blanche)).toMatchObject({ code: 'DECISION_REPEALED' });
    expect(await lineStates()).toEqual(['WITHDRAWN']);
  });

  it('is nobody’s again once the line that it was taken up by is refused, taken back, or past its day', async () => {
    const until = () => world.in('20 days');
    const lineOf = async () => (await followUpOf())?.steps.at(-1)?.lineId as string;
    await takes(nestor, { until: await until() });
    expect(await takes(louise)).toMatchObject({ code: 'DECISION_TAKEN_UP' });
    const put = await collective.propose({ mandateLineIds: [await lineOf()] });
    await put.decideIn(await collective.assembly(3), { against: 3 });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', takenUpById: null });
    await takes(louise, { until: await until() });
    await louise.does('withdrawMandateLine', { lineId: await lineOf() });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY' });
    await takes(blanche, { until: await until() });
    expect(await followUpOf()).toMatchObject({ state: 'UNDER_WAY', takenUpById: blanche.id });
    await world.wait('21 days');
    await stayingSignedIn(collective);
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY' });
    expect((await takes(nestor, { until: await until() })).code).toBeUndefined();
    expect(await lineStates()).toEqual(['REFUSED', 'WITHDRAWN', 'WITHDRAWN', 'PROPOSED']);
  });

  it('is free for another, with its line, once it is handed back, done or dropped', async () => {
    const until = await world.in('20 days');
    await takes(nestor, { until });
    await says(nestor, 'NOBODY', 'Je n’ai pas le temps.');
    expect(await lineStates()).toEqual(['WITHDRAWN']);
    const closesAt = await world.in('9 days');
    expect(await louise.act('putMandateLines', { closesAt })).toMatchObject({
      code: 'NO_MANDATE_LINE_WAITS',
    });
    for (const [state, by] of [
      ['DROPPED', louise],
      ['DONE', blanche],
    ] as const) {
      expect((await takes(louise, { until })).code).toBeUndefined();
      await says(by, state, 'Voilà.');
    }
    expect(await lineStates()).toEqual(['WITHDRAWN', 'WITHDRAWN', 'WITHDRAWN']);
  });

  const lineStates = async () =>
    (
      await world.sql<{ state: string }>(
        'SELECT state FROM ormee.mandate_line WHERE collective_id = $1 ORDER BY id',
        [collective.id],
      )
    ).map(({ state }) => state);

  it('is refused where it says nothing, of what was rejected, of nothing, and to a legal person as a task', async () => {
    for (const state of ['DONE', 'DROPPED'])
      expect(await says(louise, state, ' ')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await says(louise, 'DONE', 'a\u0007b')).toMatchObject({ code: 'INVALID_INPUT' });
    expect(await takes(collective.member(5))).toMatchObject({ code: 'NATURAL_PERSON_NEEDED' });
    expect(await takes(nestor, { until: '2020-01-01T00:00:00.000Z' })).toMatchObject({
      code: 'MANDATE_END_PAST',
    });
    expect(await followUpOf()).toMatchObject({ state: 'NOBODY', steps: [] });
    decisionId = await decide('Refusée', { against: 3 });
    expect(await takes(nestor)).toMatchObject({ code: 'DECISION_NOT_ADOPTED' });
    const stranger = (await world.collective().withMembers(1).grow()).member(0);
    expect(await takes(stranger)).toMatchObject({ code: 'NOT_FOUND' });
  });

  it('goes page by page, the latest first', async () => {
    for (const title of ['Un', 'Deux']) await decide(title);
    const page = async (after: string | null) =>
      (
        await blanche.ask<{
          followUps: { edges: { node: FollowedUp }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
        }>(
          `query($after: String) { followUps(first: 2, after: $after) { edges { node { title } }
            pageInfo { endCursor hasNextPage } } }`,
          { after },
        )
      ).followUps;
    const first = await page(null);
    const second = await page(first.pageInfo.endCursor);
    expect([first, second].map(({ edges }) => edges.map(({ node }) => node.title))).toEqual([
      ['Deux', 'Un'],
      ['Ouvrir un local'],
    ]);
    expect(second.pageInfo.hasNextPage).toBe(false);
  });
});

describe('an assembly that is convened', () => {
  beforeEach(openPlace);

  const agendaOf = async (): Promise<string[]> => {
    const { assembly } = await louise.does<{ assembly: { agenda: { title: string }[] } }>(
      'conveneAssembly',
      { title: 'Assemblée', form: 'REMOTE', agenda: [{ title: 'Le budget' }] },
      'assembly { agenda { title } }',
    );
    return assembly.agenda.map(({ title }) => title);
  };

  it('opens its agenda with past decisions, while one of them is not done or dropped', async () => {
    const opened = ['Les décisions passées et ce qu’elles sont devenues', 'Le budget'];
    expect(await agendaOf()).toEqual(opened);
    await takes(nestor);
    expect(await agendaOf()).toEqual(opened);
    await says(nestor, 'DONE', 'Fait.');
    expect(await agendaOf()).toEqual(['Le budget']);
  });
});

describe('a concern that a decision carries', () => {
  /** A proposal, with a concern of Louise’s to look at again in thirty days, adopted online. */
  const carried = async (by = louise, visibility: 'PUBLIC' | 'MEMBERS' = 'MEMBERS') => {
    const proposal = await collective.propose({ by: nestor, title: 'Se voir dehors', visibility });
    const { id } = await voice(by, proposal, { reviewAt: await world.in('30 days') });
    const { decision } = await proposal.decideOnline({ for: 3 });
    await stayingSignedIn(collective);
    return { proposal, id, decisionId: decision?.id as string };
  };
  const due = async () => {
    const one = await carried();
    await pass('30 days');
    return one;
  };
  const pass = async (interval: string) => {
    await world.wait(interval);
    await world.runDueJobs();
    await stayingSignedIn(collective);
  };
  const only = async (id: string) => (await carriedBy({ collective }, blanche.token, id))[0];
  const reviewsOf = async (of: string) => (await only(of))?.contribution?.concern.reviews ?? [];
  const leaves = () =>
    world.sql<{ type: string; encoded: string }>(
      `SELECT type, encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type LIKE 'concern.%' ORDER BY index`,
      [collective.id],
    );

  it('stands beside it with its date, comes back at that date, and stays until it is answered', async () => {
    const { id, decisionId: of } = await carried();
    expect(await carriedBy({ collective }, blanche.token, of)).toMatchObject([
      {
        state: 'CARRIED',
        contribution: { id, body: 'Et si la salle est trop petite ?', concern: { decisionIds: [of] } },
      },
    ]);
    expect([await concernsAwaiting(louise), await toReview(blanche)]).toEqual([[], []]);
    await pass('29 days');
    expect(await concernsAwaiting(louise)).toEqual([id]);
    expect(await concernsAwaiting(blanche)).toEqual([]);
    expect(await toReview(blanche)).toMatchObject([{ state: 'DUE', contribution: { id } }]);
    await pass('200 days');
    expect(await concernsAwaiting(louise)).toEqual([id]);
    await answerConcern(louise, id, { noLonger: true }, 'On n’a jamais été à l’étroit.');
    expect([await concernsAwaiting(louise), await toReview(blanche)]).toEqual([[], []]);
    expect(await only(of)).toMatchObject({
      state: 'SETTLED',
      contribution: { concern: { reviews: [{ how: 'NO_LONGER', authorId: louise.id }] } },
    });
    expect((await leaves()).map(({ type }) => type)).toEqual([
      'concern.carried',
      'concern.returned',
      'concern.reviewed',
    ]);
    expect(JSON.stringify(await leaves())).not.toMatch(/trop petite|étroit/);
  });

  it('comes back to whoever sees to the decision too, who looks again later or takes it up, and never buries it', async () => {
    const { id, decisionId: of } = await due();
    expect(await answerConcern(blanche, id, { noLonger: true })).toMatchObject({ code: 'CONCERN_NOT_YOURS' });
    await blanche.does('takeUpDecision', { decisionId: of, note: 'Je cherche une salle.' });
    expect(await concernsAwaiting(blanche)).toEqual([id]);
    expect(await answerConcern(blanche, id, { noLonger: true })).toMatchObject({ code: 'CONCERN_NOT_YOURS' });
    const later = await world.in('60 days');
    await answerConcern(blanche, id, { lookAgainAt: later }, 'Je cherche encore.');
    await answerConcern(blanche, id, { lookAgainAt: later }, 'Je cherche encore.'); // sent again
    expect(await only(of)).toMatchObject({ state: 'CARRIED', reviewAt: later });
    expect(await reviewsOf(of)).toMatchObject([{ how: 'LATER' }]);
    expect(await answerConcern(blanche, id, { lookAgainAt: await world.in('70 days') })).toMatchObject({
      code: 'CONCERN_NOT_DUE',
    });
    expect(await answerConcern(louise, id, { lookAgainAt: await world.in('5 days') })).not.toHaveProperty(
      'code',
    );
    await pass('5 days');
    await answerConcern(blanche, id, { threadTitle: 'Quelle salle ?' }, 'Parlons-en là.');
    const [, , taken] = await reviewsOf(of);
    expect(taken).toMatchObject({ how: 'TAKEN_UP', authorId: blanche.id, threadId: expect.any(String) });
    const { node } = await louise.ask<{ node: { title: string; unreadCount: number } }>(
      'query($id: ID!) { node(id: $id) { ... on Thread { title } } }',
      { id: taken?.threadId },
    );
    expect(node.title).toBe('Quelle salle ?');
    // Its author may look at it again whatever was answered, and sees the answer as a reply of the thread.
    await answerConcern(louise, id, { lookAgainAt: await world.in('9 days') }, 'Je préfère revoir ça.');
    expect(await only(of)).toMatchObject({ state: 'CARRIED' });
  });

  it('is taken up by an open proposal, and by no other', async () => {
    const { id, proposal, decisionId: of } = await due();
    expect(await answerConcern(louise, id, { proposalId: proposal.id })).toMatchObject({
      code: 'PROPOSAL_NOT_OPEN',
    });
    const other = await collective.propose({ title: 'Une plus grande salle' });
    const neighbours = await world.collective().withMembers(1).grow();
    const stranger = await neighbours.propose({});
    expect(await answerConcern(louise, id, { proposalId: stranger.id })).toMatchObject({ code: 'NOT_FOUND' });
    expect([(await only(of))?.state, await reviewsOf(of)]).toEqual(['DUE', []]);
    await answerConcern(louise, id, { proposalId: other.id });
    expect(await only(of)).toMatchObject({ state: 'TAKEN_UP' });
    expect(await reviewsOf(of)).toMatchObject([{ proposalId: other.id }]);
    expect(await answerConcern(louise, id, { noLonger: true })).toMatchObject({ code: 'CONCERN_NOT_DUE' });
  });

  it('waits without a date until its author, or whoever sees to the decision, says one', async () => {
    const proposal = await collective.propose({ title: 'Se voir dehors' });
    const { id } = await voice(louise, proposal);
    const { decision } = await proposal.decideOnline({ for: 3 });
    await stayingSignedIn(collective);
    const of = decision?.id as string;
    expect(await only(of)).toMatchObject({ state: 'CARRIED', reviewAt: null });
    await pass('400 days');
    expect(await toReview(blanche, ['CARRIED'])).toMatchObject([{ contribution: { id } }]);
    expect(await answerConcern(blanche, id, { lookAgainAt: await world.in('1 day') })).toMatchObject({
      code: 'CONCERN_NOT_YOURS',
    });
    await blanche.does('takeUpDecision', { decisionId: of });
    await answerConcern(blanche, id, { lookAgainAt: await world.in('1 day') });
    await pass('1 day');
    expect(await concernsAwaiting(louise)).toEqual([id]);
  });

  it('is carried at once where it is said after the decision, and not at all where the proposal is rejected', async () => {
    const { proposal, decisionId: of } = await carried();
    const late = await voice(blanche, proposal, { reviewAt: await world.in('3 days') });
    expect(
      (await carriedBy({ collective }, louise.token, of)).map(({ contribution }) => contribution?.id),
    ).toContain(late.id);
    await pass('3 days');
    expect(await concernsAwaiting(blanche)).toEqual([late.id]);
    const refused = await collective.propose({ title: 'Se voir plus' });
    await voice(louise, refused, { reviewAt: await world.in('20 days') });
    const { decision } = await refused.decideOnline({ against: 3 });
    await stayingSignedIn(collective);
    expect(await carriedBy({ collective }, louise.token, decision?.id as string)).toEqual([]);
    await pass('30 days');
    expect((await toReview(blanche)).map(({ contribution }) => contribution?.body)).toHaveLength(2);
  });

  it('comes before the decision or after it, and is never lost between the two', async () => {
    const proposal = await collective.propose({ title: 'Se voir le jeudi' });
    const thread = await TestThread.open(collective, {
      title: null,
      subjects: [{ proposalId: proposal.id }],
    });
    const poll = await (await proposal.open({ lasting: '8 days' })).votes({ for: 3 });
    await world.wait('8 days');
    await stayingSignedIn(collective);
    const said = {
      ...({ kind: 'CONCERN', body: 'Et si ?', repliesTo: null, anchor: null } as const),
      ...{ threadId: collective.rowId(thread.id), reviewAt: await world.in('9 days') },
    };
    const actor = { kind: 'MEMBER', memberKind: 'NATURAL', state: 'ACTIVE', assisted: false } as const;
    const { collectiveId, memberId } = louise;
    let closing: Promise<unknown> = Promise.resolve();
    let isClosed = false;
    // The concern is said and not committed when the box is shut: whoever shuts it waits, or would not see it.
    await world.transactions.write(async (tx) => {
      await contribute(tx, { ...actor, collectiveId, memberId }, said, UNREPEATED);
      closing = nestor.does('closePoll', { pollId: poll.id }).then(() => (isClosed = true));
      const waits = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`;
      while (!isClosed && (await world.sql(waits)).length === 0);
    });
    await closing;
    expect([await toReview(blanche, ['VOICED']), isClosed]).toEqual([[], true]);
    expect(await toReview(blanche, ['CARRIED'])).toHaveLength(1);
  });

  it('goes with the words that its author takes back, and is said to', async () => {
    const { id, decisionId: of } = await carried();
    await louise.does('withdrawContribution', { contributionId: id });
    await pass('40 days');
    expect(await only(of)).toMatchObject({
      state: 'SETTLED',
      contribution: { body: null, concern: { reviews: [{ how: 'WITHDRAWN', replyId: null }] } },
    });
    expect(await answerConcern(louise, id, { lookAgainAt: await world.in('9 days') })).toMatchObject({
      code: 'CONTRIBUTION_NOT_STANDING',
    });
    expect(await toReview(blanche)).toEqual([]);
  });

  it('stays once its author is gone, and any member answers it then', async () => {
    const { id, decisionId: of } = await carried();
    await louise.does('leaveCollective', { confirmed: true });
    await louise.does('eraseMyData', { confirmed: true });
    await pass('30 days');
    expect(await toReview(blanche)).toMatchObject([{ state: 'DUE', contribution: { body: null } }]);
    await answerConcern(blanche, id, { noLonger: true }, 'Nous avons une plus grande salle.');
    expect(await only(of)).toMatchObject({ state: 'SETTLED' });
    expect(await reviewsOf(of)).toMatchObject([{ authorId: blanche.id }]);
  });

  it('shows its date to whoever reads the decision, and its words to members', async () => {
    const { id, decisionId: of } = await carried(louise, 'PUBLIC');
    const reviewAt = expect.any(String) as string;
    expect(await carriedBy({ collective }, null, of)).toEqual([
      { state: 'CARRIED', reviewAt, contribution: null },
    ]);
    expect(await carriedBy({ collective }, louise.token, of)).toMatchObject([
      { contribution: { id, viewerMayReview: { allowed: true } } },
    ]);
  });

  it('has a date to come, of a concern, about a proposal', async () => {
    const proposal = await collective.propose({});
    const thread = await TestThread.open(collective, { subjects: [{ proposalId: proposal.id }] });
    const says = (reviewAt: string, kind = 'CONCERN', where = thread) =>
      where.say({ by: louise, kind, body: 'Et si ?', reviewAt });
    const refused = (reason: string) => ({ code: 'INVALID_INPUT', facts: { field: 'reviewAt', reason } });
    await expect(says(await world.in('-1 minute'))).rejects.toMatchObject(refused('PAST'));
    await expect(says(await world.in('4 years'))).rejects.toMatchObject(refused('OVER_THREE_YEARS'));
    await expect(says(await world.in('9 days'), 'REACTION')).rejects.toMatchObject(refused('NO_CONCERN'));
    const alone = await TestThread.open(collective);
    await expect(says(await world.in('9 days'), 'CONCERN', alone)).rejects.toMatchObject(
      refused('NO_PROPOSAL'),
    );
    const { id } = await says(await world.in('9 days'));
    for (const [by, answer, code] of [
      [nestor, { lookAgainAt: await world.in('9 days') }, 'CONCERN_NOT_YOURS'],
      [louise, { lookAgainAt: await world.in('-9 days') }, 'INVALID_INPUT'],
      [louise, { noLonger: true }, 'CONCERN_NOT_DUE'],
      [louise, { noLonger: false }, 'INVALID_INPUT'],
    ] as const)
      expect(await answerConcern(by, id, answer)).toMatchObject({ code });
    expect(await answerConcern(louise, id, { lookAgainAt: await world.in('9 days') }, ' ')).toMatchObject({
      code: 'INVALID_INPUT',
    });
    const reaction = await thread.say({ by: louise, body: 'Oui.' });
    expect(await answerConcern(louise, reaction.id, { noLonger: true })).toMatchObject({ code: 'NOT_FOUND' });
  });
});
