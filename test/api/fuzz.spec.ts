import { besiege } from '../fuzz/siege.js';
import { World } from '../world/world.js';

const REQUESTS = Number(process.env['ORMEE_FUZZ_REQUESTS'] ?? 300);
const SEED = Number(process.env['ORMEE_FUZZ_SEED'] ?? 1_652);

describe('the whole schema under hostile requests', () => {
  let world: World;

  beforeAll(async () => {
    world = await World.open();
  });
  afterAll(() => world.close());

  it(
    'answers whatever is sent, by name and of the collective that asks alone',
    async () => {
      const { requests, outcomes, found } = await besiege(world, REQUESTS, SEED);
      if (process.env['ORMEE_FUZZ_REQUESTS'] !== undefined)
        process.stdout.write(`${JSON.stringify({ requests, seed: SEED, outcomes, found }, null, 2)}\n`);
      expect(found).toEqual({});
      expect(requests).toBe(REQUESTS);
    },
    120_000 + REQUESTS * 200,
  );
});
