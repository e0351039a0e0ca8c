import type { Bundle } from '../../src/core/verify/bundle.js';
import { World, type TestCollective } from '../world/world.js';
import { bundleOf } from './lived.js';

/** A life that a collective lives in an empty world. */
export type Life = (world: World) => Promise<TestCollective>;

/** What is taken home of a life: whoever changes it changes a copy (see draftOf in forger.ts). */
export interface TakenHome {
  readonly full: Bundle;
  readonly public: Bundle;
  readonly ofMembers: readonly Bundle[];
}

const taken = new Map<Life, Promise<TakenHome>>();

/** Lives it, and takes everything home: once for the specs that run in one file of jest's. */
export function takenHome(live: Life): Promise<TakenHome> {
  const known = taken.get(live) ?? take(live);
  taken.set(live, known);
  return known;
}

async function take(live: Life): Promise<TakenHome> {
  const world = await World.open();
  try {
    const collective = await live(world);
    const ofMembers: Bundle[] = [];
    for (const { memberId } of collective.members)
      ofMembers.push(await bundleOf(collective, 'MEMBER', memberId));
    return {
      full: await bundleOf(collective, 'FULL'),
      public: await bundleOf(collective, 'PUBLIC'),
      ofMembers,
    };
  } finally {
    await world.close();
  }
}
