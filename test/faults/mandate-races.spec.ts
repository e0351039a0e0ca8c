import { readEnvironment } from '../../src/platform/config/config.js';
import type { TestPoll } from '../world/decisions.js';
import { grant, revoke } from '../world/effects.js';
import { World, type Payload, type TestCollective, type TestMember } from '../world/world.js';

/** `npm run campaign -- mandates` races 500 rounds. */
const ROUNDS = Number(readEnvironment()['ORMEE_ROUNDS'] ?? 25);
/** Mandates that one decision gives: as many rounds before the next one does. */
const BATCH = 25;

/**
 * A revocation that is being proclaimed against an act under that mandate, each by a request of its own: whatever was
 * acknowledged was done before the end, and after the end nothing is.
 *
 * It loses, in a few rounds of 25, where `holdsMandate` takes no lock (its FOR SHARE taken out), and at once where it does
 * not ask for a mandate that is LIVE; the second kind of act loses where `requireHolding` takes none.
 */
describe('a revocation against an act under the mandate', () => {
  let world: World;
  let collective: TestCollective;
  let rounds: readonly Round[] = [];

  interface Round {
    readonly holder: TestMember;
    readonly mandateId: string;
    readonly revocation: TestPoll;
  }

  beforeAll(async () => {
    world = await World.open();
    collective = await world
      .collective()
      .withMembers(3 + BATCH)
      .withRules((rules) => rules.map((rule) => ({ ...rule, minimumVoting: 'PT1H' })))
      .grow();
  }, 120_000);
  afterAll(() => world.close());

  let batches = 0;
  /** Gives each of the members a mandate, and lets a vote on its revocation be over: it only waits to be proclaimed. */
  async function prepare(): Promise<readonly Round[]> {
    const name = (place: number) => `dues-${batches}-${place}`;
    batches += 1;
    const holders = collective.members.slice(3);
    const effects = [];
    for (const [place, holder] of holders.entries())
      effects.push(
        await grant(collective, { task: name(place), holderIds: [holder.id], scopeActs: ['recordDues'] }),
      );
    await (await collective.propose({ effects })).decideOnline({ for: 3 }, '2 hours');
    const given = await world.sql<{ id: string; task: string }>(
      `SELECT id, task FROM ormee.mandate WHERE collective_id = $1 AND state = 'LIVE'`,
      [collective.id],
    );
    const prepared: Round[] = [];
    for (const [place, holder] of holders.entries()) {
      const row = given.find(({ task }) => task === name(place)) as { id: string };
      const mandateId = collective.globalId('Mandate', row.id);
      const proposal = await collective.propose({ effects: [revoke(mandateId, name(place))] });
      prepared.push({
        holder,
        mandateId,
        revocation: await (await proposal.open({ lasting: '2 hours' })).votes({ for: 3 }),
      });
    }
    // Nothing is proclaimed but by the race.
    await world.sql(`DELETE FROM ormee.job WHERE collective_id = $1 AND kind = 'close-poll'`, [
      collective.id,
    ]);
    await world.wait('2 hours');
    return prepared;
  }

  async function nextRound(): Promise<Round> {
    if (rounds.length === 0) rounds = await prepare();
    const [round, ...rest] = rounds as [Round, ...Round[]];
    rounds = rest;
    return round;
  }

  /** Where the leaf about the end of a mandate stands, and the last one of a kind that somebody's act left. */
  async function leaves(mandateId: string, type: string): Promise<{ ended: number; acted: number | null }> {
    const [row] = await world.sql<{ ended: number; acted: number | null }>(
      `SELECT
         (SELECT index::int FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'mandate.ended'
            AND encoded LIKE '%' || $2 || '%') AS ended,
         (SELECT max(index)::int FROM ormee.register_leaf WHERE collective_id = $1 AND type = $3) AS acted`,
      [collective.id, collective.rowId(mandateId), type],
    );
    return row as { ended: number; acted: number | null };
  }

  /** The act sets out a little later each round, for a proclamation is some statements long. */
  async function race(
    { holder, revocation }: Round,
    round: number,
    act: () => Promise<Payload>,
  ): Promise<Payload> {
    const acting = async () => {
      for (let step = 0; step < round % 6; step += 1) await holder.ask('{ viewer { state } }');
      return act();
    };
    const [poll, done] = await Promise.all([revocation.close(collective.member(0)), acting()]);
    expect(poll.decision).toMatchObject({ outcome: 'ADOPTED', effectsState: 'APPLIED' });
    return done;
  }

  const seen = { done: 0, refused: 0 };

  it('lets no technical act succeed under an ended mandate', async () => {
    for (let number = 0; number < ROUNDS; number += 1) {
      const round = await nextRound();
      const { holder, mandateId } = round;
      const before = (await leaves(mandateId, 'dues.recorded')).acted;
      const record = () => holder.act('recordDues', { memberId: holder.id, until: `${2028 + number}-01-01` });
      const { code } = await race(round, number, record);
      if (code !== undefined) expect(code).toBe('MANDATE_REQUIRED');
      const { ended, acted } = await leaves(mandateId, 'dues.recorded');
      if (code === undefined) expect(acted).toBeLessThan(ended);
      else expect(acted).toBe(before);
      expect(await record()).toMatchObject({ code: 'MANDATE_REQUIRED' });
      seen[code === undefined ? 'done' : 'refused'] += 1;
    }
    // Else nothing raced.
    expect(seen.done).toBeGreaterThan(0);
    expect(seen.refused).toBeGreaterThan(0);
  }, 3_600_000);

  it('lets no holder ask home under an ended mandate', async () => {
    const asked = { done: 0, refused: 0 };
    for (let number = 0; number < ROUNDS; number += 1) {
      const round = await nextRound();
      const { holder, mandateId } = round;
      const ask = () =>
        holder.act('askForInstructions', { mandateId, title: 'Que faire', question: 'Ceci ?' });
      const { code } = await race(round, number, ask);
      if (code !== undefined) expect(code).toBe('MANDATE_NOT_LIVE');
      const { ended, acted } = await leaves(mandateId, 'mandate.instructions-asked');
      if (code === undefined) expect(acted).toBeLessThan(ended);
      expect(await ask()).toMatchObject({ code: 'MANDATE_NOT_LIVE' });
      asked[code === undefined ? 'done' : 'refused'] += 1;
    }
    expect(asked.done).toBeGreaterThan(0);
    expect(asked.refused).toBeGreaterThan(0);
  }, 3_600_000);
});
