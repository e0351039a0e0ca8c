import { World } from '../world/world.js';
import { liveAmongAmendments } from './lived-among-amendments.js';
import { bundleOf, faultsOf, verified } from './lived.js';

describe('a collective that amends', () => {
  it('is found true offline, in full and as each member has it', async () => {
    const world = await World.open();
    try {
      const collective = await liveAmongAmendments(world);
      expect(faultsOf(verified(await bundleOf(collective, 'FULL')))).toEqual([]);
      expect(faultsOf(verified(await bundleOf(collective, 'PUBLIC')))).toEqual([]);
      for (const { memberId } of collective.members)
        expect(faultsOf(verified(await bundleOf(collective, 'MEMBER', memberId)))).toEqual([]);
    } finally {
      await world.close();
    }
  }, 120_000);
});
