import { besiege } from '../fuzz/siege.js';
import { Mailbox } from '../world/mailbox.js';
import { World } from '../world/world.js';

const REQUESTS = Number(process.env['ORMEE_FUZZ_REQUESTS'] ?? 40);
const SEED = Number(process.env['ORMEE_FUZZ_SEED'] ?? 1_652);

describe('the whole schema under hostile requests', () => {
  let world: World;
  let mailbox: Mailbox;

  beforeAll(async () => {
    mailbox = await Mailbox.open();
    world = await World.open({ SMTP_URL: mailbox.url });
  });
  afterAll(async () => {
    await world.close();
    await mailbox.close();
  });

  it(
    'answers whatever is sent, by name and of the collective that asks alone',
    async () => {
      const { reach, outcomes, found } = await besiege(world, REQUESTS, SEED);
      if (process.env['ORMEE_FUZZ_REQUESTS'] !== undefined)
        process.stdout.write(`${JSON.stringify({ seed: SEED, reach, outcomes, found }, null, 2)}\n`);
      expect(found).toEqual({});
      expect(reach.requests).toBe(REQUESTS);
    },
    120_000 + REQUESTS * 200,
  );
});
