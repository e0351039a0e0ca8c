// Long because one sitting is told from its notice to its end, and all of it is grown by the same few lines.
import { UNREPEATED } from '../../src/platform/database/idempotency.js';
import { attendanceAfter, presentAt, presentMemberIds } from '../../src/assemblies/attendance.queries.js';
import { assembliesAfter, assembliesByIds } from '../../src/assemblies/assembly.queries.js';
import { checkIn } from '../../src/assemblies/check-in.js';
import { checkOut } from '../../src/assemblies/check-out.js';
import { conveneAssembly, type Convening } from '../../src/assemblies/convene-assembly.js';
import { endAssembly } from '../../src/assemblies/end-assembly.js';
import { leaveRole } from '../../src/assemblies/leave-role.js';
import { objectToRole } from '../../src/assemblies/object-to-role.js';
import { startAssembly } from '../../src/assemblies/start-assembly.js';
import { takeRole } from '../../src/assemblies/take-role.js';
import type { MemberActor } from '../../src/core/kernel/actors.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { Instant } from '../../src/core/kernel/instants.js';
import type { RefusalCode } from '../../src/core/kernel/refusals.js';
import { handBackMandate } from '../../src/mandates/hand-back-mandate.js';
import { requireMandate } from '../../src/mandates/holds-mandate.js';
import { SITTING_ROLES, type SittingRole } from '../../src/mandates/mandate.entity.js';
import { liveRolesOf, mandatesByIds } from '../../src/mandates/mandate.queries.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { toGlobalId } from '../../src/platform/graphql/global-ids.js';
import { newId, SittingWorld, type SittingCollective } from '../world/sittings.js';

const MONDAY = '2026-11-23T08:00:00.000Z';
const HOUR = '2026-11-30T18:00:00.000Z';
const at = (minutes: number): Instant => new Date(Date.parse(HOUR) + minutes * 60_000).toISOString();

let world: SittingWorld;
let collective: SittingCollective;
let assemblyId: Uuid;
let louise: MemberActor;
let nestor: MemberActor;
let blanche: MemberActor;

const refusal = (code: RefusalCode): unknown => expect.objectContaining({ name: 'Refusal', code });
const refused = (code: RefusalCode): unknown => ({ status: 'rejected', reason: refusal(code) });
const FULFILLED = expect.objectContaining({ status: 'fulfilled' }) as unknown;

// The acts, as transactions still to be run: a test runs one, or two against each other.
const convenes =
  (actor: MemberActor, convening: Partial<Convening> = {}) =>
  (tx: Tx) =>
    conveneAssembly(tx, actor, {
      repeat: UNREPEATED,
      title: 'Assemblée de novembre',
      form: 'PHYSICAL',
      startsAt: HOUR,
      ...convening,
    });
const starts = (actor: MemberActor) => (tx: Tx) => startAssembly(tx, actor, { assemblyId });
const checksIn = (actor: MemberActor, other?: MemberActor) => (tx: Tx) =>
  checkIn(tx, actor, { assemblyId, memberId: other?.memberId ?? null });
const checksOut = (actor: MemberActor) => (tx: Tx) => checkOut(tx, actor, { assemblyId });
const takes = (actor: MemberActor, role: SittingRole) => (tx: Tx) =>
  takeRole(tx, actor, { assemblyId, role });
const leaves = (actor: MemberActor, role: SittingRole) => (tx: Tx) =>
  leaveRole(tx, actor, { assemblyId, role });
const objects = (actor: MemberActor, mandateId: Uuid) => (tx: Tx) =>
  objectToRole(tx, actor, { assemblyId, mandateId });
const ends = (actor: MemberActor) => (tx: Tx) => endAssembly(tx, actor, { assemblyId });
const opensPoll = (actor: MemberActor) => (tx: Tx) => collective.openPollIn(tx, assemblyId, actor);
const facilitates = (actor: MemberActor) => (tx: Tx) =>
  requireMandate(tx, actor, 'openPoll', { kind: 'ASSEMBLY', id: assemblyId });

const assembly = async () => (await assembliesByIds(world.transactions, collective.id, [assemblyId]))[0];
const present = () => presentMemberIds(world.transactions, collective.id, assemblyId);
const roles = () => liveRolesOf(world.transactions, collective.id, [assemblyId]);
const roleOf = async (role: SittingRole): Promise<Uuid> =>
  (await roles()).find((one) => one.role === role)?.id as Uuid;
const stateOf = async (mandateId: Uuid) =>
  (await mandatesByIds(world.transactions, collective.id, [mandateId]))[0]?.state;
const intervals = async () =>
  (await attendanceAfter(world.transactions, collective.id, [assemblyId], null, 100)).map(
    ({ memberId, arrivedAt, leftAt }) => [memberId, arrivedAt, leftAt],
  );
const said = async () => (await collective.leaves()).map(({ type }) => type);

/** The hour has come, the assembly runs, and these are there; whoever is first has started it. */
const running = async (...there: readonly MemberActor[]): Promise<void> => {
  await world.clockAt(HOUR);
  await world.write(starts(there[0] as MemberActor));
  for (const member of there) await world.write(checksIn(member));
};

beforeAll(async () => {
  world = await SittingWorld.open();
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.clockAt(MONDAY);
  collective = await world.collective();
  louise = await collective.member('Louise');
  nestor = await collective.member('Nestor');
  blanche = await collective.member('Blanche');
  assemblyId = await world.write(convenes(louise));
});

describe('convening', () => {
  it('calls the collective together for an hour, under a name and in a form', async () => {
    expect(await assembly()).toMatchObject({
      title: 'Assemblée de novembre',
      form: 'PHYSICAL',
      state: 'CONVENED',
      convenedBy: louise.memberId,
      convenedAt: MONDAY,
      startsAt: HOUR,
      startedAt: null,
    });
  });

  it('may be for now, and not for what is past', async () => {
    assemblyId = await world.write(convenes(louise, { startsAt: null }));
    expect(await assembly()).toMatchObject({ startsAt: MONDAY });
    const past = world.write(convenes(louise, { startsAt: '2026-11-23T07:59:59.999Z' }));
    await expect(past).rejects.toMatchObject({ code: 'INVALID_INPUT', where: ['input', 'startsAt'] });
  });

  it('is not done by a legal person', async () => {
    const association = await collective.member('Association', { kind: 'LEGAL' });
    await expect(world.write(convenes(association))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });
});

describe('starting', () => {
  it('waits for the hour', async () => {
    await world.clockAt(at(-1));
    await expect(world.write(starts(louise))).rejects.toMatchObject({
      code: 'ASSEMBLY_NOT_STARTED',
      facts: { startsAt: HOUR },
    });
  });

  it('checks in whoever starts, also the second time', async () => {
    await world.clockAt(HOUR);
    await world.write(starts(nestor));
    await world.clockAt(at(5));
    await world.write(starts(blanche));
    expect(await assembly()).toMatchObject({ state: 'RUNNING', startedAt: HOUR });
    expect(await intervals()).toEqual([
      [nestor.memberId, HOUR, null],
      [blanche.memberId, at(5), null],
    ]);
  });

  it('by two at once is said once', async () => {
    await world.clockAt(HOUR);
    expect(await world.race(starts(louise), starts(nestor))).toEqual([FULFILLED, FULFILLED]);
    expect(await present()).toEqual([louise.memberId, nestor.memberId]);
    expect(await said()).toEqual(['assembly.convened', 'assembly.started']);
  });

  it('does not begin again what has ended', async () => {
    await running(louise);
    await world.write(ends(louise));
    await expect(world.write(starts(louise))).rejects.toEqual(refusal('ASSEMBLY_NOT_RUNNING'));
  });
});

describe('attendance', () => {
  it('is open from the hour on, also before anybody has started', async () => {
    await world.clockAt(at(-1));
    await expect(world.write(checksIn(louise))).rejects.toEqual(refusal('ASSEMBLY_NOT_STARTED'));
    await world.clockAt(HOUR);
    await world.write(checksIn(louise));
    expect(await present()).toEqual([louise.memberId]);
  });

  it('is kept in intervals, so that quorum is known at any instant', async () => {
    await running(louise, nestor);
    await world.clockAt(at(10));
    await world.write(checksOut(nestor));
    await world.clockAt(at(20));
    await world.write(checksIn(nestor));
    await world.clockAt(at(30));
    await world.write(checksIn(blanche));
    await world.clockAt(at(40));
    await world.write(ends(louise));

    expect(await intervals()).toEqual([
      [louise.memberId, HOUR, at(40)],
      [nestor.memberId, HOUR, at(10)],
      [nestor.memberId, at(20), at(40)],
      [blanche.memberId, at(30), at(40)],
    ]);
    const [l, n, b] = [louise.memberId, nestor.memberId, blanche.memberId];
    const there = (minutes: number) => presentAt(world.transactions, collective.id, assemblyId, at(minutes));
    expect(await Promise.all([-1, 0, 10, 19, 20, 30, 39, 40].map(there))).toEqual([
      [],
      [l, n],
      [l],
      [l],
      [l, n],
      [l, n, b],
      [l, n, b],
      [],
    ]);
  });

  it('of a legal person counts as theirs', async () => {
    const association = await collective.member('Association', { kind: 'LEGAL' });
    await running(louise);
    await world.write(checksIn(association));
    expect(await present()).toContain(association.memberId);
  });

  it('is not doubled by checking in twice, nor by two at once', async () => {
    await running(louise);
    await world.clockAt(at(1));
    expect(await world.race(checksIn(nestor), checksIn(louise, nestor))).toEqual([FULFILLED, FULFILLED]);
    await world.clockAt(at(2));
    await world.write(checksIn(nestor));
    expect(await intervals()).toEqual([
      [louise.memberId, HOUR, null],
      [nestor.memberId, at(1), null],
    ]);
  });

  it('of somebody without a screen is said by somebody who is there', async () => {
    await running(louise);
    await expect(world.write(checksIn(nestor, blanche))).rejects.toEqual(refusal('NOT_PRESENT'));
    await world.write(checksIn(louise, blanche));
    expect(await present()).toEqual([louise.memberId, blanche.memberId]);
  });

  it('is for current members of this collective', async () => {
    const gone = await collective.member('Partie', { state: 'LEFT', leftAt: MONDAY });
    const stranger = await (await world.collective()).member('Étrangère');
    await running(louise);
    await expect(world.write(checksIn(louise, gone))).rejects.toEqual(refusal('NOT_A_MEMBER'));
    await expect(world.write(checksIn(louise, stranger))).rejects.toEqual(refusal('NOT_FOUND'));
  });

  it('ends without a fault when it has ended', async () => {
    await running(louise, nestor);
    for (const act of [checksOut(nestor), checksOut(nestor), ends(louise), checksOut(louise)])
      await world.write(act);
    expect(await present()).toEqual([]);
  });

  it('stops at the end: whoever arrives while it is being ended waits, and is refused', async () => {
    await running(louise);
    expect(await world.race(ends(louise), checksIn(nestor))).toEqual([
      FULFILLED,
      refused('ASSEMBLY_NOT_RUNNING'),
    ]);
    expect(await present()).toEqual([]);
  });

  it('is closed for whoever arrived just before the end', async () => {
    await running(louise);
    expect(await world.race(checksIn(nestor), ends(louise))).toEqual([FULFILLED, FULFILLED]);
    expect(await present()).toEqual([]);
  });
});

describe('a role', () => {
  it('opens to the facilitator the acts of this sitting, and of no other', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    await world.write(facilitates(louise));
    await expect(world.write(facilitates(nestor))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
    assemblyId = newId();
    await expect(world.write(facilitates(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it.each(SITTING_ROLES.filter((role) => role !== 'FACILITATOR'))('as %s opens no act', async (role) => {
    await running(louise);
    await world.write(takes(louise, role));
    expect(await roles()).toMatchObject([{ role, holderIds: [louise.memberId], scopeActs: [] }]);
    await expect(world.write(facilitates(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('taken by two at once is held by one', async () => {
    await running(louise, nestor);
    expect(await world.race(takes(louise, 'FACILITATOR'), takes(nestor, 'FACILITATOR'))).toEqual([
      FULFILLED,
      refused('ROLE_HELD'),
    ]);
    expect(await roles()).toMatchObject([{ role: 'FACILITATOR', holderIds: [louise.memberId] }]);
  });

  it('is held once by the word of the database itself', async () => {
    await running(louise);
    await world.write(takes(louise, 'FACILITATOR'));
    const again = world.write((tx) =>
      tx.rows(
        `INSERT INTO ormee.mandate (collective_id, id, task, title, instructions, bound_by, scope_acts, scope_kind,
           scope_id, role, state, starts_at, visibility)
         SELECT collective_id, $2, task, title, instructions, bound_by, scope_acts, scope_kind, scope_id, role, state,
           starts_at, visibility
         FROM ormee.mandate WHERE collective_id = $1 AND role = 'FACILITATOR'`,
        [collective.id, newId()],
      ),
    );
    await expect(again).rejects.toEqual(refusal('MANDATE_TASK_HELD'));
  });

  it('of teller is held by several, each once', async () => {
    await running(louise, nestor);
    for (const teller of [louise, nestor, louise]) await world.write(takes(teller, 'TELLER'));
    expect((await roles()).map(({ holderIds }) => holderIds)).toEqual([[louise.memberId], [nestor.memberId]]);
  });

  it('is taken in a running assembly, by a natural person who is there', async () => {
    const association = await collective.member('Association', { kind: 'LEGAL' });
    await world.clockAt(HOUR);
    await world.write(checksIn(louise));
    await expect(world.write(takes(louise, 'FACILITATOR'))).rejects.toEqual(refusal('ASSEMBLY_NOT_RUNNING'));
    await world.write(starts(louise));
    await world.write(checksIn(association));
    await expect(world.write(takes(nestor, 'FACILITATOR'))).rejects.toEqual(refusal('NOT_PRESENT'));
    await expect(world.write(takes(association, 'FACILITATOR'))).rejects.toEqual(
      refusal('MANDATE_HOLDER_NOT_ELIGIBLE'),
    );
  });

  it('ends at once when one person present objects, and is free', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    const role = await roleOf('FACILITATOR');
    await expect(world.write(objects(blanche, role))).rejects.toEqual(refusal('NOT_PRESENT'));
    await world.write(objects(nestor, role));
    expect(await stateOf(role)).toBe('REVOKED');
    await expect(world.write(facilitates(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
    await world.write(takes(nestor, 'FACILITATOR'));
    await world.write(facilitates(nestor));
  });

  it('is not ended by an objection to whoever held it before', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    const former = await roleOf('FACILITATOR');
    await world.write(leaves(louise, 'FACILITATOR'));
    await world.write(takes(nestor, 'FACILITATOR'));
    await world.write(objects(louise, former));
    expect(await stateOf(former)).toBe('HANDED_BACK');
    await world.write(facilitates(nestor));
  });

  it('is what an objection ends, not a mandate given by a decision, nor a role of another sitting', async () => {
    await running(louise);
    const object = { kind: 'ASSEMBLY' as const, id: assemblyId };
    const grant = collective.grant([nestor], { scope: { acts: ['openPoll'], object } });
    await collective.adopt(grant);
    await expect(world.write(objects(louise, grant.mandateId))).rejects.toEqual(refusal('NOT_FOUND'));

    await world.write(takes(louise, 'TIMEKEEPER'));
    const elsewhere = await roleOf('TIMEKEEPER');
    assemblyId = await world.write(convenes(louise, { startsAt: null }));
    await world.write(starts(louise));
    await expect(world.write(objects(louise, elsewhere))).rejects.toEqual(refusal('NOT_FOUND'));
  });

  it('is handed back freely, as a role or as the mandate that it is', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'MINUTE_TAKER'));
    await world.write(leaves(nestor, 'MINUTE_TAKER')); // not theirs: nothing happens
    expect(await roles()).toHaveLength(1);
    await world.write(leaves(louise, 'MINUTE_TAKER'));
    expect(await roles()).toEqual([]);

    await world.write(takes(louise, 'TIMEKEEPER'));
    const mandateId = await roleOf('TIMEKEEPER');
    await world.write((tx) => handBackMandate(tx, louise, { mandateId }));
    expect(await stateOf(mandateId)).toBe('HANDED_BACK');
  });

  it('is handed back by leaving the room', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    await world.write(takes(nestor, 'TIMEKEEPER'));
    await world.write(checksOut(louise));
    expect(await roles()).toMatchObject([{ role: 'TIMEKEEPER' }]);
  });

  it('under way of being objected to makes its next act wait, and refuses it', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    const role = await roleOf('FACILITATOR');
    expect(await world.race(objects(nestor, role), facilitates(louise))).toEqual([
      FULFILLED,
      refused('MANDATE_REQUIRED'),
    ]);
  });

  it('is revoked by a decision as any mandate is', async () => {
    await running(louise);
    await world.write(takes(louise, 'FACILITATOR'));
    const [role] = await roles();
    const { id: mandateId, task } = role as { id: Uuid; task: string };
    await collective.adopt({ kind: 'REVOKE_MANDATE', mandateId, task });
    await expect(world.write(facilitates(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });
});

describe('ending', () => {
  it('is for the facilitator while there is one', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    await expect(world.write(ends(nestor))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
    await world.write(ends(louise));
    expect(await assembly()).toMatchObject({ state: 'ENDED', endedAt: HOUR });
  });

  it('is for anybody present when nobody facilitates', async () => {
    await running(louise, nestor);
    await expect(world.write(ends(blanche))).rejects.toEqual(refusal('NOT_PRESENT'));
    await world.write(ends(nestor));
    expect(await assembly()).toMatchObject({ state: 'ENDED' });
  });

  it('waits for the polls of the sitting', async () => {
    await running(louise);
    const poll = await world.write(opensPoll(louise));
    await expect(world.write(ends(louise))).rejects.toMatchObject({
      code: 'ASSEMBLY_HAS_OPEN_POLLS',
      facts: { poll: toGlobalId('Poll', collective.id, poll) },
    });
    expect(await assembly()).toMatchObject({ state: 'RUNNING' });
    await collective.closePoll(poll);
    await world.write(ends(louise));
  });

  it('sees a poll that is being opened', async () => {
    await running(louise);
    expect(await world.race(opensPoll(louise), ends(louise))).toEqual([
      FULFILLED,
      refused('ASSEMBLY_HAS_OPEN_POLLS'),
    ]);
  });

  it('ends the roles and everybody’s presence, once', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'FACILITATOR'));
    await world.write(takes(nestor, 'TELLER'));
    const held = [await roleOf('FACILITATOR'), await roleOf('TELLER')];
    await world.clockAt(at(90));
    await world.write(ends(louise));
    await world.clockAt(at(91));
    await world.write(ends(louise));

    expect(await Promise.all(held.map(stateOf))).toEqual(['ENDED', 'ENDED']);
    expect(await intervals()).toEqual([
      [louise.memberId, HOUR, at(90)],
      [nestor.memberId, HOUR, at(90)],
    ]);
    expect(await assembly()).toMatchObject({ endedAt: at(90), presentIds: [] });
    await expect(world.write(takes(louise, 'FACILITATOR'))).rejects.toEqual(refusal('ASSEMBLY_NOT_RUNNING'));
  });

  it('is not before the start', async () => {
    await world.clockAt(HOUR);
    await world.write(checksIn(louise));
    await expect(world.write(ends(louise))).rejects.toEqual(refusal('ASSEMBLY_NOT_RUNNING'));
  });
});

describe('an assembly', () => {
  it('is said to the register without naming anybody', async () => {
    await running(louise, nestor);
    await world.write(takes(louise, 'TELLER'));
    await world.write(ends(nestor));
    expect(await said()).toEqual([
      'assembly.convened',
      'assembly.started',
      'mandate.granted',
      'mandate.ended',
      'assembly.ended',
    ]);
    for (const { encoded } of await collective.leaves())
      for (const { memberId } of [louise, nestor]) expect(encoded).not.toContain(memberId);
  });

  it('of another collective is not there', async () => {
    await running(louise);
    const stranger = await (await world.collective()).member('Étrangère');
    const acts = [starts, checksIn, checksOut, ends].map((act) => act(stranger));
    for (const act of [
      ...acts,
      takes(stranger, 'TELLER'),
      leaves(stranger, 'TELLER'),
      objects(stranger, newId()),
    ])
      await expect(world.write(act)).rejects.toEqual(refusal('NOT_FOUND'));
  });

  it('is listed page by page in the order of convening', async () => {
    const second = await world.write(convenes(nestor));
    const page = async (after: Uuid | null, first: number) =>
      (await assembliesAfter(world.transactions, collective.id, after, first)).map(({ id }) => id);
    expect(await page(null, 100)).toEqual([assemblyId, second]);
    expect(await page(assemblyId, 100)).toEqual([second]);
    expect(await page(null, 0)).toEqual([assemblyId]); // one more than asked
  });

  it('gives its attendance page by page, each assembly its own', async () => {
    await running(louise, nestor, blanche);
    const first = assemblyId;
    assemblyId = await world.write(convenes(louise, { startsAt: null }));
    await world.write(starts(nestor));
    const page = async (after: { arrivedAt: Instant; memberId: Uuid } | null, size: number) =>
      (await attendanceAfter(world.transactions, collective.id, [first, assemblyId], after, size)).map(
        (row) => [row.assemblyId, row.memberId],
      );
    expect(await page(null, 1)).toEqual([
      [first, louise.memberId],
      [first, nestor.memberId],
      [assemblyId, nestor.memberId],
    ]);
    expect(await page({ arrivedAt: HOUR, memberId: nestor.memberId }, 100)).toEqual([
      [first, blanche.memberId],
    ]);
  });
});
