import pg from 'pg';
import { TAKE_NEXT } from '../../src/platform/outbox/outbox.js';
import { World } from '../world/world.js';

describe('the outbox', () => {
  let world: World;
  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  const POST = `INSERT INTO ormee.outbox (collective_id, id, member_id, kind, subject_id, posted_at, run_at, attempts)
    SELECT $1, gen_random_uuid(), id, 'notice', id, ormee.instant(), ormee.instant(), 0 FROM ormee.member
    WHERE collective_id = $1 ORDER BY id LIMIT $2`;

  // The planner goes by how many there were when it last looked.
  it.each([0, 1, 3])(
    'gives out one letter at a time, where %i were there when they were counted',
    async (counted) => {
      const collective = await world.collective().withMembers(5).grow();
      const client = new pg.Client(world.database.ownerUrl);
      await client.connect();
      await client.query('BEGIN');
      await client.query(POST, [collective.id, counted]);
      await client.query('ANALYZE ormee.outbox');
      await client.query(POST, [collective.id, 5 - counted]);
      const taken: string[] = [];
      for (let letter = 0; letter < 6; letter += 1) {
        const { rows } = await client.query<{ id: string }>(TAKE_NEXT, [[]]);
        expect(rows).toHaveLength(letter < 5 ? 1 : 0);
        taken.push(...rows.map(({ id }) => id));
      }
      expect(new Set(taken).size).toBe(5);
      await client.query('ROLLBACK');
      await client.end();
    },
  );
});
