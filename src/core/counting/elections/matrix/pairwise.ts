/**
 * The pairwise matrix, which every method of this folder reads: for each two options, how many ballots put the one above
 * the other (Condorcet, "Essai sur l'application de l'analyse à la probabilité des décisions rendues à la pluralité des
 * voix", 1785).
 *
 * A ballot puts what it ranks above all that it does not rank; options at one rank, and options that are not ranked,
 * count for neither of the two. Marks that cannot be told apart end a ranking, so that what they hold is not ranked.
 */
import { compareRows } from '../fast/compare-rows.js';
import { packedOf, votersAmong } from '../fast/packed.js';
import type { Sheet } from '../method.js';
import { once } from '../once.js';
import type { Ballots, Place, Slate } from '../profile.js';
import { levelsOf, placesOf } from '../ranking.js';
import type { Duel, MatrixFacts, Measure } from './facts.js';

/** `above[a][b]`: the ballots that put a above b. */
export interface Matrix {
  readonly slate: Slate;
  readonly voters: bigint;
  readonly above: readonly (readonly bigint[])[];
}

/** Two options of which more ballots put the first above the second than the other way round. */
export interface Win {
  readonly winner: Place;
  readonly loser: Place;
  readonly votes: bigint;
  readonly against: bigint;
}

/** Compares each two options on all the ballots, and writes the matrix down. */
export function compareAll(profile: Ballots<'RANKED'>, sheet: Sheet): Matrix {
  const matrix = matrixOf(profile);
  sheet.write({ code: 'MATRIX', data: inWriting(matrix) });
  return matrix;
}

const matrixOf = once((profile: Ballots<'RANKED'>): Matrix => {
  const { slate } = profile;
  const packed = packedOf(profile);
  const above = packed ? compareRows(packed, slate.options.length) : comparePiles(profile);
  return { slate, voters: votersAmong(profile), above };
});

const inWriting = once((matrix: Matrix): MatrixFacts['MATRIX'] => ({
  voters: String(matrix.voters),
  above: byName(matrix.slate, (a) =>
    byName(matrix.slate, (b) => (a === b ? null : String(votesFor(matrix, a, b)))),
  ),
}));

function comparePiles({ slate, piles }: Ballots<'RANKED'>): Matrix['above'] {
  const places = placesOf(slate.options);
  const above = places.map(() => places.map(() => 0n));
  for (const { marks, weight } of piles) {
    let below = new Set(places);
    for (const level of levelsOf(marks)) {
      below = new Set([...below].filter((place) => !level.includes(place)));
      for (const higher of level) {
        const row = above[higher] as bigint[];
        for (const lower of below) row[lower] = (row[lower] as bigint) + weight;
      }
    }
  }
  return above;
}

/** The ballots that put the first above the second. */
export const votesFor = ({ above }: Matrix, first: Place, second: Place): bigint =>
  above[first]?.[second] as bigint;

/** Whether more ballots put the first above the second than the second above the first. */
export const beats = (matrix: Matrix, first: Place, second: Place): boolean =>
  votesFor(matrix, first, second) > votesFor(matrix, second, first);

/** The option that beats each of the others, where there is one. */
export const condorcetWinner = (matrix: Matrix): Place | undefined => {
  const places = placesOf(matrix.slate.options);
  return places.find((place) => places.every((other) => other === place || beats(matrix, place, other)));
};

/**
 * The wins, strongest first, those as strong as each other together. By winning votes: more votes for the winner, then
 * fewer against. By margins: a greater difference.
 */
export function winsByStrength(
  matrix: Matrix,
  measure: Measure,
  among: readonly Place[],
): readonly (readonly Win[])[] {
  const tiers = new Map<string, Win[]>();
  for (const winner of among)
    for (const loser of among)
      if (beats(matrix, winner, loser)) {
        const win: Win = {
          winner,
          loser,
          votes: votesFor(matrix, winner, loser),
          against: votesFor(matrix, loser, winner),
        };
        const key = strengthOf(win, measure).join('-');
        tiers.set(key, [...(tiers.get(key) ?? []), win]);
      }
  return [...tiers.values()].sort(([a], [b]) => stronger(b as Win, a as Win, measure));
}

const strengthOf = ({ votes, against }: Win, measure: Measure): readonly [bigint, bigint] =>
  measure === 'MARGINS' ? [votes - against, 0n] : [votes, against];

/** Positive where the first is the stronger. */
function stronger(first: Win, second: Win, measure: Measure): number {
  const [[most, few], [least, many]] = [strengthOf(first, measure), strengthOf(second, measure)];
  if (most !== least) return most > least ? 1 : -1;
  if (few === many) return 0;
  return few < many ? 1 : -1;
}

/** A win, for the working. */
export const duelOf = ({ options }: Slate, { winner, loser, votes, against }: Win): Duel => ({
  winner: options[winner] as string,
  loser: options[loser] as string,
  votes: String(votes),
  against: String(against),
});

/** Something for each option, by name; nothing where there is nothing. */
export const byName = <T>(
  { options }: Slate,
  of: (place: Place) => T | null,
): { readonly [option: string]: T } =>
  Object.fromEntries(
    options.map((option, place) => [option, of(place)] as const).filter(([, value]) => value !== null),
  ) as { readonly [option: string]: T };
