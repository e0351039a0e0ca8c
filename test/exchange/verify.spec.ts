import { parseBundle, printBundle } from '../../src/core/verify/bundle.js';
import { faultsOf, liveThrough, verified } from './lived.js';
import { takenHome, type TakenHome } from './taken-home.js';

let taken: TakenHome;

beforeAll(async () => {
  taken = await takenHome(liveThrough);
}, 180_000);

describe('a bundle', () => {
  it.each(['full', 'public'] as const)('that is %s holds', (kind) => {
    expect(faultsOf(verified(taken[kind]))).toEqual([]);
  });

  it('of a member holds', () => {
    expect(taken.ofMembers.flatMap((bundle) => faultsOf(verified(bundle)))).toEqual([]);
  });

  it('is read back from its text as it was', () => {
    expect(parseBundle(printBundle(taken.full))).toEqual(taken.full);
  });
});
