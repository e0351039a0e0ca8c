import { parseBundle, printBundle } from '../../src/core/verify/bundle.js';
import type { TestCollective } from '../world/world.js';
import { World } from '../world/world.js';
import { bundleOf, faultsOf, liveThrough, verified } from './lived.js';

let world: World;
let collective: TestCollective;

beforeAll(async () => {
  world = await World.open();
  collective = await liveThrough(world);
}, 180_000);
afterAll(() => world.close());

describe('a bundle', () => {
  it.each(['FULL', 'PUBLIC'] as const)('that is %s holds', async (kind) => {
    const reports = verified(await bundleOf(collective, kind));
    expect(faultsOf(reports)).toEqual([]);
  });

  it('of a member holds', async () => {
    const reports = verified(await bundleOf(collective, 'MEMBER', collective.member(1).memberId));
    expect(faultsOf(reports)).toEqual([]);
  });

  it('is the same text each time, and is read back as it was', async () => {
    const bundle = await bundleOf(collective, 'FULL');
    const text = printBundle(bundle);
    expect(printBundle(await bundleOf(collective, 'FULL'))).toBe(text);
    expect(parseBundle(text)).toEqual(bundle);
  });
});
