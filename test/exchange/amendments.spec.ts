import type { Json } from '../../src/core/kernel/canonical-json.js';
import { hashJson } from '../../src/core/kernel/hash.js';
import { openBook } from '../../src/core/verify/book.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { checkAmendments } from '../../src/core/verify/check-amendments.js';
import type { AmendmentVersionInBundle } from '../../src/core/verify/rows.js';
import { liveAmongAmendments } from './lived-among-amendments.js';
import { faultsOf } from './lived.js';
import { takenHome } from './taken-home.js';

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
  it.each(['CLEAN', 'SHIFTED', 'SUB_AMENDED'])(
    'carries no amendment that was %s with other words',
    async (outcome) => {
      const { full } = await takenHome(liveAmongAmendments);
      for (const [id, forged] of carriedWithOtherWords(full, outcome))
        expect(faultsOf([checkAmendments(openBook(forged))])).toContain(`AMENDMENTS AMENDMENT_CARRIED ${id}`);
    },
    120_000,
  );

  it('keeps no wording of a version on which nobody first amended it', async () => {
    const { full } = await takenHome(liveAmongAmendments);
    const bases = full.tables['amendment_base'] ?? [];
    for (const base of bases)
      for (const version of [1, 2, 3].filter((one) => one !== base['version'])) {
        const forged = bases.map((one) => (one === base ? { ...one, version } : one));
        const tables = { ...full.tables, amendment_base: forged };
        const faults = faultsOf([checkAmendments(openBook({ ...full, tables }))]);
        expect(faults).toContain(`AMENDMENTS AMENDED_WORDING ${String(base['hash'])}`);
      }
  }, 120_000);
});
