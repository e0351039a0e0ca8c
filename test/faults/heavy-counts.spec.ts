import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { castAll, electingBy, outcomeOf, ranking } from '../world/elections.js';
import { World } from '../world/world.js';

/** Rounds of answers that fit into the count ten times over; as long as the thread or the poll is held there are three. */
const ROUNDS = 15;

describe('a count that goes on for long', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it('lets everybody be answered, other polls be voted in, and late ballots be refused, before it is done', async () => {
    const collective = await world
      .collective()
      .withMembers(9)
      .withRules(electingBy(['irv/rctab-sequential@1'], {}, { base: 'EXPRESSED' }))
      .grow();
    const options = [...'ABCDEFGH'];
    const heavy = await (await collective.propose({ options, seats: 3 })).open();
    const other = await (await collective.propose()).open();
    // Each option is the first of one ballot: all are tied, in every round.
    await castAll(
      heavy,
      collective,
      options.map((_, place) => ranking(String(place + 1))),
    );
    await world.sql(
      `UPDATE ormee.poll SET opened_at = opened_at - interval '10 days', closes_at = ormee.instant() - interval '1 second'
       WHERE id = $1`,
      [fromGlobalId(heavy.id)?.id],
    );

    let isDone = false;
    const closing = heavy.close().finally(() => (isDone = true));
    let rounds = 0;
    for (let revision = 0; !isDone && rounds < ROUNDS; revision += 1) {
      const late = heavy.cast(collective.member(8), ranking('1'));
      await expect(late).rejects.toMatchObject({ code: 'POLL_NOT_OPEN' });
      await other.cast(collective.member(7), revision % 2 ? 'FOR' : 'AGAINST', revision);
      if (!isDone) rounds += 1;
    }
    expect(rounds).toBe(ROUNDS);
    expect(outcomeOf(await closing)).toMatchObject({ election: { status: 'TIED' } });
  });
});
