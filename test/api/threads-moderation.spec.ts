import { grant, revoke } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import { TestThread, type ContributionRead } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

const WORDS = 'Vous êtes des vendus, tous.';
const REASON = 'C’est une injure.';

describe('moderation', () => {
  let world: World;
  let collective: TestCollective;
  let thread: TestThread;
  let author: TestMember;
  let reader: TestMember;
  let moderator: TestMember;
  let other: TestMember;
  let said: ContributionRead;

  beforeAll(async () => {
    world = await World.open();
  });
  beforeEach(async () => {
    await world.forgetJobs();
    collective = await world.collective().withMembers(5).grow();
    [author, reader, moderator, other] = [
      collective.member(1),
      collective.member(2),
      collective.member(3),
      collective.member(4),
    ];
    await mandate(moderator, 'moderation');
    await stayingSignedIn(collective);
    thread = await TestThread.open(collective);
    said = await thread.say({ by: author, kind: 'ARGUMENT_AGAINST', body: WORDS });
  });
  afterAll(() => world.close());

  const mandate = async (holder: TestMember, task: string): Promise<void> => {
    const may = { task, title: 'Modérer les fils', scopeActs: ['hideContribution'], holderIds: [holder.id] };
    const effects = [await grant(collective, may)];
    await (await collective.propose({ title: task, effects })).decideOnline({ for: 4 }, '25 hours');
    await stayingSignedIn(collective);
  };
  const hide = (by = moderator, { reason = REASON, version = 1, contributionId = said.id } = {}) =>
    by.does('hideContribution', { contributionId, version, reason });
  const appeal = (by = author, reason = 'C’est une opinion.') =>
    by.does('appealModeration', { contributionId: said.id, reason });
  const answer = (
    by: TestMember,
    uphold: boolean,
    { reason = 'Non : relisez-vous.', version = null as number | null } = {},
  ) => by.does('answerModerationAppeal', { contributionId: said.id, version, uphold, reason });
  const read = (by: TestMember) => thread.contribution(by, said.id);
  const leaves = () =>
    world.sql<{ type: string; encoded: string }>(
      `SELECT type, encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type LIKE 'contribution.%' ORDER BY index`,
      [collective.id],
    );

  const awaits = async (who: TestMember) => {
    const { awaitingMe } = await who.ask<{
      awaitingMe: {
        edges: { node: { kind: string; reason: string; objectId: string; title: string | null } }[];
      };
    }>('{ awaitingMe(first: 50) { edges { node { kind reason objectId title } } } }');
    return awaitingMe.edges
      .map(({ node }) => node)
      .filter(({ reason }) => ['WORDS_HIDDEN', 'HIDING_UPHELD'].includes(reason));
  };

  it('awaits their author alone until they read of it, or appeal, and once more when it is upheld', async () => {
    await hide();
    const waiting = { kind: 'ANSWER', reason: 'WORDS_HIDDEN', objectId: said.id, title: 'De quoi parler' };
    expect([await awaits(author), await awaits(reader), await awaits(moderator)]).toEqual([
      [waiting],
      [],
      [],
    ]);
    await author.does('markThreadRead', { threadId: thread.id, upTo: 1 });
    expect(await awaits(author)).toEqual([]);
    await appeal();
    expect(await awaits(author)).toEqual([]);
    await mandate(other, 'autre');
    await answer(other, true);
    expect(await awaits(author)).toEqual([{ ...waiting, kind: 'READ', reason: 'HIDING_UPHELD' }]);
    await author.does('markThreadRead', { threadId: thread.id, upTo: 1 });
    expect(await awaits(author)).toEqual([]);
  });

  it('does not await them for ever', async () => {
    await author.does('markThreadRead', { threadId: thread.id, upTo: 1 });
    await hide();
    expect(await awaits(author)).toHaveLength(1);
    await world.wait('31 days');
    await stayingSignedIn(collective);
    expect(await awaits(author)).toEqual([]);
  });

  it('hides words from all but their author and moderators, and says to all that, by whom, under what and why', async () => {
    await hide();
    const seen = await read(reader);
    expect(seen).toMatchObject({ state: 'HIDDEN', body: null, html: null, number: 1 });
    expect(seen.versions.edges).toEqual([]);
    expect(seen.author?.publicName).toBe('Membre 2');
    expect(seen.moderations).toEqual([
      expect.objectContaining({
        state: 'HIDDEN',
        reason: REASON,
        mandateId: (await collective.mandate('moderation')).id,
        hiddenBy: { publicName: 'Membre 4' },
      }),
    ]);
    expect((await read(author)).body).toBe(WORDS);
    expect((await read(moderator)).body).toBe(WORDS);
    expect((await read(author)).moderations[0]?.reason).toBe(REASON);
  });

  it('leaves in the register that it was done, and no word of anybody', async () => {
    await hide();
    await appeal();
    await answer(moderator, false, { reason: 'J’ai eu tort.' });
    const written = await leaves();
    expect(written.map(({ type }) => type)).toEqual([
      'contribution.hidden',
      'contribution.appealed',
      'contribution.settled',
    ]);
    const text = written.map(({ encoded }) => encoded).join();
    for (const word of [WORDS, REASON, 'opinion', 'tort', author.memberId, moderator.memberId])
      expect(text).not.toContain(word);
  });

  it('needs a live mandate: no other member hides, nor does the holder once it was revoked', async () => {
    await expect(hide(reader)).rejects.toMatchObject({ code: 'MANDATE_REQUIRED' });
    const { id } = await collective.mandate('moderation');
    const revocation = await collective.propose({ effects: [revoke(id, 'moderation')] });
    await revocation.decideOnline({ for: 4 }, '25 hours');
    await stayingSignedIn(collective);
    await expect(hide()).rejects.toMatchObject({ code: 'MANDATE_REQUIRED' });
    expect((await read(reader)).body).toBe(WORDS);
  });

  it('needs a reason that can be read, and a version that was said', async () => {
    for (const reason of ['', ' ', 'a\u0007'])
      await expect(hide(moderator, { reason })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        path: ['input', 'reason'],
      });
    for (const version of [0, -1, 2])
      await expect(hide(moderator, { version })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await read(reader)).state).toBe('STANDING');
  });

  describe('of words that were said otherwise since', () => {
    beforeEach(() =>
      author.does('editContribution', { contributionId: said.id, expectedVersion: 1, body: 'Pardon.' }),
    );

    const VERSIONS = `query($id: ID!) { node(id: $id) { ... on Contribution { state body versions { edges { node {
      version body isHidden viewerMayHide { allowed problem { code } } } } } } } }`;
    const seenBy = async (by: TestMember) => {
      const { node } = await by.ask<{ node: Formerly }>(VERSIONS, { id: said.id });
      return { ...node, versions: node.versions.edges.map((edge) => edge.node) };
    };
    const wordsSeenBy = async (by: TestMember) => (await seenBy(by)).versions.map(({ body }) => body);
    const step = (by: TestMember, name: string, more: object = {}) =>
      by.act(name, { contributionId: said.id, version: 1, reason: REASON, ...more });

    it('takes the former ones alone from all but their author and moderators, and lets the others stand', async () => {
      await hide();
      await hide(); // sent again
      const seen = await seenBy(reader);
      expect(seen).toMatchObject({ state: 'STANDING', body: 'Pardon.' });
      expect(seen.versions).toMatchObject([
        { version: 1, body: null, isHidden: true },
        { version: 2, body: 'Pardon.', isHidden: false },
      ]);
      expect((await read(reader)).moderations).toMatchObject([{ state: 'HIDDEN', reason: REASON }]);
      for (const by of [author, moderator]) expect(await wordsSeenBy(by)).toEqual([WORDS, 'Pardon.']);
      const [leaf] = await leaves();
      expect(leaf?.encoded).toMatch(/"version":1\b/);
      await author.does('editContribution', { contributionId: said.id, expectedVersion: 2, body: 'Désolé.' });
      expect(await wordsSeenBy(reader)).toEqual([null, 'Pardon.', 'Désolé.']);
    });

    it('is told beforehand of each version', async () => {
      const may = async (by: TestMember) =>
        (await seenBy(by)).versions.map(({ viewerMayHide: { problem } }) => problem?.code ?? 'ALLOWED');
      expect(await may(moderator)).toEqual(['ALLOWED', 'ALLOWED']);
      expect(await may(author)).toEqual(['MANDATE_REQUIRED', 'MANDATE_REQUIRED']);
      await hide();
      expect(await may(moderator)).toEqual(['CONTRIBUTION_NOT_STANDING', 'ALLOWED']);
      await answer(moderator, false, { version: 1 });
      expect(await may(moderator)).toEqual(['MODERATION_SETTLED', 'ALLOWED']);
      await expect(hide()).rejects.toMatchObject({ code: 'MODERATION_SETTLED' });
    });

    it('awaits their author, who appeals that version: nobody upholds in time, and it shows again', async () => {
      await hide();
      const waiting = { reason: 'WORDS_HIDDEN', objectId: said.id };
      expect(await awaits(author)).toMatchObject([waiting]);
      await hide(moderator, { version: 2 });
      expect(await awaits(author)).toMatchObject([waiting]); // once a contribution
      expect(await step(reader, 'appealModeration')).toMatchObject({ code: 'NOT_FOUND' });
      await step(author, 'appealModeration');
      expect(await awaits(author)).toMatchObject([waiting]);
      await world.wait('1 hour');
      await step(author, 'appealModeration', { version: null });
      expect(await awaits(author)).toEqual([]);
      await world.wait('71 hours');
      await world.runDueJobs();
      expect((await read(reader)).moderations.map(({ state }) => state)).toEqual(['RESTORED', 'APPEALED']);
      expect(await wordsSeenBy(reader)).toEqual([]); // the current ones are hidden
      await world.wait('1 hour');
      await world.runDueJobs();
      expect(await seenBy(reader)).toMatchObject({ state: 'STANDING', body: 'Pardon.' });
      expect(await wordsSeenBy(reader)).toEqual([WORDS, 'Pardon.']);
    });

    it('is upheld by another, and shown again by whoever did neither, while the others stand', async () => {
      await hide();
      await step(author, 'appealModeration');
      await mandate(other, 'moderation-2');
      await step(other, 'answerModerationAppeal', { uphold: true });
      expect(await wordsSeenBy(reader)).toEqual([null, 'Pardon.']);
      expect(await awaits(author)).toMatchObject([{ reason: 'HIDING_UPHELD' }]);
      await mandate(reader, 'moderation-3');
      await author.does('withdrawContribution', { contributionId: said.id });
      expect(await step(reader, 'answerModerationAppeal', { uphold: false })).toMatchObject({
        code: 'MODERATION_SETTLED',
      });
      expect(await read(collective.member(0))).toMatchObject({ state: 'WITHDRAWN', body: null });
    });
  });

  it('does not let anybody hide who answers them, who speaks of their proposal, or what they said themselves', async () => {
    const own = await thread.say({ by: moderator, body: 'Je trouve cela bien.' });
    const critic = await thread.say({ by: author, body: 'Moi non.', repliesToId: own.id });
    await expect(hide(moderator, { contributionId: own.id })).rejects.toMatchObject({
      code: 'MODERATOR_CONCERNED',
    });
    await expect(hide(moderator, { contributionId: critic.id })).rejects.toMatchObject({
      code: 'MODERATOR_CONCERNED',
    });
    const proposal = await collective.propose({ by: moderator });
    const about = await TestThread.open(collective, { subjects: [{ proposalId: proposal.id }] });
    const against = await about.say({ by: author, body: 'C’est une mauvaise idée.' });
    await expect(hide(moderator, { contributionId: against.id })).rejects.toMatchObject({
      code: 'MODERATOR_CONCERNED',
    });
    await mandate(other, 'moderation-2');
    await expect(hide(other, { contributionId: against.id })).resolves.toBeDefined();
  });

  it('is told beforehand to whoever may, and why others may not', async () => {
    const document = `query($id: ID!) { node(id: $id) { ... on Contribution {
      viewerMayHide { allowed problem { code } } viewerMayEdit { allowed problem { code } } } } }`;
    const asked = (by: TestMember) => by.ask<{ node: object }>(document, { id: said.id });
    expect((await asked(moderator)).node).toEqual({
      viewerMayHide: { allowed: true, problem: null },
      viewerMayEdit: { allowed: false, problem: { code: 'NOT_FOUND' } },
    });
    expect((await asked(author)).node).toEqual({
      viewerMayHide: { allowed: false, problem: { code: 'MANDATE_REQUIRED' } },
      viewerMayEdit: { allowed: true, problem: null },
    });
    await hide();
    expect((await asked(author)).node).toMatchObject({
      viewerMayEdit: { allowed: false, problem: { code: 'CONTRIBUTION_NOT_STANDING' } },
    });
  });

  it('shows the words again three days after an appeal that nobody answered, and they are not hidden twice', async () => {
    await hide();
    await appeal();
    await appeal(); // sent again
    const { restoresAt } = (await read(reader)).moderations[0] ?? {};
    expect(restoresAt).not.toBeNull();
    await world.wait('71 hours');
    await world.runDueJobs();
    expect((await read(reader)).state).toBe('HIDDEN');
    await world.wait('1 hour');
    await world.runDueJobs();
    const seen = await read(reader);
    expect(seen).toMatchObject({ state: 'STANDING', body: WORDS });
    expect(seen.moderations).toMatchObject([{ state: 'RESTORED', settledBy: null, settledReason: null }]);
    await expect(hide()).rejects.toMatchObject({ code: 'MODERATION_SETTLED' });
    await author.does('editContribution', {
      contributionId: said.id,
      expectedVersion: 1,
      body: `${WORDS} !`,
    });
    await expect(hide(moderator, { version: 2 })).resolves.toBeDefined();
    expect((await read(reader)).moderations).toHaveLength(2);
  });

  it('is upheld by another holder of the mandate alone, on an appeal alone', async () => {
    await mandate(other, 'moderation-2');
    await hide();
    await expect(answer(other, true)).rejects.toMatchObject({ code: 'MODERATION_SETTLED' });
    await expect(appeal(reader)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await appeal();
    await expect(answer(reader, true)).rejects.toMatchObject({ code: 'MANDATE_REQUIRED' });
    await expect(answer(moderator, true)).rejects.toMatchObject({ code: 'MODERATOR_CONCERNED' });
    await answer(other, true);
    await world.wait('4 days');
    await world.runDueJobs();
    await stayingSignedIn(collective);
    const seen = await read(reader);
    expect(seen).toMatchObject({ state: 'HIDDEN', body: null });
    expect(seen.moderations).toMatchObject([
      {
        state: 'UPHELD',
        appeal: 'C’est une opinion.',
        settledReason: 'Non : relisez-vous.',
        settledBy: { publicName: 'Membre 5' },
      },
    ]);
    await expect(appeal(author, 'Encore.')).rejects.toMatchObject({ code: 'MODERATION_SETTLED' });
    // Those who hid and upheld do not go back on it alone; the collective mandates somebody who does.
    await expect(answer(other, false)).rejects.toMatchObject({ code: 'MODERATOR_CONCERNED' });
    await mandate(reader, 'moderation-3');
    await answer(reader, false, { reason: 'Le collectif l’a décidé.' });
    expect((await read(collective.member(0))).body).toBe(WORDS);
  });

  it('is taken back at any time by whoever hid the words', async () => {
    await hide();
    await answer(moderator, false, { reason: 'J’ai mal lu.' });
    expect(await read(reader)).toMatchObject({ state: 'STANDING', body: WORDS });
    await expect(answer(moderator, false)).rejects.toMatchObject({ code: 'MODERATION_SETTLED' });
  });

  it('stays told when the author takes the hidden words back', async () => {
    await hide();
    await appeal();
    await author.does('withdrawContribution', { contributionId: said.id });
    await world.wait('4 days');
    await world.runDueJobs();
    await stayingSignedIn(collective);
    const seen = await read(reader);
    expect(seen).toMatchObject({ state: 'WITHDRAWN', body: null });
    expect(seen.moderations).toMatchObject([{ state: 'DROPPED', reason: REASON }]);
    expect((await read(moderator)).body).toBeNull();
  });

  it('comes before an edit or after it, never over words that nobody moderated', async () => {
    for (let round = 0; round < 12; round += 1) {
      const one = await thread.say({ by: author, body: `Un mot, ${round}.` });
      const answers = await Promise.all([
        moderator.act('hideContribution', { contributionId: one.id, version: 1, reason: REASON }),
        author.act('editContribution', { contributionId: one.id, expectedVersion: 1, body: 'Un autre.' }),
      ]);
      const { state, version } = await thread.contribution(moderator, one.id);
      const codes = answers.map(({ code }) => code ?? 'DONE').join();
      expect([`${state} ${version}`, codes]).toEqual(
        state === 'HIDDEN' ? ['HIDDEN 1', 'DONE,CONTRIBUTION_NOT_STANDING'] : ['STANDING 2', 'DONE,DONE'],
      );
      // Whichever came first, what is hidden is what was read.
      const { body, versions } = await thread.contribution(reader, one.id);
      expect([body, ...versions.edges.map(({ node }) => node.body)]).toEqual(
        state === 'HIDDEN' ? [null] : ['Un autre.', null, 'Un autre.'],
      );
    }
  });

  it('does not hide under a mandate that a decision takes at the same moment', async () => {
    const { id } = await collective.mandate('moderation');
    const release = await world.hold(
      `UPDATE ormee.mandate SET state = 'HANDED_BACK', ended_at = ormee.instant() WHERE collective_id = $1 AND id = $2`,
      [collective.id, collective.rowId(id)],
    );
    const hiding = moderator.act('hideContribution', { contributionId: said.id, version: 1, reason: REASON });
    await world.untilWaiting(1);
    await release();
    expect(await hiding).toMatchObject({ code: 'MANDATE_REQUIRED' });
    expect((await read(reader)).body).toBe(WORDS);
  });

  it('lets nothing of the words remain once their author had themselves erased, and its history does', async () => {
    await thread.say({ by: reader, body: 'Je réponds.', repliesToId: said.id });
    await author.does('editContribution', { contributionId: said.id, expectedVersion: 1, body: 'Vendus.' });
    await hide(moderator, { version: 2 });
    await appeal();
    await author.does('markThreadRead', { threadId: thread.id, upTo: 1 });
    await author.does('leaveCollective', { confirmed: true });
    await author.does('eraseMyData', { confirmed: true });
    const seen = await read(reader);
    expect(seen).toMatchObject({ state: 'ERASED', body: null, number: 1, replyCount: 1 });
    expect(seen.author?.publicName).toMatch(/^Ex-membre/);
    expect(seen.moderations).toMatchObject([{ state: 'DROPPED', appeal: null, reason: REASON }]);
    expect(await read(moderator)).toMatchObject({ body: null });
    const tables = ['contribution_version', 'contribution_hiding', 'thread_reading'];
    for (const table of tables) {
      const rows = await world.sql<{ row: string }>(
        `SELECT to_jsonb(it)::text AS row FROM ormee.${table} it WHERE collective_id = $1`,
        [collective.id],
      );
      expect(rows.map(({ row }) => row).join()).not.toMatch(/vendus|opinion/i);
    }
  });

  describe('of a title, or of a summary', () => {
    const SUMMARY = 'Tous des vendus, en bref.';
    const TITLE = 'Les vendus';
    let about: TestThread;
    beforeEach(async () => {
      about = await TestThread.open(collective, { by: author, title: TITLE });
      await about.say({ by: reader, body: 'Pardon ?' });
      await author.does('summarizeThread', {
        threadId: about.id,
        expectedVersion: 0,
        upTo: 1,
        body: SUMMARY,
      });
    });
    const does = (by: TestMember, act: string, more: object) =>
      by.act(act, { threadId: about.id, reason: REASON, ...more });
    const hides = (by: TestMember, more: object = {}) => does(by, 'hideThreadWords', more);
    const seenBy = async (by: TestMember) => {
      const { node } = await by.ask<{ node: Seen }>(
        `query($id: ID!) { node(id: $id) { ... on Thread { title titleIsHidden summary { body isHidden }
          summaries { edges { node { body } } }
          moderations { edges { node { version state reason hiddenBy { publicName } } } } } } }`,
        { id: about.id },
      );
      return node;
    };
    const awaitedBy = async (by: TestMember) =>
      JSON.stringify(await by.ask('{ awaitingMe(first: 100) { edges { node { title } } } }'));

    it('takes them from all but who wrote them and moderators, and says by whom and why', async () => {
      expect(await hides(reader)).toMatchObject({ code: 'MANDATE_REQUIRED' });
      expect(await hides(moderator, { reason: ' ' })).toMatchObject({ code: 'INVALID_INPUT' });
      expect(await hides(moderator, { summaryVersion: 2 })).toMatchObject({ code: 'NOT_FOUND' });
      await hides(moderator);
      await hides(moderator); // sent again
      await hides(moderator, { summaryVersion: 1 });
      const seen = await seenBy(reader);
      expect(seen).toMatchObject({
        title: null,
        titleIsHidden: true,
        summary: { body: null, isHidden: true },
      });
      expect(seen.summaries.edges).toEqual([{ node: { body: null } }]);
      expect(seen.moderations.edges.map(({ node }) => node)).toEqual([
        { version: 0, state: 'HIDDEN', reason: REASON, hiddenBy: { publicName: 'Membre 4' } },
        { version: 1, state: 'HIDDEN', reason: REASON, hiddenBy: { publicName: 'Membre 4' } },
      ]);
      for (const by of [author, moderator])
        expect(await seenBy(by)).toMatchObject({ title: TITLE, summary: { body: SUMMARY } });
      await about.say({ by: author, body: 'Encore un mot.' });
      expect(await awaitedBy(reader)).not.toContain(TITLE);
      const written = await world.sql<{ type: string; encoded: string }>(
        `SELECT type, encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type LIKE 'thread.%' ORDER BY index`,
        [collective.id],
      );
      expect(written.map(({ type }) => type)).toEqual(['thread.words-hidden', 'thread.words-hidden']);
      expect(written.map(({ encoded }) => encoded).join()).not.toMatch(/vendus|injure/);
    });

    it('ends by itself three days after an appeal that nobody answered, and is not done twice', async () => {
      for (const words of [{}, { summaryVersion: 1 }]) {
        await hides(moderator, words);
        expect(await does(reader, 'appealThreadModeration', words)).toMatchObject({ code: 'NOT_FOUND' });
        await does(author, 'appealThreadModeration', words);
        expect(
          await does(moderator, 'answerThreadModerationAppeal', { ...words, uphold: true }),
        ).toMatchObject({
          code: 'MODERATOR_CONCERNED',
        });
      }
      await world.wait('3 days');
      await world.runDueJobs();
      await stayingSignedIn(collective);
      expect(await seenBy(reader)).toMatchObject({
        title: TITLE,
        summary: { body: SUMMARY, isHidden: false },
      });
      for (const words of [{}, { summaryVersion: 1 }])
        expect(await hides(moderator, words)).toMatchObject({ code: 'MODERATION_SETTLED' });
    });

    it('is upheld by another holder of the mandate, whom it does not concern', async () => {
      await mandate(other, 'moderation-2');
      await mandate(reader, 'moderation-3');
      await other.does('summarizeThread', {
        threadId: about.id,
        expectedVersion: 1,
        upTo: 1,
        body: 'Une injure.',
      });
      expect(await hides(other, { summaryVersion: 1 })).toMatchObject({ code: 'MODERATOR_CONCERNED' });
      await hides(moderator, { summaryVersion: 1 });
      await does(author, 'appealThreadModeration', { summaryVersion: 1 });
      const upholds = (by: TestMember) =>
        does(by, 'answerThreadModerationAppeal', { summaryVersion: 1, uphold: true });
      expect(await upholds(other)).toMatchObject({ code: 'MODERATOR_CONCERNED' });
      await upholds(reader);
      await world.wait('4 days');
      await world.runDueJobs();
      await stayingSignedIn(collective);
      const bodies = (await seenBy(collective.member(0))).summaries.edges.map(({ node }) => node.body);
      expect(bodies).toEqual(['Une injure.', null]);
    });
  });
});

interface Formerly {
  readonly state: string;
  readonly body: string | null;
  readonly versions: {
    readonly edges: readonly {
      readonly node: {
        readonly version: number;
        readonly body: string | null;
        readonly isHidden: boolean;
        readonly viewerMayHide: { readonly problem: { readonly code: string } | null };
      };
    }[];
  };
}

interface Seen {
  readonly title: string | null;
  readonly titleIsHidden: boolean;
  readonly summary: { readonly body: string | null; readonly isHidden: boolean };
  readonly summaries: { readonly edges: readonly { readonly node: { readonly body: string | null } }[] };
  readonly moderations: { readonly edges: readonly { readonly node: object }[] };
}
