import { addressOf } from '../../src/web/address.js';
import { Browser, refusalOf } from '../world/browser.js';
import { answerConcern, concernsAwaiting, voice } from '../world/concerns.js';
import type { TestProposal } from '../world/decisions.js';
import { mandateFor, stayingSignedIn } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Read {
  readonly threadId: string;
  readonly number: number;
  readonly concern: {
    readonly state: string;
    readonly reviewAt: string | null;
    readonly reviews: readonly {
      readonly how: string;
      readonly replyId: string;
      readonly threadId: string | null;
    }[];
  } | null;
}

let world: World;
let browser: Browser;
let collective: TestCollective;
let proposal: TestProposal;
let awa: TestMember;
let elouan: TestMember;
let zephyr: TestMember;

beforeAll(async () => {
  world = await World.open();
  browser = new Browser(world);
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.forgetJobs();
  const growing = world.collective().withMember('Awa', null).withMember('Élouan', null);
  collective = await growing.withMember('Zéphyr', null).withMembers(2).grow();
  [awa, elouan, zephyr] = collective.members as [TestMember, TestMember, TestMember];
  proposal = await collective.propose({ by: zephyr, title: 'Se voir <dehors>' });
});

const read = async (id: string): Promise<Read> => {
  const { node } = await zephyr.ask<{ node: Read }>(
    `query($id: ID!) { node(id: $id) { ... on Contribution { threadId number
       concern { state reviewAt reviews { how replyId threadId } } } } }`,
    { id },
  );
  return node;
};
const urlOf = (threadId: string): string => `/fils/${addressOf('Thread', threadId)}`;
const pass = async (interval: string): Promise<void> => {
  await world.wait(interval);
  await world.runDueJobs();
  await stayingSignedIn(collective);
};
const adopt = async (): Promise<string> => {
  const { decision } = await proposal.decideOnline({ for: 3 });
  await stayingSignedIn(collective);
  return decision?.id as string;
};
/** The civil day that comes so many days from now, in the zone of the collective, and its first instant. */
const dayIn = async (days: number): Promise<{ day: string; starts: string }> => {
  const [row] = await world.sql<{ day: string; starts: Date }>(
    `SELECT to_char(day, 'YYYY-MM-DD') AS day, day::timestamp AT TIME ZONE zone AS starts FROM (
       SELECT zone, (ormee.instant() AT TIME ZONE zone)::date + $2::integer AS day
       FROM ormee.collective WHERE id = $1) AS one`,
    [collective.id, days],
  );
  return { day: row?.day as string, starts: (row?.starts as Date).toISOString() };
};

describe('a concern on the page of its thread', () => {
  /** A concern of Awa’s in a thread about the proposal, with a date or none. */
  const worry = async (reviewAt: string | null = null) => {
    const { id } = await voice(awa, proposal, { reviewAt, body: 'Et s’il <pleut> ?' });
    const { threadId } = await read(id);
    const url = urlOf(threadId);
    const get = async (one: TestMember, headers = {}) => (await browser.get(one, url, headers)).body;
    const answer = (one: TestMember | null, form: Record<string, string>, origin?: string) =>
      browser.send(one, url, { act: 'answer', number: '1', body: 'Il a <plu>.', ...form }, origin);
    return { id, threadId, url, get, answer };
  };
  const carried = async () => {
    const one = await worry(await world.in('20 days'));
    return { ...one, decisionId: await adopt() };
  };
  const due = async () => {
    const one = await carried();
    await pass('20 days');
    return one;
  };
  const ways = (body: string): string[] =>
    [...body.matchAll(/name="how" value="(\w+)"/g)].map(([, how]) => how as string);

  it('says when it is looked at again: before a decision, while one carries it, and once its date has come', async () => {
    const { get } = await worry(await world.in('20 days'));
    expect(await get(elouan)).toMatch(
      /<time datetime="[^"]+">À regarder à nouveau le \d[^<]*, si la proposition est adoptée\.<\/time>/,
    );
    await adopt();
    expect(await get(elouan)).toMatch(/Une décision la porte : on la regarde à nouveau le \d/);
    await pass('20 days');
    expect(await get(elouan)).toMatch(/Sa date est venue, le \d[^<]* : elle attend une réponse\./);
    expect(await get(elouan, { 'accept-language': 'en' })).toMatch(/Its date has come, on \d/);
  });

  it('says that nobody has dated what a decision carries, and lets its author date what is not decided', async () => {
    const { get, answer, id } = await worry();
    expect(ways(await get(elouan))).toEqual([]);
    expect(ways(await get(awa))).toEqual(['LATER']);
    await adopt();
    expect(await get(elouan)).toContain('personne n’a encore dit quand la regarder à nouveau');
    const { day, starts } = await dayIn(3);
    // As somebody types it whose browser has no field for days.
    const done = await answer(awa, { how: 'LATER', reviewOn: day.split('-').reverse().join('/') });
    expect([done.statusCode, (await read(id)).concern?.reviewAt]).toEqual([303, starts]);
  });

  it('is answered where the first page leads: another day, in the zone of the collective', async () => {
    const { id, url, get, answer } = await due();
    const [, place] =
      /href="([^"]+)">Regarder à nouveau une préoccupation/.exec((await browser.get(awa, '/')).body) ?? [];
    expect((await browser.get(awa, place as string)).headers.location).toBe(`${url}?apres=0#n1`);
    const page = await get(awa);
    expect(page).toContain('<details open><summary>Répondre à cette préoccupation');
    expect(page).toMatch(/<textarea name="body" rows="4" required><\/textarea>/);
    expect(ways(page)).toEqual(['LATER', 'NO_LONGER', 'TAKEN_UP']);
    const { day, starts } = await dayIn(40);
    const form = { how: 'LATER', reviewOn: day };
    const answers = [await answer(awa, form), await answer(awa, form)]; // pressed twice
    expect(answers.map(({ headers }) => headers.location)).toEqual(Array(2).fill(`${url}?apres=0#n1`));
    const { concern } = await read(id);
    expect(concern).toMatchObject({ state: 'CARRIED', reviewAt: starts, reviews: [{ how: 'LATER' }] });
    expect(concern?.reviews).toHaveLength(1);
    expect(await get(elouan)).toMatch(/réaction, à propos du n° 1[^]*Il a &lt;plu&gt;\./);
    expect(await concernsAwaiting(awa)).toEqual([]);
    // Its author dates it again at any time, where the page does not ask it of them.
    expect(await get(awa)).toContain('<details><summary>Répondre à cette préoccupation');
  });

  it('is none any more once its author says so, who may date it again', async () => {
    const { id, get, answer } = await due();
    for (let sent = 0; sent < 2; sent += 1)
      expect((await answer(awa, { how: 'NO_LONGER' })).statusCode).toBe(303);
    expect((await read(id)).concern).toMatchObject({ state: 'SETTLED', reviews: [{ how: 'NO_LONGER' }] });
    expect(await get(elouan)).toMatch(/Ce n’est plus une préoccupation, depuis le \d/);
    expect(ways(await get(awa))).toEqual(['LATER']);
    expect(ways(await get(elouan))).toEqual([]);
  });

  it('is taken up in a thread, to which it leads by its title, and to a thread whose title is hidden', async () => {
    const { id, get, answer } = await due();
    for (let sent = 0; sent < 2; sent += 1)
      expect((await answer(awa, { how: 'TAKEN_UP', title: 'Une <tente> ?' })).statusCode).toBe(303);
    const { concern } = await read(id);
    expect(concern).toMatchObject({ state: 'TAKEN_UP', reviews: [{ how: 'TAKEN_UP' }] });
    const href = urlOf(concern?.reviews[0]?.threadId as string);
    const taken = new RegExp(
      `Elle a été reprise le \\d[^<]* dans</time> <a href="${href}">Une &#60;tente&#62; \\?</a>\\.`,
    );
    expect(await get(elouan)).toMatch(taken);
    const moderator = collective.member(3);
    await mandateFor(collective, moderator, 'hideContribution');
    const threadId = concern?.reviews[0]?.threadId;
    await moderator.does('hideThreadWords', { threadId, reason: 'Une adresse.' });
    expect(await get(elouan)).toContain(`<a href="${href}">un autre fil</a>.`);
  });

  it('names the proposal that took it up', async () => {
    const { id, get } = await due();
    const other = await collective.propose({ title: 'Une <tente>' });
    expect(await answerConcern(awa, id, { proposalId: other.id })).not.toHaveProperty('code');
    expect(await get(elouan)).toMatch(/Elle a été reprise le \d[^<]* dans<\/time> Une &#60;tente&#62;\./);
  });

  it('is answered by whoever sees to the decision once it is due, and buried by nobody but its author', async () => {
    const { decisionId, get, answer, id } = await carried();
    await elouan.does('takeUpDecision', { decisionId });
    expect(ways(await get(elouan))).toEqual([]);
    await pass('20 days');
    expect(ways(await get(elouan))).toEqual(['LATER', 'TAKEN_UP']);
    expect(ways(await get(zephyr))).toEqual([]);
    const buried = await answer(elouan, { how: 'NO_LONGER' });
    expect(refusalOf(buried)).toMatch(/^422 C’est à qui exprime cette préoccupation/);
    expect(buried.body).toContain('Il a &#60;plu&#62;.</textarea>');
    const form = { how: 'TAKEN_UP', title: 'Une <tente> ?' };
    const meddling = await answer(zephyr, form);
    expect(refusalOf(meddling)).toMatch(/^422 C’est à qui exprime cette préoccupation/);
    // What somebody typed who may not answer is theirs all the same.
    for (const typed of ['Il a &#60;plu&#62;.', 'Une &#60;tente&#62; ?'])
      expect(meddling.body).toContain(`readonly>${typed}</textarea>`);
    expect((await read(id)).concern).toMatchObject({ state: 'DUE', reviews: [] });
    expect((await answer(elouan, form)).statusCode).toBe(303);
    expect((await read(id)).concern).toMatchObject({ state: 'TAKEN_UP' });
  });

  it('is answered in any way by any member once its author is gone', async () => {
    const { get, answer, id } = await due();
    await awa.does('leaveCollective', { confirmed: true });
    expect(ways(await get(zephyr))).toEqual(['LATER', 'NO_LONGER', 'TAKEN_UP']);
    expect((await answer(zephyr, { how: 'NO_LONGER' })).statusCode).toBe(303);
    expect((await read(id)).concern).toMatchObject({ state: 'SETTLED' });
  });

  it('loses nothing of an answer that cannot be taken, and says why', async () => {
    const { answer, id } = await due();
    const past = (await dayIn(0)).day;
    const far = (await dayIn(1200)).day;
    for (const [form, sentence] of [
      [{}, 'Dites ce qu’elle devient'],
      [{ how: 'PROPOSAL' }, 'Dites ce qu’elle devient'],
      [{ how: 'LATER' }, 'Dites une date du calendrier'],
      [{ how: 'LATER', reviewOn: '2027-02-30' }, 'Dites une date du calendrier'],
      [{ how: 'LATER', reviewOn: '01/01/0000' }, 'Dites une date du calendrier'],
      [{ how: 'LATER', reviewOn: '0001-01-01' }, 'Dites une date du calendrier'],
      [{ how: 'LATER', reviewOn: '<demain>' }, 'Dites une date du calendrier'],
      [{ how: 'LATER', reviewOn: past }, 'c’est déjà passé'],
      [{ how: 'LATER', reviewOn: far }, 'plus de trois ans'],
      [{ how: 'TAKEN_UP' }, 'title'],
      [{ how: 'TAKEN_UP', title: 'x'.repeat(500) }, 'title'],
      [{ how: 'TAKEN_UP', title: 'a\u0000b' }, 'ne peuvent pas être écrits'],
    ] as const) {
      const refused = await answer(awa, form);
      expect(refusalOf(refused)).toMatch(new RegExp(`^422 .*${sentence}`));
      expect(refused.body).toContain('<details open>');
      expect(refused.body).toContain('required>Il a &#60;plu&#62;.</textarea>');
      for (const [name, typed] of Object.entries({ reviewOn: '', title: '', ...form })) {
        const kept = typed.replaceAll('<', '&#60;').replaceAll('>', '&#62;');
        if (name === 'how')
          expect(refused.body.includes(`value="${kept}" required checked`)).toBe(kept !== 'PROPOSAL');
        else expect(refused.body).toContain(`name="${name}" value="${kept}"`);
      }
    }
    for (const body of ['', 'a\u0000b', 'a'.repeat(10_001)])
      expect((await answer(awa, { how: 'NO_LONGER', body })).statusCode).toBe(422);
    const nowhere = await answer(awa, { how: 'NO_LONGER', number: '7' });
    expect(refusalOf(nowhere)).toMatch(/^422 Il n’y a pas de contribution n° 7/);
    expect(nowhere.body).toContain('readonly>Il a &#60;plu&#62;.</textarea>');
    expect((await read(id)).concern).toMatchObject({ state: 'DUE', reviews: [] });
  });

  it('is answered from no page elsewhere, by no stranger and nobody without a session, who keep what they typed', async () => {
    const { answer, id } = await due();
    const stranger = (await world.collective().withMembers(2).grow()).member(0);
    const form = { how: 'TAKEN_UP', title: 'Une <tente> ?' };
    expect((await answer(awa, form, 'https://evil.example')).statusCode).toBe(403);
    for (const one of [null, stranger]) {
      const { statusCode, body } = await answer(one, form);
      expect(statusCode).toBe(404);
      for (const typed of ['Il a &#60;plu&#62;.', 'Une &#60;tente&#62; ?'])
        expect(body).toContain(`readonly>${typed}</textarea>`);
    }
    expect((await read(id)).concern).toMatchObject({ state: 'DUE', reviews: [] });
  });

  it('offers no answer to what is no concern, is about no proposal or was taken back', async () => {
    const { get, threadId, id } = await worry(await world.in('20 days'));
    await awa.does('contribute', { threadId, kind: 'REACTION', body: 'Bonjour.' });
    expect(ways(await get(awa))).toEqual(['LATER']);
    const idle = await TestThread.open(collective, {});
    await idle.say({ by: awa, kind: 'CONCERN' });
    expect(ways((await browser.get(awa, urlOf(idle.id))).body)).toEqual([]);
    await awa.does('withdrawContribution', { contributionId: id });
    expect(await get(awa)).toMatch(/Ce n’est plus une préoccupation, depuis le \d/);
    expect(ways(await get(awa))).toEqual([]);
  });
});

describe('whoever speaks a concern', () => {
  const about = (subjects: readonly object[]) =>
    TestThread.open(collective, { title: 'De quoi parler', subjects });
  const says = (thread: TestThread, form: Record<string, string>) =>
    browser.send(awa, urlOf(thread.id), { act: 'say', kind: 'CONCERN', body: 'Et s’il <pleut> ?', ...form });
  const concerns = async (thread: TestThread) =>
    Promise.all((await thread.contributions(awa)).map(async ({ id }) => (await read(id)).concern));

  it('says on the page when to look at it again, a day in the zone of the collective, or nothing', async () => {
    const thread = await about([{ proposalId: proposal.id }]);
    expect((await browser.get(awa, urlOf(thread.id))).body).toContain('type="date" name="reviewOn" value=""');
    const { day, starts } = await dayIn(30);
    expect((await says(thread, { reviewOn: day })).statusCode).toBe(303);
    expect((await says(thread, { reviewOn: '' })).statusCode).toBe(303);
    expect(await concerns(thread)).toMatchObject([{ state: 'VOICED', reviewAt: starts }, null]);
  });

  it('is refused a day for what is no concern, is about no proposal or is no day to come, and loses no word', async () => {
    const thread = await about([{ proposalId: proposal.id }]);
    const idle = await about([]);
    expect((await browser.get(awa, urlOf(idle.id))).body).not.toContain('type="date"');
    const [{ day }, today] = [await dayIn(30), await dayIn(0)];
    for (const [where, form, sentence] of [
      [thread, { kind: 'REACTION', reviewOn: day }, 'ce n’est pas une préoccupation'],
      [idle, { reviewOn: day }, 'ce fil ne porte sur aucune proposition'],
      [thread, { reviewOn: today.day }, 'c’est déjà passé'],
      [thread, { reviewOn: 'demain' }, 'Dites une date du calendrier'],
    ] as const) {
      const refused = await says(where, form);
      expect(refusalOf(refused)).toMatch(new RegExp(`^422 .*${sentence}`));
      expect(refused.body).toContain('Et s’il &#60;pleut&#62; ?</textarea>');
      expect(refused.body).toContain(`name="reviewOn" value="${form.reviewOn}"`);
    }
    expect([await concerns(thread), await concerns(idle)]).toEqual([[], []]);
  });
});
