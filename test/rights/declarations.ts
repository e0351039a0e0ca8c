import { IS_CAMPAIGN, ONE_IN, isForToday } from './daily.js';
import {
  isExcused,
  reddens,
  reddensAct,
  reddensFollowing,
  reddensIn,
  readingsTouching,
  type Declaration,
  type Declarations,
} from './loosening.js';
import type { Matrix } from './matrix.js';
import type { Ask } from './reading.js';
import { UNNOTICED } from './table.js';

/** What the declarations are tried on. */
export interface Tried {
  readonly matrix: Matrix;
  readonly declarations: Declarations;
}

const actOf = ({ name }: Declaration) => /^Mutation\.(.*)$/.exec(name)?.[1];
const followingOf = ({ name }: Declaration) => /^Subscription\.(.*)$/.exec(name)?.[1];

/** Says what holds of every declaration in the sources; `tried` is asked once the tests run. */
export function describeDeclarations(tried: () => Tried): void {
  let matrix: Matrix;
  let declarations: Declarations;
  beforeAll(() => {
    ({ matrix, declarations } = tried());
  });

  const isNoticed = (ask: Ask, one: Declaration): Promise<boolean> => {
    const [act, following] = [actOf(one), followingOf(one)];
    if (act !== undefined) return reddensAct(matrix, ask, act);
    return following === undefined
      ? reddens(matrix, ask, one.name)
      : reddensFollowing(matrix, ask, following);
  };

  it('keeps the service from starting when it is left out of a type or of a root field', () => {
    const needed = declarations.all.filter(({ saying }) => saying !== 'fieldSeenBy');
    for (const one of needed)
      expect(() => declarations.guard([one], () => undefined)).toThrow(
        `${one.name.replace(/^.*\./, '')} does not say`,
      );
    expect(() => declarations.guard([], () => undefined)).not.toThrow();
    expect(needed.length).toBeGreaterThan(100);
  });

  it('turns the matrix red when it alone lets anybody in, or stands among the excused', async () => {
    const all = declarations.all.filter((one) => one.level !== 'ANYONE' && !isExcused(one));
    const strict = all.filter((_, place) => isForToday(place, ONE_IN));
    const unnoticed: string[] = [];
    for (const one of strict)
      if (!(await isNoticed(declarations.askLoosened([one]), one))) unnoticed.push(one.name);
    expect(unnoticed).toEqual([]);
    expect(strict.length).toBeGreaterThan(20);
  }, 600_000);

  it('that is excused shows nobody more, even when all of these let anybody in at once', async () => {
    const ask = declarations.askExcused();
    const names = declarations.all.filter(isExcused).map(({ name }) => name);
    // The acts are asked with their rows, in the same situations. The campaign reads by every path; each day, by `nodes`,
    // and by the other paths to where it does not come.
    const readings = IS_CAMPAIGN ? matrix.readings : readingsTouching(matrix, names);
    expect(await reddensIn(matrix, ask, readings)).toBe(false);
    for (const { query } of matrix.followings)
      expect({ query, isRed: await reddensFollowing(matrix, ask, query) }).toEqual({ query, isRed: false });
  }, 600_000);

  it('is excused by a name that something still has', () => {
    const names = ['PARENT', ...declarations.all.map(({ name }) => name)];
    expect(Object.keys(UNNOTICED).filter((name) => !names.includes(name))).toEqual([]);
  });
}
