import { charterFile, MAJORITY, TestFounding, TEXTS } from '../world/founding.js';
import { World } from '../world/world.js';
import { bundleOf, faultsOf, verified } from './lived.js';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe('a bundle of a founding', () => {
  it('holds while founders are at it, whatever they have adopted, rejected, left open or left', async () => {
    const founding = await TestFounding.begin(world);
    await founding.adopt({ majority: MAJORITY });
    const texts = await founding.draft({ texts: TEXTS });
    await texts.decideOnline({ for: 1, against: 4 }, '10 minutes');
    const charter = await founding.draft({ charter: charterFile() });
    const poll = await charter.open({ lasting: '10 minutes' });
    await poll.cast(founding.member(0), 'FOR');
    await founding.member(1).does('inviteFounder', { publicName: 'Zoé' });
    await founding.member(4).does('leaveCollective', { confirmed: true });
    for (const kind of ['FULL', 'PUBLIC'] as const)
      expect(faultsOf(verified(await bundleOf(founding, kind)))).toEqual([]);
  });

  it('holds from decision 0 on, and once its own rules have decided', async () => {
    const founding = await (await TestFounding.begin(world)).prepare();
    const assembly = await founding.assembly(5);
    await (await founding.draft({ confirmation: true })).decideIn(assembly, { for: 5 });
    await (await founding.propose()).decideOnline({ for: 3 });
    for (const kind of ['FULL', 'PUBLIC'] as const)
      expect(faultsOf(verified(await bundleOf(founding, kind)))).toEqual([]);
    const own = await bundleOf(founding, 'MEMBER', founding.member(1).memberId);
    expect(faultsOf(verified(own))).toEqual([]);
  });
});
