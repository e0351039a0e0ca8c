import { refuse } from '../../../kernel/refusals.js';
import type { Sheet } from '../method.js';
import type { Ballots, Pile, BallotKind, Place } from '../profile.js';

/** Something of each option, by name. */
export const byName = <T>(
  options: readonly string[],
  of: (place: Place) => T,
): { readonly [option: string]: T } =>
  Object.fromEntries(options.map((option, place) => [option, of(place)]));

/** What each option gets from each pile, added up. */
export function totalsOf<K extends BallotKind>(
  options: number,
  piles: readonly Pile<K>[],
  gives: (pile: Pile<K>) => Iterable<readonly [Place, bigint]>,
): readonly bigint[] {
  const totals = new Array<bigint>(options).fill(0n);
  for (const pile of piles)
    for (const [place, number] of gives(pile))
      totals[place] = (totals[place] as bigint) + number * pile.weight;
  return totals;
}

/** The scores of each option, added up; a score that is missing adds nothing. */
export const sumsOfScores = ({ slate, piles }: Ballots<'SCORED'>): readonly bigint[] =>
  totalsOf(slate.options.length, piles, ({ marks }) =>
    marks.map((score, place): readonly [Place, bigint] => [place, BigInt(score ?? 0)]),
  );

/** Ballots that give each option a score, by option. */
export const scorersOf = ({ slate, piles }: Ballots<'SCORED'>): readonly bigint[] =>
  totalsOf(slate.options.length, piles, ({ marks }) =>
    marks.map((score, place): readonly [Place, bigint] => [place, score === null ? 0n : 1n]),
  );

/** Writes down how many ballots gave each option which score. */
export function writeScores({ slate, piles }: Ballots<'SCORED'>, sheet: Sheet): void {
  const given = slate.options.map(() => new Map<number | null, bigint>());
  for (const { marks, weight } of piles)
    for (const [place, score] of marks.entries()) {
      const ballots = given[place] as Map<number | null, bigint>;
      ballots.set(score, (ballots.get(score) ?? 0n) + weight);
    }
  const rows = given.map((ballots) =>
    [...ballots].filter((row): row is [number, bigint] => row[0] !== null).sort(([a], [b]) => b - a),
  );
  sheet.write({
    code: 'SCORES_GIVEN',
    data: {
      given: byName(slate.options, (place) =>
        (rows[place] as [number, bigint][]).map(([score, ballots]) => ({
          score: String(score),
          ballots: String(ballots),
        })),
      ),
      missing: byName(slate.options, (place) => String(given[place]?.get(null) ?? 0n)),
    },
  });
}

/** Throws ELECTION_INVALID where a ballot has a score that is not from `least` to `most`; null: no bound. */
export function refuseOutside({ piles }: Ballots<'SCORED'>, least: number | null, most: number | null): void {
  const isOutside = (score: number | null): boolean =>
    score !== null && ((least !== null && score < least) || (most !== null && score > most));
  if (piles.some(({ marks }) => marks.some(isOutside)))
    throw refuse('ELECTION_INVALID', { reason: 'SCORE_OUT_OF_RANGE' });
}
