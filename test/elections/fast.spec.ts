import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from '@jest/globals';
import { packWhereMany } from '../../src/core/counting/elections/fast/choose.js';
import { gatherRows } from '../../src/core/counting/elections/fast/gather-rows.js';
import { NONE, pack, PackedBallots } from '../../src/core/counting/elections/fast/packed.js';
import type { ElectionMethod, Tie } from '../../src/core/counting/elections/method.js';
import { readOptions } from '../../src/core/counting/elections/options.js';
import { gather, type Ballots, type Profile } from '../../src/core/counting/elections/profile.js';
import { ELECTION_METHODS } from '../../src/core/counting/elections/registry.js';
import type { ElectionStep } from '../../src/core/counting/elections/steps.js';
import { readBallotFile } from '../../src/core/counting/files/read.js';
import { elect, ranked, refusalOf } from './ballots.js';
import { readBlt } from './blt.js';
import { isKnown, preflibMinimal, textbookCases, tidemanCases } from './golden-rankings.js';

const packed = (profile: Profile): PackedBallots | null => pack(profile as Ballots<'RANKED'>);

/** Every order of some places. */
const ordersOf = (places: readonly number[]): number[][] =>
  places.length === 0
    ? [[]]
    : places.flatMap((first) =>
        ordersOf(places.filter((place) => place !== first)).map((rest) => [first, ...rest]),
      );

const EIGHT = [0, 1, 2, 3, 4, 5, 6, 7];

describe('ballots as rows of bytes', () => {
  it('have no row where several options share a rank, marks cannot be told apart or an option stands twice', () => {
    for (const line of ['1: A = B', '1: A > ?', '1: A > B > A'])
      expect(packed(ranked('A B', line, '1: B'))).toBeNull();
    expect(packed(ranked('A B', '1: - > A', '1: B'))).toBeInstanceOf(PackedBallots);
  });

  it('have none for more ranks than a byte tells apart, however many are left empty', () => {
    const ranks = (empty: number) => ranked('A B', `1: ${'- > '.repeat(empty)}A`, '1: B');
    expect(packed(ranks(254))).not.toBeNull();
    expect(packed(ranks(255))).toBeNull();
  });

  it('have none for more options than a byte tells apart, nor for more ballots than a Number holds', () => {
    const names = Array.from({ length: 256 }, (_, at) => `Option ${at}`);
    const piles = [{ marks: [[255], [0]], weight: 2n }];
    expect(packed(gather({ kind: 'RANKED', names, piles }))).toBeNull();
    expect(
      packed(gather({ kind: 'RANKED', names: names.slice(1), piles: [{ marks: [[254]], weight: 1n }] })),
    ).not.toBeNull();
    expect(gatherRows({ names, width: 2, rows: Uint8Array.from([3, 0, 3, 0]), withdrawn: [7] })).toEqual(
      gather({ kind: 'RANKED', names, withdrawn: [7], piles: [{ marks: [[3], [0]], weight: 2n }] }),
    );
    expect(packed(ranked('A', `${2n ** 53n - 1n}: A`))?.packed.voters).toBe(Number.MAX_SAFE_INTEGER);
    expect(packed(ranked('A B', `${2n ** 53n - 1n}: A`, '1: B'))).toBeNull();
    const rows = Uint8Array.from([0, 1]);
    const weights = Float64Array.from([2 ** 53 - 1, 1]);
    const ballots = gatherRows({ names: ['A', 'B'], width: 1, rows, weights });
    expect(ballots).not.toBeInstanceOf(PackedBallots);
    expect(ballots.piles.map(({ weight }) => weight)).toEqual([2n ** 53n - 1n, 1n]);
  });

  it('are put together by what they say, not by a hash alone: all 40,320 orders of eight options, twice each', () => {
    const orders = ordersOf(EIGHT);
    const rows = Uint8Array.from([...orders, ...orders.toReversed()].flat());
    const weights = Float64Array.from([...orders.keys(), ...[...orders.keys()].reverse()], (at) => at + 1);
    const ballots = gatherRows({ names: EIGHT.map(String), width: 8, rows, weights }) as PackedBallots;
    expect(ballots.packed.weights.length).toBe(40_320);
    expect(ballots.packed.weights.every((weight, at) => weight === 2 * (at + 1))).toBe(true);
    expect(ballots.packed.rows.every((place, at) => place === rows[at])).toBe(true);
  });

  it('are refused as marks are', () => {
    const row = Uint8Array.from([0]);
    const given =
      (more: object): (() => unknown) =>
      () =>
        gatherRows({ names: ['A'], width: 1, rows: row, ...more });
    const refused = (more: object): unknown => refusalOf(given(more)).facts;
    expect(refused({ rows: Uint8Array.from([1]) })).toEqual({ reason: 'UNKNOWN_OPTION' });
    expect(refused({ weights: Float64Array.from([-1]) })).toEqual({ reason: 'NEGATIVE_WEIGHT' });
    expect(refused({ names: ['A', 'A'] })).toEqual({ reason: 'OPTION_TWICE' });
    expect(refused({ names: [''] })).toEqual({ reason: 'OPTION_WITHOUT_NAME' });
  });

  it('are nothing where there are none, and blank where nothing is marked', () => {
    const names = ['A', 'B'];
    const none = gatherRows({ names, width: 2, rows: new Uint8Array() });
    expect(elect('irv/rctab@1', none).status).toBe('NO_BALLOTS');
    const blank = gatherRows({ names, width: 2, rows: new Uint8Array(6).fill(NONE) });
    for (const { id, counts } of ELECTION_METHODS)
      if (counts === 'RANKED') expect(elect(id, blank)).toEqual(elect(id, ranked('A B', '3:')));
  });
});

describe('the way of counting', () => {
  const manyPiles = (): Ballots<'RANKED'> =>
    gather({
      kind: 'RANKED',
      names: EIGHT.map(String),
      piles: ordersOf(EIGHT)
        .filter((_, at) => at % 60 === 0)
        .map((order, at) => ({ marks: order.map((place) => [place]), weight: BigInt(1 + (at % 7)) })),
    });

  it('is by rows for many piles, and by piles for few', () => {
    expect(packWhereMany(manyPiles())).toBeInstanceOf(PackedBallots);
    const few = ranked('A B', '3: A', '2: B');
    expect(packWhereMany(few)).toBe(few);
  });

  it('stays by piles for many of which one has no row', () => {
    const { kind, slate, piles } = manyPiles();
    const odd = gather({
      kind,
      names: slate.options,
      piles: [...piles, { marks: [[0, 1]], weight: 1n }],
    });
    expect(packWhereMany(odd)).toBe(odd);
  });
});

describe('a file of many rankings', () => {
  const orders = ordersOf(EIGHT).filter((_, at) => at % 30 === 0);
  const names = EIGHT.map((place) => `"${'hgfedcba'[place] as string}"`).join(' ');
  const blt = (...more: readonly string[]): string =>
    [
      '8 2',
      ...orders.map((order) => `2 ${order.map((place) => place + 1).join(' ')} 0`),
      ...more,
      '0',
      names,
    ].join('\n');
  const profileOf = (text: string, name: string) =>
    readBallotFile({ text, name }).profile as Ballots<'RANKED'>;
  const expected = gather({
    kind: 'RANKED',
    names: [...'hgfedcba'],
    piles: orders.map((order) => ({ marks: order.map((place) => [place]), weight: 2n })),
  });

  it('is kept as rows, and says the same', () => {
    const profile = profileOf(blt(), 'many.blt');
    expect(profile).toBeInstanceOf(PackedBallots);
    expect(profile.piles).toEqual(expected.piles);
    const preflib = [
      '# NUMBER ALTERNATIVES: 8',
      ...EIGHT.map((place) => `# ALTERNATIVE NAME ${place + 1}: ${'hgfedcba'[place] as string}`),
      ...orders.map((order) => `2: ${order.map((place) => place + 1).join(',')}`),
    ].join('\n');
    const ordered = profileOf(preflib, 'many.soc');
    expect(ordered).toBeInstanceOf(PackedBallots);
    expect(ordered.piles).toEqual(expected.piles);
  });

  it('is read as marks as soon as one of them has no row, short ones and weights of many digits among them', () => {
    const weight = 10n ** 20n;
    const profile = profileOf(blt('1 1=2 0', '3 5 0', `${weight} 1 0`, '1 0'), 'many.blt');
    expect(profile).not.toBeInstanceOf(PackedBallots);
    expect(profile.piles).toEqual(
      gather({
        kind: 'RANKED',
        names: [...'hgfedcba'],
        piles: [
          ...expected.piles.map(({ marks, weight }) => ({
            marks: marks.map((rank) => (rank as readonly number[]).map((place) => 7 - place)),
            weight,
          })),
          { marks: [[0, 1]], weight: 1n },
          { marks: [[4]], weight: 3n },
          { marks: [[0]], weight },
        ],
      }).piles,
    );
    expect(profile.blank).toBe(1n);
  });

  it('passes over the withdrawn', () => {
    const profile = profileOf(blt().replace('8 2\n', '8 2\n-3 -1\n'), 'many.blt');
    const without = gather({
      kind: 'RANKED',
      names: [...'hgfedcba'],
      withdrawn: [0, 2],
      piles: orders.map((order) => ({ marks: order.map((place) => [place]), weight: 2n })),
    });
    expect(profile.piles).toEqual(without.piles);
    expect(profile.slate).toEqual(without.slate);
  });
});

const WARDS = '../shared/golden/counting/scottish-stv';

const whereKnown = isKnown() ? describe : describe.skip;
whereKnown('published elections (skipped where there is no ../shared/golden/counting)', () => {
  /** What a method makes of a profile, without anything that might pack it first. */
  const madeBy = (method: ElectionMethod, profile: Profile, seats: number): string => {
    const steps: ElectionStep[] = [];
    const sheet = {
      write: (step: ElectionStep) => void steps.push(step),
      settle: ({ among }: Tie) => among[0] as number,
    };
    const options = readOptions(method.options, {});
    const result = method.count(profile as never, seats, options as never, sheet);
    return JSON.stringify({ steps, result });
  };

  const sameFromRows = (profile: Profile, seats: number): boolean => {
    const rows = packed(profile);
    if (rows === null) return false;
    for (const method of ELECTION_METHODS.filter(({ counts }) => counts === 'RANKED')) {
      const asked = method.seats === 'ONE' ? 1 : seats;
      expect(madeBy(method, rows, asked)).toBe(madeBy(method, profile, asked));
    }
    return true;
  };

  const wards = existsSync(WARDS) ? readdirSync(WARDS).filter((file) => file.endsWith('.blt')) : [];
  it.each(wards)('come out the same from rows: a Scottish ward, %s', (file) => {
    const { profile, seats } = readBlt(readFileSync(`${WARDS}/${file}`, 'utf8'));
    expect(sameFromRows(profile, seats)).toBe(true);
  });

  it('come out the same from rows: textbooks, PrefLib, Tideman', () => {
    const cases = [...textbookCases(), ...preflibMinimal(), ...tidemanCases()];
    const packable = cases.filter(({ profile }) => sameFromRows(profile, 2));
    expect(packable.length).toBeGreaterThan(cases.length / 2);
  });
});
