import { jest } from '@jest/globals';
import { lexicographicSortSchema, type GraphQLSchema } from 'graphql';
import { readEnvironment } from '../../src/platform/config/config.js';
import { guardSchema } from '../../src/platform/graphql/guard-schema.js';
import type { Declaration } from './loosening.js';
import type { Matrix } from './matrix.js';
import type { Ask } from './reading.js';
import { UNNOTICED } from './table.js';

/** The schema that the service builds, with its own resolvers and declarations, as it is before its guards. */
let bare: GraphQLSchema;
jest.unstable_mockModule('../../src/platform/graphql/guard-schema.js', () => ({
  guardSchema: (schema: GraphQLSchema) => {
    bare = lexicographicSortSchema(schema); // a copy
    return guardSchema(schema);
  },
}));
const { World } = await import('../world/world.js');
const { POST, openMatrix } = await import('./matrix.js');
const { reddensAct, reddensFollowing, askIn, changed, declarationsOf, reddens } =
  await import('./loosening.js');

// Each is tried every third day, by the calendar; `npm run campaign -- rights` tries them all.
const ONE_IN = Number(readEnvironment()['ORMEE_DECLARATIONS_ONE_IN'] ?? 3);
const TODAY = Math.floor(Date.now() / 86_400_000);

describe('a declaration of who may see or call', () => {
  let world: Awaited<ReturnType<typeof World.open>>;
  let matrix: Matrix;
  let declarations: readonly Declaration[];

  beforeAll(async () => {
    world = await World.open(POST);
    matrix = await openMatrix(world);
    declarations = declarationsOf(bare);
  }, 600_000);
  afterAll(() => world.close());

  /** Asks a service on which these let anybody in; what one field says beside its type is left out for that. */
  const askLoosened = (loosened: readonly Declaration[]): Ask =>
    askIn(
      world,
      guardSchema(changed(bare, loosened, ({ saying }) => (saying === 'fieldSeenBy' ? undefined : 'ANYONE'))),
    );

  const isExcused = ({ name, level }: Declaration) => name in UNNOTICED || level === 'PARENT';
  const actOf = ({ name }: Declaration) => /^Mutation\.(.*)$/.exec(name)?.[1];
  const followingOf = ({ name }: Declaration) => /^Subscription\.(.*)$/.exec(name)?.[1];
  const isNoticed = (ask: Ask, one: Declaration): Promise<boolean> => {
    const [act, following] = [actOf(one), followingOf(one)];
    if (act !== undefined) return reddensAct(matrix, ask, act);
    return following === undefined
      ? reddens(matrix, ask, one.name)
      : reddensFollowing(matrix, ask, following);
  };

  it('keeps the service from starting when it is left out of a type or of a root field', () => {
    const needed = declarations.filter(({ saying }) => saying !== 'fieldSeenBy');
    for (const one of needed)
      expect(() => guardSchema(changed(bare, [one], () => undefined))).toThrow(
        `${one.name.replace(/^.*\./, '')} does not say`,
      );
    expect(needed.length).toBeGreaterThan(100);
  }, 300_000);

  it('turns the matrix red when it alone lets anybody in, or stands among the excused', async () => {
    const all = declarations.filter((one) => one.level !== 'ANYONE' && !isExcused(one));
    const strict = all.filter((_, place) => place % ONE_IN === TODAY % ONE_IN);
    const unnoticed: string[] = [];
    for (const one of strict) if (!(await isNoticed(askLoosened([one]), one))) unnoticed.push(one.name);
    expect(unnoticed).toEqual([]);
    expect(strict.length).toBeGreaterThan(20);
  }, 600_000);

  it('that is excused shows nobody more, even when all of these let anybody in at once', async () => {
    const excused = declarations.filter(isExcused);
    const ask = askLoosened(excused);
    expect(await reddens(matrix, ask)).toBe(false);
    for (const act of excused.map(actOf).filter((name) => name !== undefined))
      expect({ act, isRed: await reddensAct(matrix, ask, act) }).toEqual({ act, isRed: false });
    for (const { query } of matrix.followings)
      expect({ query, isRed: await reddensFollowing(matrix, ask, query) }).toEqual({ query, isRed: false });
  }, 600_000);

  it('is excused by a name that something still has', () => {
    const names = ['PARENT', ...declarations.map(({ name }) => name)];
    expect(Object.keys(UNNOTICED).filter((name) => !names.includes(name))).toEqual([]);
  });
});
