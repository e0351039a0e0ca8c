import type { Json } from '../../src/core/kernel/canonical-json.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { World } from '../world/world.js';
import { draftOf, rehashRegister, rehashRows, type Draft } from './forger.js';
import { liveAmongConsents } from './lived-among-consents.js';
import { bundleOf, faultsOf, verified } from './lived.js';

type Leaf = Draft['tables'][string][number];
type Body = Record<string, Json>;

/** What a host might say of a round, with every hash made again: the lies of a whole story, not of one value. */
describe('a bundle of a collective that sought consent', () => {
  let world: World;
  let bundle: Bundle;

  beforeAll(async () => {
    world = await World.open();
    bundle = await bundleOf(await liveAmongConsents(world), 'FULL');
  }, 400_000);
  afterAll(() => world.close());

  const said = (forge: (draft: Draft) => void): string => {
    const draft = draftOf(bundle);
    forge(draft);
    rehashRows(draft);
    rehashRegister(draft, bundle);
    return faultsOf(verified(draft as Bundle)).join();
  };
  const rows = (draft: Draft, table: string): Leaf[] => draft.tables[table] as Leaf[];
  const read = (leaf: Leaf): { type: string; body: Body } =>
    JSON.parse(leaf['encoded'] as string) as { type: string; body: Body };
  const leafOf = (draft: Draft, type: string, of: (body: Body) => boolean): Leaf => {
    const found = rows(draft, 'register_leaf').find((leaf) => {
      const one = read(leaf);
      return one.type === type && of(one.body);
    });
    if (!found) throw new Error(`no leaf of type ${type}`);
    return found;
  };
  const rewrite = (leaf: Leaf, change: (body: Body) => void): void => {
    const whole = read(leaf);
    change(whole.body);
    leaf['encoded'] = JSON.stringify(whole);
  };

  it('holds as it is, and in the hands of a forger who changes nothing', () => {
    expect(faultsOf(verified(bundle))).toEqual([]);
    expect(said(() => undefined)).toBe('');
  });

  it('says when nobody is said to have withdrawn an objection', () => {
    const faults = said((draft) => {
      const leaf = leafOf(draft, 'objection.ended', ({ how }) => how === 'WITHDRAWN');
      rewrite(leaf, (body) => delete body['by']);
      draft.tables['register_salt'] = rows(draft, 'register_salt').filter(
        (salt) => salt['leafIndex'] !== leaf['index'] || salt['field'] !== 'by',
      );
    });
    expect(faults).toContain('OBJECTION_END');
  });

  it('says when an objection ended once its round was counted', () => {
    const faults = said((draft) => {
      const ended = leafOf(draft, 'objection.ended', ({ how }) => how === 'INTEGRATED');
      const proclaimed = leafOf(draft, 'poll.proclaimed', ({ poll }) => poll === read(ended).body['poll']);
      [ended['encoded'], proclaimed['encoded']] = [proclaimed['encoded'] as Json, ended['encoded'] as Json];
    });
    expect(faults).toContain('OBJECTION_END');
  });

  it('says when a round was asked on older words than those that integrate an objection', () => {
    const faults = said((draft) => {
      const end = rows(draft, 'objection_end').find(({ how }) => how === 'INTEGRATED') as Leaf;
      end['version'] = 3;
      rewrite(
        leafOf(draft, 'objection.ended', ({ objection }) => objection === end['objectionId']),
        (body) => (body['version'] = 3),
      );
    });
    expect(faults).toContain('CONSENT_ROUNDS');
  });

  it('says when a search fell back to a vote that its rule does not have', () => {
    const faults = said((draft) => {
      for (const search of rows(draft, 'consent_process'))
        if (search['state'] === 'FALLEN_BACK') (search['rule'] as Body)['fallback'] = 'REJECTED';
    });
    expect(faults).toContain('CONSENT_ROUNDS');
  });
});
