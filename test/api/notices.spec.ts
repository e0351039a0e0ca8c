import { postNotices } from '../../src/notifications/post-notices.js';
import { Outbox } from '../../src/platform/outbox/outbox.js';
import { voice } from '../world/concerns.js';
import { grant, revoke } from '../world/effects.js';
import { forgetSessions } from '../exchange/lived-among-relays.js';
import { inRounds, TestConsent } from '../world/consents.js';
import { Mailbox } from '../world/mailbox.js';
import { mandatesInRounds, TestElection } from '../world/nominations.js';
import { mandateFor } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

let world: World;
let mailbox: Mailbox;
let collective: TestCollective;
let awa: TestMember;
let boris: TestMember;

const deliver = () => world.app.get(Outbox).runDue();
/** What the hourly job does. */
const write = async () => {
  await world.transactions.write((tx) => postNotices(tx, collective.id));
  await deliver();
};
const heardBy = (member: 'awa' | 'boris') =>
  mailbox.heard.filter(({ to }) => to.includes(`${member}@example.org`));
const headerOf = (raw: string, name: string): string | undefined =>
  new RegExp(`^${name}: (.*)$`, 'im').exec(raw.replace(/\r\n[ \t]+/g, ' '))?.[1]?.trim();
const subjectOf = (raw: string): string =>
  (headerOf(raw, 'Subject') ?? '').replace(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, words: string) =>
    Buffer.from(
      words
        .replaceAll('_', ' ')
        .replace(/=([0-9A-F]{2})/gi, (__, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString('utf8'),
  );
const stopOf = (raw: string): string => /<https:\/\/ormee\.example(\/lettres\/\S+)>/.exec(raw)?.[1] ?? '';

const THURSDAY = '2026-10-01T09:00:00.000Z';
const MONDAY_AT_SIX = '2026-10-05T04:00:00.000Z';
const MONDAY_AT_EIGHT = '2026-10-05T06:00:00.000Z';

describe('letters', () => {
  beforeAll(async () => {
    mailbox = await Mailbox.open();
    world = await World.open({ SMTP_URL: mailbox.url, PUBLIC_URL: 'https://ormee.example' });
  });
  beforeEach(async () => {
    await world.travelTo(THURSDAY);
    // Who lived before is written to no more, and asks the clock for nothing.
    await world.sql('UPDATE ormee.member SET email = NULL');
    await world.forgetJobs();
    await deliver();
    mailbox.heard.length = 0;
    mailbox.refuses.clear();
    collective = await world
      .collective()
      .named('Les Ormeaux')
      .withMember('Awa', 'awa@example.org')
      .withMember('Boris', 'boris@example.org')
      .withMembers(2)
      .grow();
    [awa, boris] = [collective.member(0), collective.member(1)];
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  const opened = async (title = 'Le local de la rue Basse', lasting = '12 days') =>
    (await collective.propose({ title })).open({ lasting });

  it('come on Monday, to whoever gave an address and is awaited, and to nobody else', async () => {
    const poll = await opened();
    await poll.cast(boris, 'FOR');
    await world.travelTo(MONDAY_AT_SIX);
    await write();
    expect(mailbox.heard).toEqual([]);
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    expect(mailbox.heard.map(({ to }) => to)).toEqual([['awa@example.org']]);
    expect(mailbox.lastText).toContain('un scrutin où vous n’avez pas voté, jusqu’au 13 octobre 2026');
    await write();
    await world.wait('3 days');
    await write();
    expect(mailbox.heard).toHaveLength(1);
  });

  it('say nothing of what it is about, nor of who writes', async () => {
    await opened();
    await (await TestThread.open(collective, { title: 'Au sujet de Boris' })).say({ by: boris });
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    const [{ raw, from } = { raw: '', from: '' }] = heardBy('awa');
    expect(from).toBe('ormee@ormee.example');
    expect(subjectOf(raw)).toBe('Ormée : 2 choses vous attendent');
    expect(headerOf(raw, 'Content-Type')).toMatch(/^text\/plain/);
    for (const word of ['Basse', 'Boris', 'Awa', 'Ormeaux', 'collectif'])
      expect(raw.replace(/=\r\n/g, '')).not.toContain(word);
  });

  it('come every day to whoever chose so, and not at all to whoever chose never', async () => {
    await opened();
    await awa.does('setNoticeRhythm', { rhythm: 'DAILY' });
    await boris.does('setNoticeRhythm', { rhythm: 'NONE' });
    for (const day of ['02', '03', '04', '05']) {
      await world.travelTo(`2026-10-${day}T06:00:00.000Z`);
      await write();
    }
    expect([heardBy('awa').length, heardBy('boris').length]).toEqual([4, 0]);
    expect(await awa.ask('{ viewer { noticeRhythm } }')).toEqual({ viewer: { noticeRhythm: 'DAILY' } });
  });

  it('say to whoever voiced a concern that its date has come', async () => {
    const proposal = await collective.propose({});
    await voice(awa, proposal, { reviewAt: await world.in('10 days') });
    await proposal.decideOnline({ for: 3 });
    await world.wait('2 days');
    await world.runDueJobs();
    await deliver();
    mailbox.heard.length = 0;
    await world.travelTo('2026-10-12T06:00:00.000Z');
    await write();
    const [{ raw } = { raw: '' }] = heardBy('awa');
    expect(raw.replace(/=\r\n/g, '')).toMatch(/une r=C3=A9ponse que l=E2=80=99on vous demande[.\s]*$/m);
  });

  it('are not written where nothing awaits, to hold a mandate is no news', async () => {
    const given = await grant(collective, { holderIds: [awa.id] });
    await (await collective.propose({ effects: [given] })).decideIn(await collective.assembly(3), { for: 3 });
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    expect(mailbox.heard).toEqual([]);
  });

  it('come at once where a poll closes within a day, once, and only to whoever has not voted', async () => {
    await boris.does('setNoticeRhythm', { rhythm: 'DAILY' });
    const poll = await opened('Bientôt', '2 days');
    await write();
    expect(mailbox.heard).toEqual([]);
    await world.wait('25 hours');
    await poll.cast(boris, 'FOR');
    await write();
    await world.wait('1 hour');
    await write();
    expect(mailbox.heard.map(({ to }) => to)).toEqual([['awa@example.org']]);
  });

  describe('come at once for each deadline of what asks several times', () => {
    const ruled = async (rules: ReturnType<typeof inRounds>): Promise<void> => {
      await world.travelTo('2026-10-05T11:00:00.000Z'); // after the digests of the week
      collective = await world
        .collective()
        .withMember('Awa', 'awa@example.org')
        .withMembers(5)
        .withRules(rules)
        .grow();
    };
    /** Which of the phases that follow somebody is written to in, and how often, with a job every six hours. */
    const heardIn = async (days: number, read: () => Promise<{ phase: string; round: number }>) => {
      const heard = new Map<string, number>();
      for (let quarter = 0; quarter < days * 4; quarter += 1) {
        await world.wait('6 hours');
        for (let turns = 0; turns < 3; turns += 1) await world.runDueJobs();
        const before = mailbox.heard.length;
        await write();
        const { phase, round } = await read();
        const letters = (heard.get(`${phase} ${round}`) ?? 0) + mailbox.heard.length - before;
        if (letters > 0) heard.set(`${phase} ${round}`, letters);
      }
      return [...heard];
    };

    it('each phase of a search for consent that asks to speak, once', async () => {
      await ruled(inRounds());
      const consent = await TestConsent.start(await collective.propose({ by: collective.member(2) }));
      expect(await heardIn(5, () => consent.read())).toEqual([
        ['CLARIFICATION 0', 1],
        ['REACTION 0', 1],
      ]);
    });

    it('each round of an election without candidates, once', async () => {
      await ruled(mandatesInRounds());
      const election = await TestElection.start(collective);
      const named = [
        [1, 1],
        [2, 2],
        [3, 1],
        [4, 2],
      ] as const;
      for (const [by, person] of named)
        await election.nominate(collective.member(by), collective.member(person));
      expect(await heardIn(6, () => election.read())).toEqual([
        ['NOMINATION 1', 1],
        ['FURTHER 3', 1],
      ]);
    });
  });

  it('come at once to whoever’s mandate was revoked, or whose report is due', async () => {
    const reportDueAt = await world.in('5 days');
    const given = await grant(collective, { holderIds: [awa.id], reportDueAt });
    await (await collective.propose({ effects: [given] })).decideIn(await collective.assembly(3), { for: 3 });
    await world.wait('100 hours');
    await write();
    expect(heardBy('awa')).toHaveLength(1);
    expect(mailbox.lastText).toContain('un compte rendu de mandat à rendre, pour le 6 octobre 2026');
    const { id } = await collective.mandate('tresorerie');
    const ending = await collective.propose({ effects: [revoke(id)] });
    await ending.decideIn(await collective.assembly(3), { for: 3 });
    await write();
    await write();
    expect(heardBy('awa')).toHaveLength(2);
    expect(mailbox.lastText).toContain('un de vos mandats a été révoqué');
  });

  it('are not written of what was done while they waited', async () => {
    const poll = await opened();
    await world.travelTo(MONDAY_AT_EIGHT);
    await world.transactions.write((tx) => postNotices(tx, collective.id));
    await poll.cast(awa, 'FOR');
    await deliver();
    expect(heardBy('awa').length).toBeLessThanOrEqual(1); // the service may have delivered it before
    expect(await world.sql('SELECT FROM ormee.outbox')).toEqual([]);
  });

  it('are asked for each hour, in each collective, from its first night on', async () => {
    await opened();
    await world.travelTo('2026-10-02T03:00:01.000Z');
    await world.runDueJobs();
    await world.travelTo(MONDAY_AT_EIGHT);
    await world.runDueJobs();
    await deliver();
    expect(heardBy('awa')).toHaveLength(1);
    const jobs = await world.sql(`SELECT FROM ormee.job WHERE kind = 'notice' AND collective_id = $1`, [
      collective.id,
    ]);
    expect(jobs).toHaveLength(1);
  });

  describe('that no mail server takes', () => {
    const waiting = () =>
      world.sql<{ given_up_at: Date | null }>(
        'SELECT given_up_at FROM ormee.outbox WHERE collective_id = $1',
        [collective.id],
      );
    const reached = async (member: TestMember) =>
      (await member.ask<{ viewer: { lettersReachYou: boolean } }>('{ viewer { lettersReachYou } }')).viewer
        .lettersReachYou;
    /** So many hours, with a try in every third: letters are tried again every four hours at the latest. */
    const hours = async (count: number): Promise<void> => {
      for (let hour = 0; hour < count; hour += 3) {
        await world.wait('3 hours');
        await write();
      }
    };

    it('wait while it is away, for days, and leave once each when it is back', async () => {
      await opened();
      await boris.does('setNoticeRhythm', { rhythm: 'DAILY' });
      await world.travelTo(MONDAY_AT_EIGHT);
      await mailbox.goAway();
      try {
        await write();
        await hours(48);
      } finally {
        await mailbox.comeBack();
      }
      expect(await waiting()).toHaveLength(2);
      await write();
      expect(mailbox.heard.map(({ to }) => to[0]).sort()).toEqual(['awa@example.org', 'boris@example.org']);
      expect(await waiting()).toEqual([]);
      const told = await world.sql(
        'SELECT FROM ormee.notice WHERE collective_id = $1 AND sent_at IS NOT NULL',
        [collective.id],
      );
      expect(told).toHaveLength(2);
    });

    it('are tried again though they were tried often', async () => {
      await opened();
      await world.travelTo(MONDAY_AT_EIGHT);
      mailbox.turnsAway = 2;
      await write();
      await world.sql('UPDATE ormee.outbox SET attempts = 11, run_at = ormee.instant()');
      await deliver();
      expect(mailbox.heard).toHaveLength(2);
    });

    it('are given up where it refuses an address for good, which is said, and the next ones are tried', async () => {
      await opened();
      await world.travelTo(MONDAY_AT_EIGHT);
      mailbox.refuses.add('awa@example.org');
      await write();
      expect(await reached(awa)).toBe(true); // a server may be wrong for an hour
      await hours(36);
      const [lost] = await waiting();
      expect(lost?.given_up_at).not.toBeNull();
      expect([await reached(awa), await reached(boris), heardBy('boris').length]).toEqual([false, true, 1]);
      mailbox.refuses.clear();
      await world.travelTo('2026-10-12T06:00:00.000Z');
      await write();
      expect([heardBy('awa').length, await reached(awa)]).toEqual([1, true]);
    });

    it('leave by day alone, but for what closes in the morning', async () => {
      await boris.does('setNoticeRhythm', { rhythm: 'DAILY' });
      await world.travelTo('2026-10-06T13:00:00.000Z');
      await opened('Sans hâte', '6 days');
      await write(); // it is in the next morning's
      await world.travelTo('2026-10-07T01:00:00.000Z');
      await write();
      expect(mailbox.heard).toEqual([]);
      await world.travelTo('2026-10-07T06:00:00.000Z');
      await mailbox.goAway();
      await write();
      await opened('Avant midi', '26 hours');
      await world.travelTo('2026-10-07T22:00:00.000Z');
      await mailbox.comeBack();
      await write();
      await write();
      expect(mailbox.heard.map(({ raw }) => subjectOf(raw))).toEqual(
        Array<string>(2).fill('Ormée : une chose vous attend'), // the one that closes in the morning
      );
      await world.travelTo('2026-10-08T05:01:00.000Z');
      await write(); // today's for whoever has one a day, in the place of yesterday's
      await world.travelTo('2026-10-08T05:11:00.000Z');
      await write();
      expect([heardBy('awa').length, heardBy('boris').length]).toEqual([2, 2]);
    });

    it('reached nobody: their silence is no consent, nor that of whoever wants no letters', async () => {
      collective = await world
        .collective()
        .withMember('Awa', 'awa@example.org')
        .withMember('Boris', 'boris@example.org')
        .withMember('Chloé', 'chloe@example.org')
        .withMembers(1)
        .withRules((rules) =>
          rules.map((rule) => (rule.matter === 'ROUTINE' ? { ...rule, silenceConsents: true } : rule)),
        )
        .grow();
      await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`);
      await collective.member(2).does('setNoticeRhythm', { rhythm: 'NONE' });
      mailbox.refuses.add('boris@example.org');
      const poll = await (await collective.propose()).open({ method: 'CONSENT_1', lasting: '12 days' });
      await forgetSessions(collective, collective.members);
      await world.travelTo(MONDAY_AT_EIGHT);
      await write();
      await hours(36);
      mailbox.refuses.clear();
      await world.sql('DELETE FROM ormee.outbox');
      await world.wait('10 days');
      await world.runDueJobs();
      const unreached = await world.sql<{ member_id: string }>(
        'SELECT member_id FROM ormee.poll_unreached WHERE poll_id = $1',
        [collective.rowId(poll.id)],
      );
      expect(unreached.map(({ member_id }) => member_id).sort()).toEqual(
        collective.members
          .slice(1)
          .map(({ memberId }) => memberId)
          .sort(),
      );
    });
  });

  it('come to each of two who share an address, by name', async () => {
    await world.sql(`UPDATE ormee.member SET email = 'Awa@example.org' WHERE id = $1`, [boris.memberId]);
    const poll = await opened();
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    const greetings = mailbox.heard.map(({ raw }) => /^Bonjour.*$/m.exec(raw)?.[0].trim()).sort();
    expect(greetings).toEqual(['Bonjour Awa,', 'Bonjour Boris,']);
    await awa.does('setNoticeRhythm', { rhythm: 'NONE' });
    await poll.cast(awa, 'FOR');
    await world.wait('7 days');
    await write();
    expect(mailbox.heard).toHaveLength(3);
  });

  it('tell somebody at once that words of theirs were hidden, and not which', async () => {
    await mandateFor(collective, boris, 'hideContribution');
    await world.sql(`UPDATE ormee.session SET expires_at = expires_at + interval '1 year'`);
    const said = await (
      await TestThread.open(collective, { by: boris, title: 'Au sujet du four' })
    ).say({ by: awa });
    await boris.does('hideContribution', { contributionId: said.id, version: 1, reason: 'Une injure.' });
    await world.travelTo('2026-10-08T12:00:00.000Z');
    mailbox.heard.length = 0;
    await write();
    await write();
    expect(heardBy('awa')).toHaveLength(1);
    expect(mailbox.lastText).toContain('des mots de vous, masqués par une personne mandatée');
    for (const word of ['four', 'injure', 'Boris']) expect(mailbox.lastText).not.toContain(word);
    const other = await (
      await TestThread.open(collective, { by: boris, title: 'Au sujet du toit' })
    ).say({ by: awa });
    await awa.does('editContribution', { contributionId: other.id, expectedVersion: 1, body: 'Pardon.' });
    for (const version of [1, 2]) {
      await boris.does('hideContribution', { contributionId: other.id, version, reason: 'Une injure.' });
      await write();
      expect(heardBy('awa')).toHaveLength(1 + version);
      expect(mailbox.lastText).toContain('des mots de vous, masqués par une personne mandatée');
    }
  });

  describe('are stopped by their last line', () => {
    const page = (method: 'GET' | 'POST', url: string, headers: Record<string, string> = {}) =>
      world.app.inject({ method, url, headers });
    let link: string;

    beforeEach(async () => {
      await opened();
      await world.travelTo(MONDAY_AT_EIGHT);
      await write();
      link = stopOf(heardBy('awa')[0]?.raw.replace(/\r\n[ \t]+/g, ' ') ?? '');
    });

    it('by a button, without a session: opening the page does nothing', async () => {
      expect((await page('GET', link)).body).toContain('<button>');
      expect(await awa.ask('{ viewer { noticeRhythm } }')).toEqual({ viewer: { noticeRhythm: 'WEEKLY' } });
      const { statusCode, body } = await page('POST', link);
      expect([statusCode, body.includes('Awa'), body.includes('example.org')]).toEqual([200, false, false]);
      expect(await awa.ask('{ viewer { noticeRhythm } }')).toEqual({ viewer: { noticeRhythm: 'NONE' } });
      await world.wait('7 days');
      await write();
      expect(heardBy('awa')).toHaveLength(1);
    });

    it('by the button of a mail programme, which a header of the letter tells of', async () => {
      const raw = heardBy('awa')[0]?.raw ?? '';
      expect(headerOf(raw, 'List-Unsubscribe-Post')).toBe('List-Unsubscribe=One-Click');
      expect(headerOf(raw, 'List-Unsubscribe')).toBe(`<https://ormee.example${link}>`);
      const oneClick = await world.app.inject({
        method: 'POST',
        url: link,
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
        payload: 'List-Unsubscribe=One-Click',
      });
      expect(oneClick.statusCode).toBe(200);
    });

    it('by that button as a form of parts too, and again when it is tried again (RFC 8058, 3.2)', async () => {
      const boundary = 'ormes';
      const oneClick = (url: string) =>
        world.app.inject({
          method: 'POST',
          url,
          headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
          payload: `--${boundary}\r\nContent-Disposition: form-data; name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--${boundary}--\r\n`,
        });
      expect([(await oneClick(link)).statusCode, (await oneClick(link)).statusCode]).toEqual([200, 200]);
      expect(await awa.ask('{ viewer { noticeRhythm } }')).toEqual({ viewer: { noticeRhythm: 'NONE' } });
      expect((await oneClick(`${link.slice(0, -2)}xx`)).statusCode).toBe(410);
      for (const elsewhere of ['/entrer', '/graphql', '/appels/x', '/lettres'])
        expect([elsewhere, (await oneClick(elsewhere)).statusCode]).toEqual([elsewhere, 415]);
    });

    it('by nothing that looks like it: whatever is wrong, the answer is the same', async () => {
      await world.wait('91 days');
      const forged = `/lettres/${Buffer.alloc(48, 7).toString('base64url')}`;
      const others = [link, forged, '/lettres/x', '/lettres/%00', link.slice(0, -1)];
      const answers = [];
      for (const url of others) answers.push(await page('POST', url));
      expect(new Set(answers.map(({ statusCode, body }) => `${statusCode} ${body}`)).size).toBe(1);
      expect(answers[0]?.statusCode).toBe(410);
    });

    it('and by no link that was made for something else, nor by a page elsewhere', async () => {
      const signIn = await world.transactions.write(async (tx) => {
        const { mintLink } = await import('../../src/platform/links/links.js');
        return mintLink(tx, awa, 'SIGN_IN', 'P1D');
      });
      expect((await page('POST', `/lettres/${signIn}`)).statusCode).toBe(410);
      const token = link.replace('/lettres/', '');
      expect((await page('POST', `/entrer/${token}`)).statusCode).toBe(410);
      expect((await page('POST', link, { origin: 'https://elsewhere.example' })).statusCode).toBe(403);
      expect(await awa.ask('{ viewer { noticeRhythm } }')).toEqual({ viewer: { noticeRhythm: 'WEEKLY' } });
    });
  });

  it('carry no header that a name, a title or an address brings along', async () => {
    await world.sql(`UPDATE ormee.member SET public_name = $2, email = $3 WHERE id = $1`, [
      awa.memberId,
      'Awa\r\nBcc: mallory@example.org',
      'awa@example.org\r\nBcc: mallory@example.org',
    ]);
    await opened();
    await world.sql('UPDATE ormee.poll SET title = $1', ['Titre\r\nBcc: mallory@example.org']);
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    expect(mailbox.heard.flatMap(({ to }) => to)).not.toContain('mallory@example.org');
    for (const { raw } of mailbox.heard) expect(raw).not.toMatch(/^Bcc:/im);
  });

  it('leave somebody alone whom a file brought along, until they come in', async () => {
    await opened();
    await world.sql(
      `INSERT INTO ormee.taken_over_member (collective_id, member_id, taken_over_by) VALUES ($1, $2, $3)`,
      [collective.id, awa.memberId, boris.memberId],
    );
    await world.travelTo(MONDAY_AT_EIGHT);
    await write();
    expect([heardBy('awa').length, heardBy('boris').length]).toEqual([0, 1]);
  });
});

describe('without a mail server', () => {
  it('nothing waits, nothing is refused, and what awaits is found in the house', async () => {
    world = await World.open();
    collective = await world.collective().withMember('Awa', 'awa@example.org').withMembers(2).grow();
    await (await collective.propose()).open({ lasting: '20 days' });
    await collective.member(0).does('setNoticeRhythm', { rhythm: 'DAILY' });
    for (let night = 0; night < 3; night += 1) {
      await world.wait('1 day');
      await world.runDueJobs();
    }
    expect(await world.sql(`SELECT FROM ormee.job WHERE kind <> 'forget' AND kind <> 'close-poll'`)).toEqual(
      [],
    );
    expect(await world.sql('SELECT FROM ormee.outbox')).toEqual([]);
    expect(await world.sql('SELECT FROM ormee.notice')).toEqual([]);
    expect(await collective.member(0).ask('{ awaitingMe { edges { node { kind } } } }')).toEqual({
      awaitingMe: { edges: [{ node: { kind: 'VOTE' } }] },
    });
    await world.close();
  });
});
