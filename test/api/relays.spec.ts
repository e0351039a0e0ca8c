import { mandateFor } from '../world/people.js';
import { World, type Payload, type TestCollective, type TestMember } from '../world/world.js';
import type { TestPoll } from '../world/decisions.js';

interface Brought {
  readonly revision: number;
  readonly receipt: { readonly text: string };
}
interface Own {
  readonly choice: string;
  readonly revision: number;
  readonly relayed: boolean;
}

let world: World;
let collective: TestCollective;
let relay: TestMember;
let oldOne: TestMember;
let poll: TestPoll;

const asks = (by: TestMember, way: string, member = oldOne) =>
  by.act<{ stands: boolean }>('askForRelay', { memberId: member.id, way }, 'stands');

const brings = (said: object = {}, by = relay) =>
  by.act<Brought>(
    'castForMember',
    {
      ...{ memberId: oldOne.id, pollId: poll.id, expectedRevision: 0, ballot: { choice: 'FOR' } },
      ...{ way: 'PHONE', readBack: true, ...said },
    },
    'revision receipt { text }',
  );

const contests = (by = oldOne) =>
  by.act<{ takenOut: boolean }>('contestRelayedBallot', { pollId: poll.id }, 'takenOut');

const ballotOf = async (member: TestMember): Promise<Own | null> =>
  (
    await member.ask<{ node: { viewerBallot: Own | null } }>(
      'query($id: ID!) { node(id: $id) { ... on Poll { viewerBallot { choice revision relayed } } } }',
      { id: poll.id },
    )
  ).node.viewerBallot;

const leaves = async (type: string): Promise<Record<string, unknown>[]> =>
  (
    await world.sql<{ encoded: string }>(
      'SELECT encoded FROM ormee.register_leaf WHERE collective_id = $1 AND type = $2 ORDER BY index',
      [collective.id, type],
    )
  ).map(({ encoded }) => (JSON.parse(encoded) as { body: Record<string, unknown> }).body);

const code = (payload: Payload): string => payload.code ?? payload.__typename;

describe('a ballot that a relay brings', () => {
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  beforeEach(async () => {
    collective = await world.collective().withMembers(7).withLegalMember('Une coopérative').grow();
    [relay, oldOne] = [collective.member(1), collective.member(6)];
    await mandateFor(collective, relay, 'castForMember');
    poll = await (await collective.propose({ title: 'Le four du samedi' })).open();
  });

  it('is the voter’s ballot, marked, told to them, and without what was voted in the register', async () => {
    expect(await asks(oldOne, 'ONESELF')).toMatchObject({ stands: true });
    const brought = await brings();
    expect(brought).toMatchObject({ __typename: 'CastForMemberSuccess', revision: 1 });
    expect(brought.receipt.text).toContain(oldOne.memberId);
    expect(await ballotOf(oldOne)).toEqual({ choice: 'FOR', revision: 1, relayed: true });
    expect(await ballotOf(relay)).toBeNull();
    expect(
      await oldOne.ask(
        '{ viewer { relay { way } relayedBallots { pollId way relayedBy stands contested } } }',
      ),
    ).toMatchObject({
      viewer: {
        relay: { way: 'ONESELF' },
        relayedBallots: [{ pollId: poll.id, way: 'PHONE', stands: true, contested: false }],
      },
    });
    const [leaf] = await leaves('ballot.relayed');
    expect(leaf).toMatchObject({ revision: 1, way: 'PHONE' });
    expect(JSON.stringify(leaf)).not.toContain('FOR');
    expect(JSON.stringify(leaf)).not.toContain(oldOne.memberId);
    expect(JSON.stringify(leaf)).not.toContain(relay.memberId);
  });

  it('is counted with the others', async () => {
    await asks(oldOne, 'ONESELF');
    await brings({ ballot: { choice: 'AGAINST' } });
    await poll.votes({ for: 2 });
    const { outcome } = await poll.end();
    expect(JSON.stringify(outcome)).toContain('AGAINST');
    expect(await contests()).toMatchObject({ takenOut: false });
    expect(
      await relay.ask(
        'query($id: ID!) { node(id: $id) { ... on Poll { contestedRelayedCount relayedBy { ballotCount } } } }',
        { id: poll.id },
      ),
    ).toEqual({ node: { contestedRelayedCount: 1, relayedBy: [{ ballotCount: null }] } });
  });

  it('is changed by the relay at the revision they know, and repeated without doing it twice', async () => {
    await asks(oldOne, 'ONESELF');
    await brings();
    expect(await brings()).toMatchObject({ revision: 1 });
    expect(await brings({ ballot: { choice: 'AGAINST' } })).toMatchObject({ code: 'STALE_REVISION' });
    expect(await brings({ ballot: { choice: 'AGAINST' }, expectedRevision: 1 })).toMatchObject({
      revision: 2,
    });
    expect(await ballotOf(oldOne)).toEqual({ choice: 'AGAINST', revision: 2, relayed: true });
    expect(await leaves('ballot.relayed')).toHaveLength(2);
  });

  it('is never put over what they cast themselves, nor says whether it is the same', async () => {
    await asks(oldOne, 'ONESELF');
    await poll.cast(oldOne, 'FOR');
    expect(await brings()).toMatchObject({ code: 'STALE_REVISION' });
    expect(await brings({ expectedRevision: 1 })).toMatchObject({ code: 'BALLOT_THEIR_OWN' });
    expect(await ballotOf(oldOne)).toEqual({ choice: 'FOR', revision: 1, relayed: false });
  });

  it('is out of the box once its voter says that it is not theirs, who then casts their own', async () => {
    await world.sql('UPDATE ormee.poll SET ballot_may_change = false WHERE id = $1', [
      collective.rowId(poll.id),
    ]);
    await asks(oldOne, 'ONESELF');
    await brings();
    await expect(poll.cast(oldOne, 'AGAINST', 1)).rejects.toMatchObject({ code: 'BALLOT_NOT_CHANGEABLE' });
    expect(await contests()).toMatchObject({ takenOut: true });
    expect(await contests()).toMatchObject({ takenOut: true });
    expect(await ballotOf(oldOne)).toEqual({ choice: 'NOT_TAKING_PART', revision: 2, relayed: false });
    expect(await brings({ expectedRevision: 2 })).toMatchObject({ code: 'BALLOT_THEIR_OWN' });
    await poll.cast(oldOne, 'AGAINST', 2);
    expect(await ballotOf(oldOne)).toEqual({ choice: 'AGAINST', revision: 3, relayed: false });
    await expect(poll.cast(oldOne, 'FOR', 3)).rejects.toMatchObject({ code: 'BALLOT_NOT_CHANGEABLE' });
    expect(await leaves('ballot.relay-contested')).toMatchObject([{ revision: 1, voided: true }]);
  });

  it('wants the voter to have asked: by themselves, by two others, or on a paper that another keeps', async () => {
    expect(code(await brings())).toBe('RELAY_NOT_ASKED_FOR');
    expect(await asks(collective.member(2), 'TWO_MEMBERS')).toMatchObject({ stands: false });
    expect(await asks(collective.member(2), 'TWO_MEMBERS')).toMatchObject({ stands: false });
    expect(code(await brings())).toBe('RELAY_NOT_ASKED_FOR');
    expect(await asks(collective.member(3), 'TWO_MEMBERS')).toMatchObject({ stands: true });
    // They hear of it first: it holds for what is opened from now on.
    expect(code(await brings())).toBe('RELAY_ASKED_FOR_TOO_LATE');
    poll = await (await collective.propose({ title: 'Le four du dimanche' })).open();
    expect(code(await brings())).toBe('CastForMemberSuccess');
    const other = collective.member(5);
    expect(await asks(relay, 'PAPER', other)).toMatchObject({ stands: true });
    expect(code(await brings({ memberId: other.id }))).toBe('RELAY_ASKED_FOR_BY_ITSELF');
    expect(await leaves('relay.asked')).toHaveLength(2);
  });

  it('is not asked for any more once whoever wrote it down first takes it back, or nobody joined in a week', async () => {
    const takesBack = (by: TestMember) => by.act('endRelay', { memberId: oldOne.id }, 'ended');
    const waiting = () =>
      world.sql('SELECT FROM ormee.relay_request WHERE collective_id = $1', [collective.id]);
    await asks(collective.member(2), 'TWO_MEMBERS');
    expect(code(await takesBack(collective.member(3)))).toBe('MANDATE_REQUIRED');
    expect(code(await takesBack(collective.member(2)))).toBe('EndRelaySuccess');
    expect(code(await takesBack(collective.member(2)))).toBe('MANDATE_REQUIRED');
    expect(await asks(collective.member(3), 'TWO_MEMBERS')).toMatchObject({ stands: false });
    expect(await leaves('relay.ended')).toEqual([]);
    await world.wait('6 days');
    await world.runDueJobs();
    expect(await waiting()).toHaveLength(1);
    await world.wait('1 day 12 hours');
    await world.runDueJobs();
    expect(await waiting()).toHaveLength(0);
  });

  it('is asked for by others as if nobody had before: who is on the list is no member’s to learn', async () => {
    const [one, two, three] = [collective.member(2), collective.member(3), collective.member(4)];
    const unasked = collective.member(5);
    await asks(oldOne, 'ONESELF');
    for (const [by, way, stands, said] of [
      [one, 'TWO_MEMBERS', false, 0],
      [one, 'TWO_MEMBERS', false, 0],
      [two, 'TWO_MEMBERS', true, 1],
      [one, 'TWO_MEMBERS', true, 0],
      [three, 'PAPER', true, 1],
      [three, 'PAPER', true, 0],
    ] as const)
      for (const member of [oldOne, unasked]) {
        const before = (await leaves('relay.asked')).length;
        expect(await asks(by, way, member)).toMatchObject({ stands });
        expect((await leaves('relay.asked')).length - before).toBe(said);
      }
    for (const by of [one, three])
      expect(code(await by.act('endRelay', { memberId: oldOne.id }, 'ended'))).toBe('EndRelaySuccess');
    expect(await oldOne.ask('{ viewer { relay { way recordedBy } } }')).toEqual({
      viewer: { relay: { way: 'ONESELF', recordedBy: ['Membre 7'] } },
    });
    expect(code(await brings())).toBe('CastForMemberSuccess');
  });

  it('is asked for with other acts or without: of two who write it down, what both say stands', async () => {
    const [first, second, third, fourth] = [2, 3, 4, 5].map((place) => collective.member(place));
    const asked = async (by: TestMember | undefined, otherActs: boolean): Promise<boolean> =>
      (
        await (by as TestMember).does<{ stands: boolean }>(
          'askForRelay',
          { memberId: oldOne.id, way: 'TWO_MEMBERS', otherActs },
          'stands',
        )
      ).stands;
    const own = async () =>
      (await oldOne.ask<{ viewer: { relay: object | null } }>('{ viewer { relay { otherActs } } }')).viewer
        .relay;
    expect(await asked(first, false)).toBe(false);
    expect([await asked(second, true), await own()]).toEqual([false, { otherActs: false }]);
    expect([await asked(second, true), await own()]).toEqual([false, { otherActs: false }]);
    expect([await asked(third, true), await own()]).toEqual([true, { otherActs: true }]);
    await oldOne.does('endRelay', { memberId: oldOne.id });
    expect(await asked(first, true)).toBe(false);
    expect([await asked(second, false), await own()]).toEqual([true, { otherActs: false }]);
    expect(await asked(first, true)).toBe(false);
    expect([await asked(fourth, false), await own()]).toEqual([true, { otherActs: false }]);
    expect([await asked(third, true), await own()]).toEqual([true, { otherActs: true }]);
  });

  it('is asked for as one says oneself, whatever others write down', async () => {
    const own = async () =>
      (
        await oldOne.ask<{ viewer: { relay: object | null } }>(
          '{ viewer { relay { way otherActs recordedBy } } }',
        )
      ).viewer.relay;
    const says = (otherActs: boolean) =>
      oldOne.does('askForRelay', { memberId: oldOne.id, way: 'ONESELF', otherActs });
    const writes = () =>
      collective.member(2).does('askForRelay', { memberId: oldOne.id, way: 'PAPER', otherActs: true });
    await writes();
    await says(true);
    expect(await own()).toMatchObject({ way: 'ONESELF', otherActs: true });
    await says(false);
    expect(await own()).toMatchObject({ way: 'ONESELF', otherActs: false, recordedBy: [expect.any(String)] });
    await writes();
    expect(await own()).toMatchObject({ way: 'ONESELF', otherActs: false });
    await says(true);
    expect(await own()).toMatchObject({ way: 'ONESELF', otherActs: true });
  });

  it('is brought under their own request, also where the relay wrote them down before', async () => {
    await asks(relay, 'PAPER');
    expect(code(await brings())).toBe('RELAY_ASKED_FOR_BY_ITSELF');
    await asks(oldOne, 'ONESELF');
    expect(code(await brings())).toBe('CastForMemberSuccess');
    await oldOne.does('endRelay', { memberId: oldOne.id });
    expect(code(await brings({ ballot: { choice: 'AGAINST' }, expectedRevision: 1 }))).toBe(
      'RELAY_NOT_ASKED_FOR',
    );
  });

  it('is contested by whoever left since, who keeps their place and their ballot', async () => {
    await asks(oldOne, 'ONESELF');
    await brings();
    await oldOne.does('leaveCollective', { confirmed: true });
    expect(await contests()).toMatchObject({ takenOut: true });
    await poll.cast(oldOne, 'AGAINST', 2);
    expect(code(await contests(collective.member(2)))).toBe('NOT_FOUND');
    const asked = `mutation { contestRelayedBallot(input: { pollId: "${poll.id}" }) { ... on Problem { code } } }`;
    expect(await world.ask(null, asked)).toMatchObject({
      data: { contestRelayedBallot: { code: 'NOT_SIGNED_IN' } },
    });
  });

  it.each([
    ['without a mandate', () => brings({}, collective.member(2)), 'MANDATE_REQUIRED'],
    ['unread', () => brings({ readBack: false }), 'INVALID_INPUT'],
    ['for oneself', () => brings({ memberId: relay.id }), 'INVALID_INPUT'],
    ['for a legal person', () => brings({ memberId: collective.member(7).id }), 'RELAY_NOT_ASKED_FOR'],
    ['of another method', () => brings({ ballot: { consent: { choice: 'CONSENT' } } }), 'BALLOT_INVALID'],
  ])('is refused %s', async (_, bring, expected) => {
    await asks(oldOne, 'ONESELF');
    expect(code(await bring())).toBe(expected);
    expect(await leaves('ballot.relayed')).toEqual([]);
  });

  it('is refused after the deadline, for whoever left, and once they want no relay any more', async () => {
    await asks(oldOne, 'ONESELF');
    expect(code(await relay.act('endRelay', { memberId: oldOne.id }, 'ended'))).toBe('EndRelaySuccess');
    expect(code(await brings())).toBe('RELAY_NOT_ASKED_FOR');
    await asks(oldOne, 'ONESELF');
    await world.wait('8 days');
    expect(code(await brings())).toBe('POLL_NOT_OPEN');
    await oldOne.does('leaveCollective', { confirmed: true });
    expect(code(await brings())).toBe('RELAY_NOT_ASKED_FOR');
    expect(code(await asks(collective.member(7), 'ONESELF', collective.member(7)))).toBe(
      'NATURAL_PERSON_NEEDED',
    );
  });

  it('is never one under a mandate that has ended, whichever comes first', async () => {
    await asks(oldOne, 'ONESELF');
    const { id } = await collective.mandate('castformember');
    const [brought] = await Promise.all([brings(), relay.does('handBackMandate', { mandateId: id })]);
    const ended = await world.sql<{ index: string; type: string }>(
      `SELECT index, type FROM ormee.register_leaf WHERE collective_id = $1
         AND type IN ('ballot.relayed', 'mandate.ended') ORDER BY index`,
      [collective.id],
    );
    const order = ended.map(({ type }) => type);
    expect(order).toEqual(
      brought.code === undefined ? ['ballot.relayed', 'mandate.ended'] : ['mandate.ended'],
    );
    expect(code(await brings({ expectedRevision: brought.code === undefined ? 1 : 0 }))).toBe(
      'MANDATE_REQUIRED',
    );
  });
});
