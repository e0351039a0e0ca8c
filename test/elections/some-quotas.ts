/** Quotas made up for properties, and what they ask, said without the code that keeps them. */
import fc from 'fast-check';

export interface SomeQuotas {
  readonly quotas: readonly {
    readonly group: string;
    readonly least?: number | string;
    readonly most?: number | string;
  }[];
  readonly groups: { readonly [option: string]: readonly string[] };
}

const GROUPS = ['f', 'm', 'young', 'town:a', 'town:b', 'town:c'];
const share = fc.oneof(fc.integer({ min: 0, max: 3 }), fc.constantFrom('1/2', '1/3', '2/3'));

/** Groups overlap as they like; each option is said to be in some or in none. */
export const someQuotas = (names: readonly string[]): fc.Arbitrary<SomeQuotas> =>
  fc
    .record({
      groups: fc.tuple(...names.map(() => fc.subarray(GROUPS))),
      asked: fc.uniqueArray(
        fc.record({
          group: fc.constantFrom(...GROUPS, 'town:*'),
          least: fc.option(share, { nil: undefined }),
          most: fc.option(share, { nil: undefined }),
        }),
        { minLength: 1, maxLength: 4, selector: ({ group }) => group },
      ),
    })
    .map(({ groups, asked }) => ({
      groups: Object.fromEntries(names.map((name, at) => [name, groups[at] as string[]])),
      quotas: asked
        .filter(({ group }) => group === 'town:*' || groups.some((own) => (own as string[]).includes(group)))
        .map(({ group, least, most }) => ({
          group,
          ...(least === undefined && most === undefined && { least: 0 }),
          ...(least !== undefined && { least }),
          ...(most !== undefined && { most }),
        })),
    }))
    .filter(
      ({ quotas, groups }) =>
        quotas.length > 0 &&
        (!quotas.some(({ group }) => group === 'town:*') ||
          Object.values(groups).every(
            (own) => own.length === 0 || own.some((one) => one.startsWith('town:')),
          )),
    );

const inSeats = (bound: number | string, seats: number, round: (x: number) => number): number => {
  if (typeof bound === 'number') return bound;
  const [up, down] = bound.split('/').map(Number) as [number, number];
  return round((up * seats) / down - (round === Math.ceil ? 1e-9 : -1e-9));
};

/** Whether these together are what was asked, of so many seats. */
export function meets({ quotas, groups }: SomeQuotas, seats: number, members: readonly string[]): boolean {
  const all = [...new Set(Object.values(groups).flat())];
  return quotas.every(({ group, least = 0, most = Number.MAX_SAFE_INTEGER }) => {
    const named = group === 'town:*' ? all.filter((one) => one.startsWith('town:')) : [group];
    return named.every((one) => {
      const has = members.filter((name) => groups[name]?.includes(one)).length;
      return has >= inSeats(least, seats, Math.floor) && has <= inSeats(most, seats, Math.ceil);
    });
  });
}

/** Every set of so many. */
export const committeesOf = (names: readonly string[], seats: number): readonly (readonly string[])[] => {
  if (seats === 0) return [[]];
  return names.flatMap((name, at) =>
    committeesOf(names.slice(at + 1), seats - 1).map((rest) => [name, ...rest]),
  );
};
