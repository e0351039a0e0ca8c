import { collectBundle } from '../../src/exchange/collect-bundle.js';
import { opened, openLived } from '../world/demonstration.js';
import { faultsOf, verified } from './lived.js';

it('the demonstration, with all that it has lived, holds in each of its bundles', async () => {
  const world = await openLived();
  await opened(world);
  const [{ id: collective } = { id: '' }] = await world.sql<{ id: string }>(
    'SELECT id FROM ormee.collective ORDER BY id LIMIT 1',
  );
  const bundles = await world.transactions.snapshot(async (reader) => [
    await collectBundle(reader, { kind: 'FULL', collective, member: null }),
    await collectBundle(reader, { kind: 'PUBLIC', collective, member: null }),
  ]);
  expect(bundles.flatMap((bundle) => faultsOf(verified(bundle)))).toEqual([]);
  await world.close();
}, 180_000);
