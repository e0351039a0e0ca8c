// Long because one service and its sockets are what every part needs: what is said, to whom, and when it ends.
import WebSocket from 'ws';
import { refuse } from '../../src/core/kernel/refusals.js';
import type { Visibility } from '../../src/core/kernel/actors.js';
import type { LeafDraft } from '../../src/core/kernel/leaves.js';
import { CLOSING_CODES, sentenceOfClosing } from '../../src/platform/graphql/close-socket.js';
import { BODY_LIMIT_BYTES } from '../../src/platform/graphql/limits.js';
import { MOST_SUBSCRIPTIONS, Sockets } from '../../src/platform/graphql/sockets.js';
import { Changes } from '../../src/register/changes.js';
import { record } from '../../src/register/record.js';
import { NotFollowed, TestFollower, type Connecting } from '../world/followers.js';
import { statementsOf } from '../world/statements.js';
import { World, type TestCollective, type TestMember } from '../world/world.js';

interface Change {
  readonly objectId: string;
  readonly objectType: string;
  readonly registerSize: number;
}
interface Turnout {
  readonly pollId: string;
  readonly castCount: number;
  readonly rollCount: number;
}

const CHANGES = 'subscription { changes { objectId objectType registerSize } }';
const TURNOUT = 'subscription($pollId: ID!) { turnout(pollId: $pollId) { pollId castCount rollCount } }';

describe('a subscription', () => {
  let world: World;
  let url: string;
  let collective: TestCollective;
  let followers: TestFollower[];

  beforeAll(async () => {
    world = await World.open();
    url = await world.listen();
  });
  beforeEach(async () => {
    followers = [];
    collective = await world.collective().withMembers(5).grow();
  });
  afterEach(async () => {
    for (const follower of followers) await follower.leave();
  });
  afterAll(() => world.close());

  const connect = (connecting: Connecting): TestFollower => {
    const follower = new TestFollower(url, connecting);
    followers.push(follower);
    return follower;
  };
  /** Follows the changes of a member's collective, from the event with which they begin. */
  const changesFor = async (
    { token }: Pick<TestMember, 'token'>,
    follower = connect({ token }),
  ): Promise<() => Promise<Change>> => {
    const next = follower.follow<{ changes: Change }>(CHANGES);
    await next();
    return async () => (await next()).changes;
  };
  const turnoutOf = (pollId: string, follower: TestFollower): (() => Promise<Turnout>) => {
    const next = follower.follow<{ turnout: Turnout }>(TURNOUT, { pollId });
    return async () => (await next()).turnout;
  };
  /** What comes instead of an event. */
  const refusalOf = async (next: () => Promise<unknown>): Promise<NotFollowed> => {
    const refused: unknown = await next().catch((error: unknown) => error);
    if (refused instanceof NotFollowed) return refused;
    throw new Error(`an event came: ${JSON.stringify(refused)}`);
  };
  const seconds = async (work: Promise<unknown>): Promise<number> => {
    const from = performance.now();
    await work;
    return (performance.now() - from) / 1_000;
  };
  const idOf = (type: string, rowId: string): string => collective.globalId(type, rowId);

  describe('to what changes', () => {
    it('says by id alone that another member acted, and a query says what', async () => {
      const [author, reader] = [collective.member(0), collective.member(1)];
      const next = await changesFor(reader);
      const proposal = await collective.propose({ by: author, title: 'Un secret de polichinelle' });
      const change = await next();
      const { checkpoint } = await reader.ask<{ checkpoint: { size: number } }>('{ checkpoint { size } }');
      expect(change).toEqual({
        objectId: proposal.id,
        objectType: 'Proposal',
        registerSize: checkpoint.size,
      });
      const { node } = await reader.ask<{ node: { title: string } }>(
        'query($id: ID!) { node(id: $id) { ... on Proposal { title } } }',
        { id: change.objectId },
      );
      expect(node.title).toBe('Un secret de polichinelle');
    });

    it('begins with where the register stands, for whoever comes back', async () => {
      await collective.propose();
      const next = connect({ token: collective.member(1).token }).follow<{ changes: Change }>(CHANGES);
      const [row] = await world.sql<{ size: number }>(
        'SELECT size::int FROM ormee.register_head WHERE collective_id = $1',
        [collective.id],
      );
      expect((await next()).changes).toEqual({
        objectId: idOf('Collective', collective.id),
        objectType: 'Collective',
        registerSize: row?.size,
      });
    });

    it('names each object that an act changes: a poll with its decision', async () => {
      const poll = await (await collective.propose()).open();
      await poll.votes({ for: 5 });
      const next = await changesFor(collective.member(1));
      const { decision } = await poll.end();
      const seen = [await next(), await next()];
      expect(seen.map(({ objectId }) => objectId).sort()).toEqual([poll.id, decision?.id].sort());
    });

    it('says nothing of another collective', async () => {
      const other = await world.collective().withMembers(1).grow();
      const [next, others] = [await changesFor(collective.member(1)), await changesFor(other.member(0))];
      const elsewhere = await other.propose();
      const here = await collective.propose();
      expect((await next()).objectId).toBe(here.id);
      expect((await others()).objectId).toBe(elsewhere.id);
    });

    const leaf = (visibility: Visibility, proposal: string): LeafDraft => ({
      type: 'proposal.revised',
      visibility,
      body: { proposal },
    });

    it.each(['NAMED', 'GROUP'] as const)('says nothing of a leaf that is %s', async (visibility) => {
      const [hidden, open] = [await collective.propose(), await collective.propose()];
      const next = await changesFor(collective.member(1));
      for (const [seen, { id }] of [
        [visibility, hidden],
        ['MEMBERS', open],
      ] as const)
        await world.transactions.write(async (tx) =>
          record(tx, collective.id, leaf(seen, collective.rowId(id))),
        );
      expect((await next()).objectId).toBe(open.id);
    });

    it('says nothing of what was rolled back', async () => {
      const [undone, done] = [await collective.propose(), await collective.propose()];
      const next = await changesFor(collective.member(1));
      const act = world.transactions.write(async (tx) => {
        record(tx, collective.id, leaf('MEMBERS', collective.rowId(undone.id)));
        tx.beforeCommit('fails after the leaf', () => Promise.reject(refuse('NOT_FOUND')));
      });
      await expect(act).rejects.toThrow();
      await done.revise({ title: 'Autrement dit' });
      expect((await next()).objectId).toBe(done.id);
    });

    it('keeps the latest change of an object for who reads slowly, and one event for too many objects', async () => {
      const following = await world.app.get(Changes).follow(collective.id);
      const read = async (): Promise<Change> => (await following.next()).value as Change;
      const revise = (proposals: readonly string[]) =>
        world.transactions.write(async (tx) => {
          for (const proposal of proposals) record(tx, collective.id, leaf('MEMBERS', proposal));
        });
      const [one, ...many] = await world.transactions.write(async (tx) =>
        Array.from({ length: 1_200 }, () => tx.id()),
      );
      const { objectType, registerSize: begun } = await read();
      expect(objectType).toBe('Collective');
      for (let time = 0; time < 3; time += 1) await revise([one as string]);
      expect(await read()).toEqual({
        collectiveId: collective.id,
        objectId: idOf('Proposal', one as string),
        objectType: 'Proposal',
        registerSize: begun + 3,
      });
      await revise(many);
      await revise([one as string]);
      const [whole, last] = [await read(), await read()];
      expect([whole.objectType, whole.registerSize]).toEqual(['Collective', begun + 3 + many.length]);
      expect([last.objectType, last.registerSize]).toEqual(['Proposal', begun + 4 + many.length]);
      await following.return?.();
      expect(await following.next()).toEqual({ value: undefined, done: true });
    });

    it('reads at each event who follows, and gives none to whoever has lost the right', async () => {
      const reader = collective.member(1);
      const next = await changesFor(reader);
      await world.sql(`UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE id = $1`, [
        reader.memberId,
      ]);
      await collective.propose();
      const { codes, closed } = await refusalOf(next);
      expect(codes[0] ?? closed?.reason).toMatch(/^NOT_A_MEMBER/);
    });
  });

  describe('to the turnout of a poll', () => {
    it('counts ballots together, twice a second at most, and says nothing of what is on them', async () => {
      const poll = await (await collective.propose()).open();
      const next = turnoutOf(poll.id, connect({ token: collective.member(1).token }));
      const turnout = (castCount: number): Turnout => ({ pollId: poll.id, castCount, rollCount: 5 });
      expect(await next()).toEqual(turnout(0));
      await Promise.all(collective.members.slice(0, 4).map((member) => poll.cast(member, 'FOR')));
      const lasted = await seconds(
        (async () => {
          expect(await next()).toEqual(turnout(4));
          await poll.cast(collective.member(4), 'AGAINST');
          expect(await next()).toEqual(turnout(5));
        })(),
      );
      expect(lasted).toBeGreaterThan(0.45);
    });

    it('is not told again for a ballot that was changed', async () => {
      const poll = await (await collective.propose()).open();
      const next = turnoutOf(poll.id, connect({ token: collective.member(1).token }));
      await next();
      await poll.cast(collective.member(0), 'FOR');
      expect((await next()).castCount).toBe(1);
      await collective.member(0).does('castBallot', {
        pollId: poll.id,
        expectedRevision: 1,
        ballot: { choice: 'AGAINST' },
      });
      const told = next();
      const sent = await statementsOf(async () => {
        await poll.cast(collective.member(2), 'FOR');
        expect((await told).castCount).toBe(2);
      });
      expect(sent.length).toBeGreaterThan(0);
    });

    it('costs a cast nothing where nobody watches', async () => {
      const [watched, other] = [await collective.propose(), await collective.propose()];
      const [seen, unseen] = [await watched.open(), await other.open()];
      await turnoutOf(seen.id, connect({ token: collective.member(1).token }))();
      expect(await statementsOf(() => unseen.cast(collective.member(0), 'FOR'))).toHaveLength(1);
    });

    it('is of no poll that one may not see: a stranger’s and a missing one alike', async () => {
      const other = await world.collective().withMembers(1).grow();
      const poll = await (await collective.propose()).open();
      const hidden = await (await collective.propose()).open();
      await world.sql(`UPDATE ormee.poll SET visibility = 'NAMED' WHERE id = $1`, [
        collective.rowId(hidden.id),
      ]);
      const stranger = connect({ token: other.member(0).token });
      const member = connect({ token: collective.member(0).token });
      const missing = idOf('Poll', collective.id);
      for (const next of [
        turnoutOf(poll.id, stranger),
        turnoutOf(hidden.id, member),
        turnoutOf(missing, member),
      ])
        expect((await refusalOf(next)).codes).toEqual(['NOT_FOUND']);
    });
  });

  describe('is closed', () => {
    const expectClosed = async (follower: TestFollower, closed: { code: number; reason: unknown }) => {
      expect(await seconds(follower.closed)).toBeLessThan(5);
      expect(await follower.closed).toEqual(closed);
    };
    const GONE = { code: 4403, reason: expect.stringMatching(/^NOT_A_MEMBER: Cette action est réservée/) };

    it('within five seconds of leaving', async () => {
      const leaver = collective.member(1);
      const follower = connect({ token: leaver.token });
      await changesFor(leaver, follower);
      await leaver.does('leaveCollective', { confirmed: true });
      await expectClosed(follower, GONE);
    });

    it('within five seconds of an exclusion, in the language of who followed', async () => {
      const [accuser, person] = [collective.member(0), collective.member(4)];
      const { exclusion } = await accuser.does<{ exclusion: { id: string } }>(
        'openExclusion',
        { memberId: person.id, grounds: 'Trois réunions perturbées, malgré deux rappels écrits.' },
        'exclusion { id }',
      );
      await person.does('answerExclusion', { exclusionId: exclusion.id, answer: 'Je conteste ces faits.' });
      await world.wait('7 days');
      const proposal = await collective.propose({
        title: 'Exclusion d’un membre',
        effects: [{ excludeMember: { exclusionId: exclusion.id, memberId: person.id } }],
      });
      const poll = await (await proposal.open({ lasting: '8 days' })).votes({ for: 4 });
      const follower = connect({ token: person.token, locale: 'en' });
      await changesFor(person, follower);
      const [decided] = await Promise.all([poll.end(), follower.closed]);
      expect(decided.decision?.effectsState).toBe('APPLIED');
      await expectClosed(follower, {
        code: 4403,
        reason: 'NOT_A_MEMBER: Only current members of the collective may do this.',
      });
    });

    it('within five seconds of signing out of that session, and of no other', async () => {
      const member = collective.member(1);
      const other = { token: await collective.signInAgain(member) };
      const [follower, remaining] = [connect(member), connect(other)];
      await changesFor(member, follower);
      const next = await changesFor(other, remaining);
      await member.does('signOut', {});
      await expectClosed(follower, {
        code: 4401,
        reason: expect.stringMatching(/^NOT_SIGNED_IN: Vous n’êtes pas/),
      });
      const proposal = await collective.propose();
      expect((await next()).objectId).toBe(proposal.id);
    });

    it('within five seconds of an end that nothing announced', async () => {
      const member = collective.member(1);
      const follower = connect(member);
      await turnoutOf((await (await collective.propose()).open()).id, follower)();
      await world.sql(`UPDATE ormee.member SET state = 'LEFT', left_at = ormee.instant() WHERE id = $1`, [
        member.memberId,
      ]);
      await expectClosed(follower, GONE);
    });

    it('by reasons that fit in a closing frame', () => {
      for (const closing of CLOSING_CODES)
        for (const locale of ['fr', 'en'] as const)
          expect(Buffer.byteLength(`${closing}: ${sentenceOfClosing(closing, locale)}`)).toBeLessThanOrEqual(
            123,
          );
    });
  });

  describe('is refused', () => {
    it('to whoever shows no session', async () => {
      for (const token of [undefined, 'a'.repeat(64)]) {
        const next = connect(token === undefined ? {} : { token }).follow(CHANGES);
        expect((await refusalOf(next)).closed).toEqual({
          code: 4401,
          reason: 'NOT_SIGNED_IN: Vous n’êtes pas connecté·e. Ouvrez votre lien de connexion.',
        });
      }
    });

    it('to a page from elsewhere with our cookie, and given to one of ours', async () => {
      const cookie = `ormee_session=${collective.member(0).token}`;
      for (const headers of [
        { cookie },
        { cookie, origin: 'https://ailleurs.example' },
        { cookie, origin: 'null' },
      ])
        expect((await refusalOf(connect({ headers }).follow(CHANGES))).closed?.code).toBe(4401);
      for (const origin of [url, 'http://127.0.0.1:3000'])
        await connect({ headers: { cookie, origin } }).follow(CHANGES)();
    });

    it('when it is the eleventh of a member, over whatever sockets, until one of them ends', async () => {
      const member = collective.member(1);
      const other = { token: await collective.signInAgain(member) };
      const [one, two] = [connect(member), connect(other)];
      for (let count = 0; count < MOST_SUBSCRIPTIONS; count += 1)
        await changesFor(member, count < 6 ? one : two);
      expect((await refusalOf(two.follow(CHANGES))).codes).toEqual(['TOO_MANY_SUBSCRIPTIONS']);
      await changesFor(collective.member(2));
      one.vanish();
      const isRefused = (): Promise<boolean> =>
        changesFor(other, two).then(
          () => false,
          () => true,
        );
      while (await isRefused());
    });

    it('when sent all at once too: ten begin', async () => {
      const follower = connect(collective.member(1));
      const asked = Array.from({ length: 15 }, () => follower.follow(CHANGES)());
      const begun = (await Promise.allSettled(asked)).filter(({ status }) => status === 'fulfilled');
      expect(begun).toHaveLength(MOST_SUBSCRIPTIONS);
    });

    it('where it is no subscription', async () => {
      const follower = connect(collective.member(1));
      for (const document of [
        '{ viewer { memberId } }',
        'mutation { signOut(input: {}) { __typename } }',
        '{ __schema { types { name } } }',
      ])
        expect((await refusalOf(follower.follow(document))).codes).toEqual(['ONLY_SUBSCRIPTIONS']);
      await collective.member(1).ask('{ viewer { memberId } }');
    });

    it('over HTTP, by the name of the other way', async () => {
      const answer = await world.ask(collective.member(1).token, CHANGES);
      expect(answer).toMatchObject({
        errors: [
          {
            message: expect.stringMatching(/graphql-transport-ws/),
            extensions: { code: 'SUBSCRIPTION_BY_SOCKET' },
          },
        ],
      });
    });

    const repeated = (text: string, times: number): string =>
      Array.from({ length: times }, () => text).join(' ');
    it.each([
      ['words', `subscription { changes { ${repeated('objectId', 4_001)} } }`],
      ['repetitions', `subscription { changes { ${repeated('objectId', 100)} } }`],
      [
        'aliases',
        `subscription { changes { ${Array.from({ length: 31 }, (_, place) => `a${place}: objectId`).join(' ')} } }`,
      ],
      ['directives', `subscription { changes { objectId ${repeated('@include(if: true)', 51)} } }`],
      [
        'fragments',
        `${CHANGES} ${Array.from({ length: 51 }, (_, at) => `fragment F${at} on Change { objectId }`).join(' ')}`,
      ],
      ['fields that are not there', 'subscription { changes { objectIdd } }'],
      ['two roots', `subscription { changes { objectId } turnout(pollId: "a") { castCount } }`],
      ['what is no GraphQL', 'subscription {'],
    ])('for too many %s, as over HTTP', async (_what, document) => {
      const member = collective.member(1);
      const { codes } = await refusalOf(connect(member).follow(document));
      const { errors } = await world.ask(member.token, document);
      expect(codes[0]).toMatch(/^(QUERY_TOO|GRAPHQL_)/);
      expect(codes[0]).toBe(errors?.[0]?.extensions?.code);
    });

    it('for variables that do not fit, without saying them again', async () => {
      const next = connect(collective.member(1)).follow(TURNOUT, { pollId: { secret: 'zinzolin' } });
      expect((await refusalOf(next)).codes).toEqual(['BAD_USER_INPUT']);
    });
  });

  describe('at its socket', () => {
    /** A client that speaks by hand. */
    const raw = async (path = '/graphql', protocol = 'graphql-transport-ws'): Promise<WebSocket> => {
      const socket = new WebSocket(`${url.replace('http', 'ws')}${path}`, protocol);
      await new Promise((open, fail) => socket.once('open', open).once('error', fail));
      return socket;
    };
    const closing = (socket: WebSocket): Promise<number> =>
      new Promise((closed) => socket.once('close', closed));

    const welcomed = async (member: TestMember): Promise<WebSocket> => {
      const socket = await raw();
      const payload = { Authorization: `Bearer ${member.token}` };
      socket.send(JSON.stringify({ type: 'connection_init', payload }));
      return socket;
    };

    it('is closed when it is the eleventh of a member', async () => {
      const reasons: string[] = [];
      const sockets: WebSocket[] = [];
      for (let count = 0; count <= MOST_SUBSCRIPTIONS; count += 1) {
        const socket = await welcomed(collective.member(1));
        socket.once('close', (_code, reason) => reasons.push(String(reason)));
        sockets.push(socket);
      }
      while (reasons.length === 0) await world.now();
      expect(reasons).toEqual([expect.stringMatching(/^TOO_MANY_SUBSCRIPTIONS: /)]);
      for (const socket of sockets) socket.terminate();
    });

    it('is cut to whoever sends and never reads', async () => {
      const socket = await welcomed(collective.member(1));
      socket.on('error', () => undefined);
      socket.pause();
      const ping = JSON.stringify({ type: 'ping', payload: { padding: 'a'.repeat(200_000) } });
      const send = (): Promise<unknown> => new Promise((sent) => socket.send(ping, sent));
      for (let count = 0; count < 500 && socket.readyState === WebSocket.OPEN; count += 1) await send();
      expect(socket.readyState).not.toBe(WebSocket.OPEN);
      socket.terminate();
    });

    it('is closed to whoever does not say who they are', async () => {
      expect(await closing(await raw())).toBe(4408);
    });

    it('is closed to a message over the size of a request', async () => {
      const socket = await raw();
      socket.on('error', () => undefined);
      socket.send(
        JSON.stringify({ type: 'connection_init', payload: { padding: 'a'.repeat(BODY_LIMIT_BYTES) } }),
      );
      expect(await closing(socket)).toBe(1009);
    });

    it('is closed to whoever asks before saying who they are, or speaks another language', async () => {
      const early = await raw();
      early.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: CHANGES } }));
      expect(await closing(early)).toBe(4401);
      const babbling = await raw();
      babbling.send('bonjour');
      expect(await closing(babbling)).toBe(4400);
    });

    it('is at one address', async () => {
      await expect(raw('/ailleurs')).rejects.toThrow('404');
      await expect(raw('/graphql', 'graphql-ws')).rejects.toThrow();
    });
  });

  it('ends at once when the service stops, in words', async () => {
    const stopping = await World.open();
    const address = await stopping.listen();
    const { members } = await stopping.collective().withMembers(2).grow();
    const [one, silent] = members.map(({ token }) => new TestFollower(address, { token }));
    for (const follower of [one, silent]) await follower?.follow(CHANGES)();
    silent?.pause();
    expect(await seconds(stopping.close())).toBeLessThan(3);
    expect(await one?.closed).toEqual({
      code: 1001,
      reason: 'SERVICE_STOPS: Le service s’arrête. Reconnectez-vous dans un instant.',
    });
    silent?.vanish();
  });

  it('costs one statement for two hundred sockets: by the clock, and for an event', async () => {
    const crowd = await world.collective().withMembers(20).grow();
    const listening = await Promise.all(
      crowd.members.flatMap((member) => Array.from({ length: 10 }, () => changesFor(member))),
    );
    expect(listening).toHaveLength(200);
    const ofSessions = (sent: readonly string[]) => sent.filter((text) => text.includes('ormee.session'));
    const clock = await statementsOf(() => world.app.get(Sockets).askAgain());
    expect(ofSessions(clock).length).toBeLessThanOrEqual(2); // the clock itself may have struck meanwhile
    expect(ofSessions(clock).length).toBeGreaterThan(0);
    const event = await statementsOf(async () => {
      await crowd.propose();
      await Promise.all(listening.map((next) => next()));
    });
    expect(ofSessions(event).length).toBeLessThanOrEqual(5);
  });
});
