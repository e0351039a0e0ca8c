import type { Json } from '../../src/core/kernel/canonical-json.js';
import { hashJson } from '../../src/core/kernel/hash.js';
import { openBook } from '../../src/core/verify/book.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { checkAmendments } from '../../src/core/verify/check-amendments.js';
import type { AmendmentVersionInBundle } from '../../src/core/verify/rows.js';
import { World } from '../world/world.js';
import { liveAmongAmendments } from './lived-among-amendments.js';
import { bundleOf, faultsOf, verified } from './lived.js';

/** What a host would keep that carries an amendment with other words than its own, and says so in its register. */
function carriedWithOtherWords({ tables, ...bundle }: Bundle, outcome: string): [string, Bundle][] {
  const versions = (tables['amendment_version'] ?? []) as unknown as AmendmentVersionInBundle[];
  const carried = versions.filter((one) => one.outcome === outcome);
  if (carried.length === 0) throw new Error(`nothing is ${outcome}`);
  return carried.map((version) => {
    const hunks = version.hunks.map((hunk) => (hunk.kind === 'EDIT' ? { ...hunk, text: ' jamais' } : hunk));
    const hash = hashJson({ base: version.baseHash, hunks: hunks as unknown as Json });
    const amendment_version = versions.map((one) => (one === version ? { ...one, hunks, hash } : one));
    const register_leaf = (tables['register_leaf'] ?? []).map((leaf) => ({
      ...leaf,
      encoded: (leaf['encoded'] as string | null)?.replaceAll(version.hash, hash) ?? null,
    }));
    const forged = { ...tables, amendment_version, register_leaf } as unknown as Bundle['tables'];
    return [version.amendmentId, { ...bundle, tables: forged }];
  });
}

describe('a collective that amends', () => {
  it('is found true offline, in full and as each member has it', async () => {
    const world = await World.open();
    try {
      const collective = await liveAmongAmendments(world);
      expect(faultsOf(verified(await bundleOf(collective, 'FULL')))).toEqual([]);
      expect(faultsOf(verified(await bundleOf(collective, 'PUBLIC')))).toEqual([]);
      for (const { memberId } of collective.members)
        expect(faultsOf(verified(await bundleOf(collective, 'MEMBER', memberId)))).toEqual([]);
      for (const outcome of ['CLEAN', 'SHIFTED', 'SUB_AMENDED'])
        for (const [id, forged] of carriedWithOtherWords(await bundleOf(collective, 'FULL'), outcome))
          expect(faultsOf([checkAmendments(openBook(forged))])).toContain(
            `AMENDMENTS AMENDMENT_CARRIED ${id}`,
          );
    } finally {
      await world.close();
    }
  }, 120_000);
});
