import { MAJORITY, TestFounding } from '../world/founding.js';
import { replace } from '../world/effects.js';
import { World, type TestCollective } from '../world/world.js';
import { bundleOf, faultsOf, verified } from './lived.js';

let world: World;

beforeAll(async () => {
  world = await World.open();
}, 120_000);
afterAll(() => world.close());

async function holds(collective: TestCollective): Promise<void> {
  for (const kind of ['FULL', 'PUBLIC', 'MEMBER'] as const) {
    const member = kind === 'MEMBER' ? collective.member(0).memberId : undefined;
    expect([kind, ...faultsOf(verified(await bundleOf(collective, kind, member)))]).toEqual([kind]);
  }
}

describe('what a collective takes home holds', () => {
  it('while it founds itself, with a draft put to the vote, and once it is founded', async () => {
    const founding = await TestFounding.begin(world);
    await founding.adopt({ majority: MAJORITY });
    await (await founding.draft({ majority: MAJORITY })).open({ lasting: '10 minutes' });
    await holds(founding);
    const founded = await (await TestFounding.begin(world)).prepare();
    await founded.adopt({ confirmation: true });
    await holds(founded);
  }, 120_000);

  it('when members leave, and lose a place that they have not used', async () => {
    const collective = await world
      .collective()
      .withMembers(4)
      .withRules((rules) => rules.map((rule) => ({ ...rule, lateRule: 'STRIKE_UNCAST' })))
      .grow();
    const poll = await (await collective.propose()).open({ lasting: '2 days' });
    await poll.votes({ for: 2 });
    await collective.member(3).does('leaveCollective', { confirmed: true });
    await poll.end('2 days');
    await holds(collective);
  }, 120_000);

  it('when effects no longer apply at the proclamation', async () => {
    const collective = await world.collective().withMembers(3).grow();
    const first = await collective.propose({ effects: [await replace(collective, 'Règle 1', 'Une fois.')] });
    const second = await collective.propose({
      effects: [await replace(collective, 'Règle 1', 'Deux fois.')],
    });
    await first.decideOnline({ for: 2 });
    await second.decideOnline({ for: 2 }).catch(() => null);
    await holds(collective);
  }, 120_000);
});
