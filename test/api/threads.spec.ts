import { replace } from '../world/effects.js';
import { groupNamed } from '../world/groups.js';
import { Amendments } from '../world/amendments.js';
import { itemsOf } from '../rights/lives.js';
import { TestThread, type ContributionRead } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

describe('a thread', () => {
  let world: World;
  let collective: TestCollective;
  let first: TestMember;
  let second: TestMember;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    collective = await world.collective().withMembers(4).withLegalMember('Coopérative').grow();
    [first, second] = [collective.member(0), collective.member(1)];
  });
  afterAll(() => world.close());

  const bodies = (read: readonly ContributionRead[]) => read.map(({ body }) => body);

  it('is opened by any member, alone or about something that all see, and found by what it is about', async () => {
    const proposal = await collective.propose();
    const about = { proposalId: proposal.id };
    const alone = await TestThread.open(collective, { by: collective.member(4), title: 'Le local' });
    const one = await TestThread.open(collective, { title: null, subjects: [about] });
    const other = await TestThread.open(collective, { by: second, title: 'Le prix', subjects: [about] });
    const threads = async (subject: object | null) =>
      (
        await first.ask<{ threads: { edges: { node: { id: string; title: string | null } }[] } }>(
          'query($subject: ThreadSubjectInput) { threads(subject: $subject) { edges { node { id title } } } }',
          { subject },
        )
      ).threads.edges.map(({ node }) => node.id);
    expect(await threads(about)).toEqual([other.id, one.id]);
    expect(await threads(null)).toEqual([other.id, one.id, alone.id]);
    expect(await one.readBy(second)).toMatchObject({
      title: null,
      subjects: [{ kind: 'PROPOSAL', objectId: proposal.id }],
    });
  });

  it('holds what each said, in the order in which it was said, with a number for good', async () => {
    const thread = await TestThread.open(collective);
    await thread.say({ by: first, kind: 'ARGUMENT_FOR', body: 'C’est **plus simple**.' });
    await thread.say({ by: collective.member(4), kind: 'CONCERN', body: 'C’est cher.' });
    const said = await thread.contributions(second);
    expect(said.map(({ number, kind, author }) => [number, kind, author?.publicName])).toEqual([
      [1, 'ARGUMENT_FOR', 'Membre 1'],
      [2, 'CONCERN', 'Coopérative'],
    ]);
    expect(said[0]?.html).toBe('<p>C’est <strong>plus simple</strong>.</p>');
    expect(bodies(await thread.contributions(second, { kinds: ['CONCERN'] }))).toEqual(['C’est cher.']);
  });

  it('is read page by page, and nothing is missed or seen twice', async () => {
    const thread = await TestThread.open(collective);
    for (let place = 1; place <= 7; place += 1) await thread.say({ by: first, body: `Voici ${place}.` });
    const seen: string[] = [];
    let after: string | null = null;
    do {
      const { node }: Page = await second.ask(
        `query($id: ID!, $after: String) { node(id: $id) { ... on Thread { contributions(first: 3, after: $after) {
          edges { node { body } } pageInfo { hasNextPage endCursor } } } } }`,
        { id: thread.id, after },
      );
      seen.push(...node.contributions.edges.map((edge) => edge.node.body));
      after = node.contributions.pageInfo.hasNextPage ? node.contributions.pageInfo.endCursor : null;
    } while (after !== null);
    expect(seen).toEqual(Array.from({ length: 7 }, (_, place) => `Voici ${place + 1}.`));
  });

  it('begins nowhere under a forged cursor, and refuses one that nobody could have been given', async () => {
    const thread = await TestThread.open(collective);
    await thread.say({ by: first });
    const cursor = (number: number) => Buffer.from(`[${number}]`).toString('base64url');
    for (const [number, rows] of [
      [2 ** 31 - 1, 0],
      [1 - 2 ** 31, 1],
    ] as const)
      expect(await thread.contributions(second, { after: cursor(number) })).toHaveLength(rows);
    for (const number of [2 ** 31, Number.MAX_SAFE_INTEGER, -Number.MAX_SAFE_INTEGER])
      await expect(thread.contributions(second, { after: cursor(number) })).rejects.toThrow('after');
  });

  it('gives those who speak at once a number each', async () => {
    const thread = await TestThread.open(collective);
    await Promise.all(
      Array.from({ length: 24 }, (_, place) =>
        thread.say({ by: collective.member(place % 4), body: `${place}` }),
      ),
    );
    const numbers = (await thread.contributions(first)).map(({ number }) => number);
    expect(numbers).toEqual(Array.from({ length: 24 }, (_, place) => place + 1));
  });

  it('lets a question be answered, and nothing else', async () => {
    const thread = await TestThread.open(collective);
    const question = await thread.say({ by: first, kind: 'QUESTION', body: 'Combien ?' });
    const answer = await thread.say({ by: second, kind: 'ANSWER', body: 'Douze.', repliesToId: question.id });
    expect(answer.repliesToNumber).toBe(1);
    const { node } = await first.ask<{ node: { answers: { edges: { node: { body: string } }[] } } }>(
      'query($id: ID!) { node(id: $id) { ... on Contribution { answers { edges { node { body } } } } } }',
      { id: question.id },
    );
    expect(node.answers.edges.map((edge) => edge.node.body)).toEqual(['Douze.']);
    for (const repliesToId of [undefined, answer.id])
      await expect(
        thread.say({ by: first, kind: 'ANSWER', body: 'Non.', ...(repliesToId && { repliesToId }) }),
      ).rejects.toMatchObject({ code: 'ANSWERS_NO_QUESTION' });
    const elsewhere = await TestThread.open(collective);
    await expect(
      elsewhere.say({ by: first, kind: 'ANSWER', body: 'Non.', repliesToId: question.id }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND', path: ['input', 'repliesToId'] });
    expect((await thread.contribution(first, question.id)).replyCount).toBe(1);
  });

  it('says it once, however often the same is sent', async () => {
    const thread = await TestThread.open(collective);
    const sent = { by: first, body: 'Une fois.', idempotencyKey: 'a' };
    const [one, other] = await Promise.all([thread.say(sent), thread.say(sent)]);
    expect(one.id).toBe(other.id);
    await expect(thread.say({ ...sent, body: 'Autre chose.' })).rejects.toMatchObject({
      code: 'IDEMPOTENCY_KEY_REUSED',
    });
    expect(await thread.contributions(first)).toHaveLength(1);
  });

  it('keeps what was said before an edit for all to read, and gives both texts back on a stale one', async () => {
    const thread = await TestThread.open(collective);
    const { id } = await thread.say({ by: first, body: 'Le lundi.' });
    const edit = (body: string, expectedVersion: number) =>
      first.does('editContribution', { contributionId: id, expectedVersion, body });
    await edit('Le mardi.', 1);
    await edit('Le mardi.', 1); // sent again
    await expect(edit('Le jeudi.', 1)).rejects.toMatchObject({
      code: 'WORDS_CHANGED',
      facts: { currentVersion: '2', current: 'Le mardi.', yours: 'Le jeudi.' },
    });
    const read = await thread.contribution(second, id);
    expect(read).toMatchObject({ body: 'Le mardi.', version: 2 });
    expect(read.editedAt).not.toBeNull();
    expect(read.versions.edges.map(({ node }) => node.body)).toEqual(['Le lundi.', 'Le mardi.']);
    await expect(
      second.does('editContribution', { contributionId: id, expectedVersion: 2, body: 'Rien.' }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('lets one of two edits at once pass, and tells the other', async () => {
    const thread = await TestThread.open(collective);
    const { id } = await thread.say({ by: first, body: 'A' });
    const answers = await Promise.all(
      ['B', 'C'].map((body) =>
        first.act('editContribution', { contributionId: id, expectedVersion: 1, body }),
      ),
    );
    expect(answers.map(({ code }) => code ?? 'DONE').sort()).toEqual(['DONE', 'WORDS_CHANGED']);
  });

  it('keeps the place of what its author takes back, and its words for them alone', async () => {
    const thread = await TestThread.open(collective);
    const { id } = await thread.say({ by: first, body: 'J’ai eu tort.' });
    await thread.say({ by: second, body: 'Non.', repliesToId: id });
    await expect(second.does('withdrawContribution', { contributionId: id })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await first.does('withdrawContribution', { contributionId: id });
    await first.does('withdrawContribution', { contributionId: id });
    const read = await thread.contribution(second, id);
    expect(read).toMatchObject({ state: 'WITHDRAWN', number: 1, body: null, html: null, replyCount: 1 });
    expect(read.versions.edges).toEqual([]);
    expect(await thread.contribution(first, id)).toMatchObject({ body: 'J’ai eu tort.' });
    await expect(
      first.does('editContribution', { contributionId: id, expectedVersion: 1, body: 'Si.' }),
    ).rejects.toMatchObject({ code: 'CONTRIBUTION_NOT_STANDING' });
  });

  it('knows how far each has read, only ever further', async () => {
    const thread = await TestThread.open(collective);
    for (const body of ['1', '2', '3']) await thread.say({ by: first, body });
    await thread.say({ by: second, body: '4' });
    expect(await thread.readBy(second)).toMatchObject({ viewerReadUpTo: 0, unreadCount: 3 });
    const mark = (upTo: number) => second.does('markThreadRead', { threadId: thread.id, upTo });
    await mark(2);
    await mark(1);
    expect(await thread.readBy(second)).toMatchObject({ viewerReadUpTo: 2, unreadCount: 1 });
    await mark(1_000);
    expect(await thread.readBy(second)).toMatchObject({ viewerReadUpTo: 4, unreadCount: 0 });
    expect(await thread.readBy(first)).toMatchObject({ viewerReadUpTo: 0, unreadCount: 1 });
    await expect(mark(-1)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('is summed up by volunteers, each version on the one before', async () => {
    const thread = await TestThread.open(collective);
    for (const body of ['1', '2']) await thread.say({ by: first, body });
    const sum = (by: TestMember, expectedVersion: number, body: string, upTo = 2) =>
      by.does('summarizeThread', { threadId: thread.id, expectedVersion, upTo, body });
    await sum(first, 0, 'Deux choses.', 1);
    await sum(second, 1, 'Deux choses, dites par une seule personne.');
    await sum(second, 1, 'Deux choses, dites par une seule personne.'); // sent again
    await expect(sum(first, 1, 'Trois.')).rejects.toMatchObject({
      code: 'WORDS_CHANGED',
      facts: { current: 'Deux choses, dites par une seule personne.', yours: 'Trois.' },
    });
    await expect(sum(first, 2, 'Trois.', 3)).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    const { node } = await first.ask<{ node: object }>(
      `query($id: ID!) { node(id: $id) { ... on Thread { summary { version upTo author { publicName } }
        summaries { edges { node { version body } } } } } }`,
      { id: thread.id },
    );
    expect(node).toEqual({
      summary: { version: 2, upTo: 2, author: { publicName: 'Membre 2' } },
      summaries: {
        edges: [
          { node: { version: 2, body: 'Deux choses, dites par une seule personne.' } },
          { node: { version: 1, body: 'Deux choses.' } },
        ],
      },
    });
  });

  it('shows how speech is shared, without a name, and one’s own place', async () => {
    const thread = await TestThread.open(collective);
    await thread.say({ by: first, body: 'un deux trois quatre cinq six' });
    await thread.say({ by: second, body: 'un, deux' });
    await thread.say({ by: second, body: 'trois !' });
    await thread.say({ by: collective.member(2), body: 'un' });
    const { id } = await thread.say({ by: collective.member(3), body: 'pour rien' });
    await collective.member(3).does('withdrawContribution', { contributionId: id });
    const document = `query($id: ID!) { node(id: $id) { ... on Thread { speech { speakers contributions words halfSaidBy
      shares { place contributions words share } viewerShare { place share } } } } }`;
    const { node } = await second.ask<{ node: { speech: object } }>(document, { id: thread.id });
    expect(node.speech).toEqual({
      ...{ speakers: 3, contributions: 4, words: 10, halfSaidBy: 1 },
      shares: [
        { place: 1, contributions: 1, words: 6, share: '6/10' },
        { place: 2, contributions: 2, words: 3, share: '3/10' },
        { place: 3, contributions: 1, words: 1, share: '1/10' },
      ],
      viewerShare: { place: 2, share: '3/10' },
    });
    const silent = await collective.member(3).ask<{ node: { speech: object } }>(document, { id: thread.id });
    expect(silent.node.speech).toMatchObject({ viewerShare: null });
  });

  describe('refuses', () => {
    let thread: TestThread;
    beforeEach(async () => {
      thread = await TestThread.open(collective);
    });

    it.each([
      ['nothing', ' \n', 'EMPTY'],
      ['nothing that shows', '\u200b', 'NOTHING_VISIBLE'],
      ['a control character', 'a\u0007b', 'CONTROL_CHARACTER'],
      ['a mark that turns the reading', 'a\u202eb', 'BIDI_CONTROL'],
      ['a book', 'a'.repeat(10_001), 'TOO_LONG'],
    ])('%s as words', async (_, body, reason) => {
      await expect(thread.say({ by: first, body })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        path: ['input', 'body'],
        facts: { field: 'body', reason },
      });
      expect((await thread.readBy(first)).contributionCount).toBe(0);
    });

    it('whoever left, and whoever was never there, as it refuses what does not exist', async () => {
      await second.does('leaveCollective', { confirmed: true });
      await expect(thread.say({ by: second })).rejects.toMatchObject({ code: 'NOT_A_MEMBER' });
      const neighbours = await world.collective().withMembers(1).grow();
      const input = { threadId: thread.id, kind: 'REACTION', body: 'Bonjour.' };
      expect(await neighbours.member(0).act('contribute', input)).toMatchObject({ code: 'NOT_FOUND' });
      const missing = collective.globalId('Thread', collective.id);
      expect(await first.act('contribute', { ...input, threadId: missing })).toMatchObject({
        code: 'NOT_FOUND',
      });
      const { data } = await world.ask<{ node: null }>(
        neighbours.member(0).token,
        'query($id: ID!) { node(id: $id) { id } }',
        { id: thread.id },
      );
      expect(data?.node).toBeNull();
    });

    it('a thread about nothing without a title, about one thing twice, or about what not all see', async () => {
      const open = (input: object) => first.act('openThread', input);
      const proposal = await collective.propose();
      const about = { proposalId: proposal.id };
      expect(await open({})).toMatchObject({ code: 'INVALID_INPUT', path: ['input', 'title'] });
      expect(await open({ title: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await open({ title: 'a\nb' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await open({ subjects: [about, about] })).toMatchObject({ code: 'INVALID_INPUT' });
      await world.sql(`UPDATE ormee.proposal SET visibility = 'NAMED' WHERE collective_id = $1`, [
        collective.id,
      ]);
      expect(await open({ subjects: [about] })).toMatchObject({ code: 'NOT_FOUND' });
    });
  });

  it('renders hostile Markdown as words', async () => {
    const thread = await TestThread.open(collective);
    const { html } = await thread.say({
      by: first,
      body: '<script>alert(1)</script> [ici](javascript:alert(1)) ![x](https://ailleurs.example/x.png "\\"onerror=1")\n\n<img src=x onerror=alert(1)>',
    });
    expect(html).not.toMatch(/<(script|img)|href="javascript/i);
    expect(html).toContain('&lt;script&gt;');
  });

  it('is shared by groups, and closed only once all of them ended', async () => {
    const [press, kitchen] = [
      await groupNamed(collective, 'Presse'),
      await groupNamed(collective, 'Cuisine'),
    ];
    const thread = await TestThread.open(collective, { title: null, subjects: [{ groupId: press.id }] });
    const share = () => second.does('shareThread', { threadId: thread.id, subject: { groupId: kitchen.id } });
    await share();
    await share();
    expect((await thread.readBy(first)).subjects.map(({ kind }) => kind)).toEqual(['GROUP', 'GROUP']);
    const end = async (groupId: string, named: string) =>
      (await collective.propose({ effects: [{ endGroup: { groupId, named } }] })).decideIn(
        await collective.assembly(3),
        { for: 3 },
      );
    await end(press.id, 'Presse');
    await expect(thread.say({ by: first })).resolves.toBeDefined();
    await expect(TestThread.open(collective, { subjects: [{ groupId: press.id }] })).rejects.toMatchObject({
      code: 'GROUP_NOT_OPEN',
    });
    await end(kitchen.id, 'Cuisine');
    await expect(thread.say({ by: first })).rejects.toMatchObject({ code: 'GROUP_NOT_OPEN' });
    expect(await thread.contributions(second)).toHaveLength(1);
  });

  it('is about an amendment, or an item of an agenda', async () => {
    const proposal = await collective.propose({ rationale: 'On se réunit le mardi soir.' });
    const amendment = await new Amendments(proposal).put({ by: second, replace: 'mardi', with: 'jeudi' });
    const { assembly } = await first.does<{ assembly: { id: string } }>(
      'conveneAssembly',
      { title: 'Une assemblée', form: 'PHYSICAL', startsAt: await world.in('40 days') },
      'assembly { id }',
    );
    await first.does('askAgendaItem', { assemblyId: assembly.id, item: { title: 'Un point', minutes: 20 } });
    const [item] = await itemsOf(first, assembly.id);
    for (const about of [{ amendmentId: amendment.id }, { agendaItemId: item }]) {
      const thread = await TestThread.open(collective, { title: null, subjects: [about] });
      expect((await thread.readBy(second)).subjects[0]?.objectId).toBe(Object.values(about)[0]);
    }
  });

  it('survives the decision on what it is about: people may still talk', async () => {
    const proposal = await collective.propose({ effects: [await replace(collective, 'Règle 1', 'Mardi.')] });
    const thread = await TestThread.open(collective, { subjects: [{ proposalId: proposal.id }] });
    await proposal.decideOnline({ for: 3 });
    await expect(thread.say({ by: second, body: 'Et maintenant ?' })).resolves.toMatchObject({ number: 1 });
  });
});

interface Page {
  readonly node: {
    readonly contributions: {
      readonly edges: readonly { readonly node: { readonly body: string } }[];
      readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
    };
  };
}
