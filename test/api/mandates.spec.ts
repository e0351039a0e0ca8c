import type { MandateScope, MemberActor } from '../../src/core/kernel/actors.js';
import type { GrantMandate } from '../../src/core/kernel/effects.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { RefusalCode } from '../../src/core/kernel/refusals.js';
import { handBackMandate } from '../../src/mandates/hand-back-mandate.js';
import { requireMandate } from '../../src/mandates/holds-mandate.js';
import { formerHoldersOfMandates, mandatesAfter, mandatesByIds } from '../../src/mandates/mandate.queries.js';
import type { ActOpenedByMandate } from '../../src/mandates/scopes.js';
import type { Tx } from '../../src/platform/database/transactions.js';
import { newId, SittingWorld, type SittingCollective } from '../world/sittings.js';

const MORNING = '2026-11-23T08:00:00.000Z';
const NOON = '2026-11-23T12:00:00.000Z';
const EVENING = '2026-11-23T20:00:00.000Z';

let world: SittingWorld;
let collective: SittingCollective;
let louise: MemberActor;
let nestor: MemberActor;

const refusal = (code: RefusalCode): unknown => expect.objectContaining({ name: 'Refusal', code });
const refused = (code: RefusalCode): unknown => ({ status: 'rejected', reason: refusal(code) });
const FULFILLED = expect.objectContaining({ status: 'fulfilled' }) as unknown;

/** What stands in for an act under a mandate: nothing but the need of it. */
const actsUnder =
  (
    actor: MemberActor,
    act: ActOpenedByMandate = 'openPoll',
    object: MandateScope['object'] = { kind: 'COLLECTIVE', id: collective.id },
  ) =>
  (tx: Tx): Promise<void> =>
    requireMandate(tx, actor, act, object);

const handsBack =
  (actor: MemberActor, { mandateId }: GrantMandate) =>
  (tx: Tx) =>
    handBackMandate(tx, actor, { mandateId });

const revokes =
  ({ mandateId, task }: GrantMandate) =>
  (tx: Tx): Promise<Uuid> =>
    collective.adoptIn(tx, [{ kind: 'REVOKE_MANDATE', mandateId, task }]);

const granted = async (holders: readonly MemberActor[], overrides: Partial<GrantMandate> = {}) => {
  const grant = collective.grant(holders, overrides);
  await collective.adopt(grant);
  return grant;
};

const mandate = async ({ mandateId }: GrantMandate) =>
  (await mandatesByIds(world.transactions, collective.id, [mandateId]))[0];

beforeAll(async () => {
  world = await SittingWorld.open();
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.clockAt(MORNING);
  collective = await world.collective();
  louise = await collective.member('Louise');
  nestor = await collective.member('Nestor');
});

describe('a mandate', () => {
  it('opens the acts that it names to its holder, and to nobody else', async () => {
    await granted([louise]);
    await world.write(actsUnder(louise));
    await expect(world.write(actsUnder(nestor))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('does not open an act outside of its scope', async () => {
    await granted([louise]);
    await expect(world.write(actsUnder(louise, 'endAssembly'))).rejects.toMatchObject({
      code: 'MANDATE_REQUIRED',
      facts: { act: 'endAssembly' },
    });
  });

  it('for the whole collective opens its acts on everything in it', async () => {
    await granted([louise]);
    await world.write(actsUnder(louise, 'openPoll', { kind: 'ASSEMBLY', id: newId() }));
  });

  it('opens nothing from its end on', async () => {
    await granted([louise], { endsAt: NOON });
    await world.clockAt('2026-11-23T11:59:59.999Z');
    await world.write(actsUnder(louise));
    await world.clockAt(NOON);
    await expect(world.write(actsUnder(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('opens nothing to whoever waited for its row past its end', async () => {
    const grant = await granted([louise, nestor], { endsAt: NOON });
    const results = await world.race(handsBack(nestor, grant), actsUnder(louise), () => world.clockAt(NOON));
    expect(results).toEqual([FULFILLED, refused('MANDATE_REQUIRED')]);
  });

  it('of another collective opens nothing here', async () => {
    const grant = await granted([louise]);
    collective = await world.collective();
    await expect(world.write(actsUnder({ ...louise, collectiveId: collective.id }))).rejects.toEqual(
      refusal('MANDATE_REQUIRED'),
    );
    await expect(world.write(handsBack({ ...louise, collectiveId: collective.id }, grant))).rejects.toEqual(
      refusal('NOT_FOUND'),
    );
  });
});

describe('a revocation', () => {
  it('ends the mandate at once, by the decision that says so', async () => {
    const grant = await granted([louise]);
    await world.clockAt(NOON);
    const decision = await world.write(revokes(grant));
    expect(await mandate(grant)).toMatchObject({ state: 'REVOKED', endedBy: decision, endedAt: NOON });
    await expect(world.write(actsUnder(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('under way makes the next act wait, and refuses it', async () => {
    const grant = await granted([louise]);
    expect(await world.race(revokes(grant), actsUnder(louise))).toEqual([
      FULFILLED,
      refused('MANDATE_REQUIRED'),
    ]);
  });

  it('waits for an act under way', async () => {
    const grant = await granted([louise]);
    const order: string[] = [];
    const results = await world.race(
      actsUnder(louise),
      (tx) => revokes(grant)(tx).finally(() => order.push('revoked')),
      async () => {
        order.push('done');
      },
    );
    expect(results).toEqual([FULFILLED, FULFILLED]);
    expect(order).toEqual(['done', 'revoked']);
  });

  it('finds nothing to end twice, nor past the end', async () => {
    const revoked = await granted([louise]);
    await world.write(revokes(revoked));
    await expect(world.write(revokes(revoked))).rejects.toEqual(refusal('MANDATE_NOT_LIVE'));

    const expired = await granted([louise], { task: 'tracts', endsAt: NOON });
    await world.clockAt(NOON);
    await expect(world.write(revokes(expired))).rejects.toEqual(refusal('MANDATE_NOT_LIVE'));
  });

  it('names the task of the mandate that it ends', async () => {
    const grant = await granted([louise]);
    await expect(world.write(revokes({ ...grant, task: 'tracts' }))).rejects.toEqual(
      refusal('MANDATE_NOT_LIVE'),
    );
  });
});

describe('the decision that gave a mandate', () => {
  const adopts = async (...grants: readonly GrantMandate[]): Promise<Uuid> =>
    world.write((tx) => collective.adoptIn(tx, grants));
  const recalls =
    (decisionId: Uuid) =>
    (tx: Tx): Promise<Uuid> =>
      collective.adoptIn(tx, [{ kind: 'REPEAL_DECISION', decisionId }]);

  it('ends with itself, once recalled, all that it gave and is still held, and no other', async () => {
    const held = collective.grant([louise]);
    const over = collective.grant([louise], { task: 'tracts', endsAt: NOON });
    const other = await granted([nestor], { task: 'salle' });
    const decision = await adopts(held, over);
    await world.clockAt(EVENING);
    const recall = await world.write(recalls(decision));
    expect(await mandate(held)).toMatchObject({ state: 'REVOKED', endedBy: recall, endedAt: EVENING });
    expect(await mandate(over)).toMatchObject({ state: 'LIVE', endedBy: null, over: true });
    expect(await mandate(other)).toMatchObject({ state: 'LIVE' });
    await expect(world.write(actsUnder(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('waits, as it is recalled, for an act under way, and makes the next one wait', async () => {
    const held = collective.grant([louise]);
    const decision = await adopts(held);
    expect(await world.race(recalls(decision), actsUnder(louise))).toEqual([
      FULFILLED,
      refused('MANDATE_REQUIRED'),
    ]);
    const again = collective.grant([louise], { task: 'tracts' });
    const second = await adopts(again);
    const order: string[] = [];
    await world.race(
      actsUnder(louise),
      (tx) => recalls(second)(tx).finally(() => order.push('recalled')),
      async () => {
        order.push('done');
      },
    );
    expect(order).toEqual(['done', 'recalled']);
  });
});

describe('a task', () => {
  it('is held once at a time', async () => {
    await granted([louise]);
    await expect(granted([nestor])).rejects.toEqual(refusal('MANDATE_TASK_HELD'));
  });

  it('is given by one of two decisions proclaimed at once', async () => {
    const [first, second] = [collective.grant([louise]), collective.grant([nestor])];
    const results = await world.race(
      (tx) => collective.adoptIn(tx, [first]),
      (tx) => collective.adoptIn(tx, [second]),
    );
    expect(results).toEqual([FULFILLED, refused('MANDATE_TASK_HELD')]);
  });

  it('is free again once its mandate is past its end, which is when that one ended', async () => {
    const old = await granted([louise], { endsAt: NOON });
    await world.clockAt(EVENING);
    const next = await granted([nestor]);
    expect(await mandate(old)).toMatchObject({ state: 'ENDED', endedAt: NOON, endedBy: null });
    expect(await mandate(next)).toMatchObject({
      state: 'LIVE',
      startsAt: EVENING,
      holderIds: [nestor.memberId],
    });
  });
});

describe('a grant', () => {
  it('goes to current members who are natural persons', async () => {
    const group = await collective.member('Association', { kind: 'LEGAL' });
    const gone = await collective.member('Partie', { state: 'LEFT', leftAt: MORNING });
    const stranger = await (await world.collective()).member('Étrangère');
    for (const holder of [group, gone, stranger])
      await expect(granted([louise, holder])).rejects.toEqual(refusal('MANDATE_HOLDER_NOT_ELIGIBLE'));
  });

  it('is bound by decisions that exist, of this collective', async () => {
    const here = await collective.adopt();
    const elsewhere = await (await world.collective()).adopt();
    const grant = await granted([louise], { boundBy: [here] });
    expect(await mandate(grant)).toMatchObject({ boundBy: [here] });
    await expect(granted([louise], { task: 'tracts', boundBy: [here, elsewhere] })).rejects.toEqual(
      refusal('NOT_FOUND'),
    );
  });

  it.each(['COLLECTIVE', 'ASSEMBLY', 'TEXT', 'GROUP'] as const)(
    'is on something that exists: %s',
    async (kind) => {
      const scope = { acts: [], object: { kind, id: newId() } };
      await expect(granted([louise], { scope })).rejects.toEqual(refusal('NOT_FOUND'));
    },
  );

  it('has an identity of its own', async () => {
    const { mandateId } = await granted([louise]);
    await expect(granted([louise], { mandateId, task: 'tracts' })).rejects.toEqual(refusal('DUPLICATE'));
  });

  it('is said to the register without naming its holders', async () => {
    const grant = await granted([louise, nestor]);
    await world.write(revokes(grant));
    const said = await collective.leaves();
    expect(said.map(({ type }) => type)).toEqual([
      'decision.numbered',
      'mandate.granted',
      'decision.numbered',
      'mandate.ended',
    ]);
    for (const { encoded } of said)
      for (const { memberId } of [louise, nestor]) expect(encoded).not.toContain(memberId);
  });
});

describe('handing back', () => {
  it('ends the mandate of its only holder', async () => {
    const grant = await granted([louise]);
    await world.clockAt(NOON);
    await world.write(handsBack(louise, grant));
    expect(await mandate(grant)).toMatchObject({ state: 'HANDED_BACK', endedAt: NOON, endedBy: null });
    await expect(world.write(actsUnder(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
  });

  it('leaves it to the others until the last one does', async () => {
    const grant = await granted([louise, nestor]);
    await world.write(handsBack(louise, grant));
    expect(await mandate(grant)).toMatchObject({ state: 'LIVE', holderIds: [nestor.memberId] });
    await expect(world.write(actsUnder(louise))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
    await world.write(actsUnder(nestor));

    await world.write(handsBack(nestor, grant));
    expect(await mandate(grant)).toMatchObject({ state: 'HANDED_BACK', holderIds: [nestor.memberId] });
  });

  it('before the others is said to the register, once, and stays to be read with its hour', async () => {
    const grant = await granted([louise, nestor]);
    const former = () => formerHoldersOfMandates(world.transactions, collective.id, [grant.mandateId]);
    expect(await former()).toEqual([]);
    await world.clockAt(NOON);
    for (const again of [louise, louise]) await world.write(handsBack(again, grant));
    await world.clockAt(EVENING);
    await world.write(handsBack(nestor, grant));
    const { mandateId } = grant;
    expect(await former()).toEqual([{ mandateId, memberId: louise.memberId, heldUntil: NOON }]);
    const said = (await collective.leaves()).filter(({ type }) => type === 'mandate.left');
    expect(said).toHaveLength(1);
    expect(JSON.parse(said[0]?.encoded ?? '')).toMatchObject({
      body: { mandate: mandateId, leftAt: NOON, decision: null },
    });
    expect(said[0]?.encoded).not.toContain(louise.memberId);
  });

  it('of both holders at once ends it', async () => {
    const grant = await granted([louise, nestor]);
    expect(await world.race(handsBack(louise, grant), handsBack(nestor, grant))).toEqual([
      FULFILLED,
      FULFILLED,
    ]);
    expect(await mandate(grant)).toMatchObject({ state: 'HANDED_BACK' });
  });

  it('under way makes the same person’s next act wait, and refuses it', async () => {
    const grant = await granted([louise, nestor]);
    expect(await world.race(handsBack(louise, grant), actsUnder(louise))).toEqual([
      FULFILLED,
      refused('MANDATE_REQUIRED'),
    ]);
  });

  it('twice is no fault, and is said once', async () => {
    const [shared, own] = [await granted([louise, nestor]), await granted([louise], { task: 'tracts' })];
    for (const grant of [shared, shared, own, own]) await world.write(handsBack(louise, grant));
    const ended = (await collective.leaves()).filter(({ type }) => type === 'mandate.ended');
    expect(ended).toHaveLength(1);
  });

  it('is for holders, and for what is live', async () => {
    const grant = await granted([louise]);
    await expect(world.write(handsBack(nestor, grant))).rejects.toEqual(refusal('MANDATE_REQUIRED'));
    await world.write(revokes(grant));
    await expect(world.write(handsBack(louise, grant))).rejects.toEqual(refusal('MANDATE_NOT_LIVE'));
  });
});

describe('the list of mandates', () => {
  it('goes page by page in the order in which they were given, all or those of one holder', async () => {
    const tasks = ['un', 'deux', 'trois'];
    const grants: GrantMandate[] = [];
    for (const task of tasks)
      grants.push(await granted(task === 'deux' ? [nestor] : [louise, nestor], { task }));
    const page = async (heldBy: Uuid | null, after: Uuid | null, first: number) =>
      (
        await mandatesAfter(
          world.transactions,
          collective.id,
          { heldBy, task: null, overdue: false, live: false },
          after,
          first,
        )
      ).map(({ task }) => task);

    expect(await page(null, null, 100)).toEqual(tasks);
    expect(await page(null, null, 1)).toEqual(['un', 'deux']); // one more than asked
    expect(await page(null, (grants[0] as GrantMandate).mandateId, 100)).toEqual(['deux', 'trois']);
    expect(await page(louise.memberId, null, 100)).toEqual(['un', 'trois']);
  });
});
