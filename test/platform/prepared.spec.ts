import pg from 'pg';
import { HeardClient } from '../../src/platform/database/data-source.js';
import { prepared } from '../../src/platform/database/prepared.js';
import { CAST } from '../../src/polls/cast.sql.js';
import { World } from '../world/world.js';

const NOBODY = '01900000-0000-7000-8000-000000000000';
const TURNS = 12;
/** PostgreSQL plans a statement with its values five times before it may keep a plan. */
const PLANNED = 5;

describe('a statement that was marked', () => {
  let world: World;
  let pool: pg.Pool;

  beforeAll(async () => {
    world = await World.open();
    pool = new pg.Pool({ connectionString: world.database.ownerUrl, max: 1, Client: HeardClient });
  });
  afterAll(async () => {
    await pool.end();
    await world.close();
  });

  const plansOf = async (statement: string): Promise<unknown> =>
    (
      await pool.query(
        `SELECT generic_plans::int AS kept, custom_plans::int AS own FROM pg_prepared_statements WHERE statement = $1`,
        [statement],
      )
    ).rows;

  it('is planned once by a connection that runs it often, and any other each time', async () => {
    const marked = prepared('SELECT id FROM ormee.member WHERE collective_id = $1');
    const other = 'SELECT id FROM ormee.member WHERE id = $1';
    for (let turn = 0; turn < TURNS; turn += 1) {
      await pool.query(marked, [NOBODY]);
      await pool.query(other, [NOBODY]);
    }
    expect(await plansOf(marked)).toEqual([{ kept: TURNS - PLANNED, own: PLANNED }]);
    expect(await plansOf(other)).toEqual([]);
  });

  it('is casting, whose plan does not hang on how many ballots come together', async () => {
    for (let turn = 1; turn <= TURNS; turn += 1) {
      const batch = Array.from({ length: turn }, (_, place) => place);
      const { rows } = await pool.query(
        CAST,
        [0, NOBODY, 'x', NOBODY, 'OPINION', 'FOR', null, 0, NOBODY, NOBODY].map((value, column) =>
          batch.map((place) => (column === 0 ? place : value)),
        ),
      );
      expect(rows).toHaveLength(turn);
    }
    expect(await plansOf(CAST)).toEqual([{ kept: TURNS - PLANNED, own: PLANNED }]);
  });
});
