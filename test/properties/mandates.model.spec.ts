import fc from 'fast-check';
import { votingConditions } from '../../src/collectives/membership.queries.js';
import { linesByIds } from '../../src/mandates/lines.queries.js';
import { mandatesByIds } from '../../src/mandates/mandate.queries.js';
import { openOfMandates } from '../../src/mandates/reports.queries.js';
import { readEnvironment } from '../../src/platform/config/config.js';
import { drawUpRoll } from '../../src/polls/roll.js';
import { SittingWorld } from '../world/sittings.js';
import { DAWN, events, Model, type Real } from './mandates.model.js';

const RUNS = Number(readEnvironment()['ORMEE_MODEL_RUNS'] ?? 20);
const MEMBERS = 4;

/**
 * Mandates against a model: offered, noted, confirmed, given, used, reported on, handed back, revoked, run out, and left by
 * who goes, in any order. An act under a mandate is done where the model says that it is live, and nowhere else.
 *
 * It loses where `isLive` forgets the clock, where `holdsMandate` does not ask for the state LIVE or for `left_at`, and where
 * leaving forgets the lines or the mandates. That a line which was taken back is confirmed all the same is met in the
 * campaign alone; test/api/mandates-lines.spec.ts always finds it.
 */
describe('mandates, in any order of events', () => {
  let world: SittingWorld;

  beforeAll(async () => {
    world = await SittingWorld.open();
  }, 120_000);
  afterAll(() => world.close());

  async function begin(): Promise<Real> {
    await world.clockAt(new Date(DAWN).toISOString());
    const collective = await world.collective();
    const members = [];
    for (let place = 0; place < MEMBERS; place += 1) members.push(await collective.member(`Membre ${place}`));
    return { world, collective, members };
  }

  /** All that the database says of mandates is what the model says, and every one that ended left a handover. */
  async function agree(model: Model, { collective, members }: Real): Promise<void> {
    const reader = world.transactions;
    const ids = model.mandates.map(({ id }) => id);
    const open = await openOfMandates(reader, collective.id, ids);
    const said = await mandatesByIds(reader, collective.id, ids);
    expect(said).toHaveLength(ids.length);
    for (const mandate of model.mandates) {
      const row = said.find(({ id }) => id === mandate.id);
      const holderIds = [...mandate.holders].map((one) => members[one]?.memberId).sort();
      expect(row).toMatchObject({ over: !model.isLive(mandate), holderIds });
      // A report that was asked and is not written is what whoever comes next finds.
      const due = open.filter(({ mandateId, kind }) => mandateId === mandate.id && kind === 'REPORT_DUE');
      expect(due).toHaveLength(mandate.technical && mandate.reports === 0 ? 1 : 0);
    }
  }

  /** What waits to be confirmed is what the model says: it alone keeps the name of its task. */
  async function waitAlike(model: Model, { collective }: Real): Promise<void> {
    const ids = model.lines.map(({ id }) => id);
    const now = new Date(model.now).toISOString();
    const said = await linesByIds(world.transactions, collective.id, ids);
    const waiting = said.filter(({ state, endsAt }) => state === 'PROPOSED' && now < endsAt);
    expect(waiting.map(({ id }) => id).sort()).toEqual(
      model.lines.flatMap((line) => (model.isWaiting(line) ? [line.id] : [])).sort(),
    );
  }

  /** A roll has one place for each member, whatever they hold. */
  async function weighNobody(model: Model, { collective, members }: Real): Promise<void> {
    const here = members.filter((_, place) => !model.gone.has(place));
    const persons = here.map(({ memberId, memberKind }) => ({
      ...{ memberId, kind: memberKind, state: 'ACTIVE' as const, duesUntil: null },
      joinedAt: '2026-01-01T00:00:00.000Z',
    }));
    const now = new Date(model.now).toISOString();
    const conditions = await votingConditions(world.transactions, collective.id, 'Europe/Paris', now);
    const roll = drawUpRoll(persons, new Set(), conditions, now);
    expect(roll.filter(({ entitled }) => entitled).map(({ memberId }) => memberId)).toEqual(
      here.map(({ memberId }) => memberId),
    );
  }

  it('do what the model says, weigh nothing, and leave a handover at each end', async () => {
    await fc.assert(
      fc.asyncProperty(fc.commands(events(MEMBERS), { maxCommands: 60, size: 'max' }), async (commands) => {
        const real = await begin();
        const model = new Model();
        await fc.asyncModelRun(() => ({ model, real }), commands);
        await agree(model, real);
        await waitAlike(model, real);
        await weighNobody(model, real);
      }),
      { numRuns: RUNS, endOnFailure: false },
    );
  }, 3_600_000);
});
