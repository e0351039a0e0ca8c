/** Reads the published rankings that methods are checked against; what they say stands in their own README. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { gather, type Profile, type Rank } from '../../src/core/counting/elections/profile.js';

export const KNOWN = '../shared/golden/counting';

/** Whether the known answers lie beside this copy of the project. */
export const isKnown = (): boolean => existsSync(KNOWN);

const read = (file: string): string => readFileSync(`${KNOWN}/${file}`, 'utf8');

/** What a textbook case says: sets of winners by the name of the method, and tables of numbers. */
export interface Expected {
  readonly [winners: string]: unknown;
  readonly pairwise?: Figures;
  readonly schulzePaths?: Figures;
}
export type Figures = { readonly [option: string]: { readonly [other: string]: number } };

export interface TextbookCase {
  readonly id: string;
  readonly profile: Profile;
  readonly expected: Expected;
}

interface WrittenCase {
  readonly id: string;
  readonly candidates: readonly string[];
  readonly ballots: readonly { readonly weight: number; readonly ranking: readonly (readonly string[])[] }[];
  readonly expected: Expected;
}

export const textbookCases = (): readonly TextbookCase[] =>
  (JSON.parse(read('textbook/ranked-single-winner.json')) as WrittenCase[]).map(
    ({ id, candidates, ballots, expected }) => ({
      id,
      expected,
      profile: rankedBallots(
        candidates,
        ballots.map(({ weight, ranking }) => ({
          weight,
          ranks: ranking.map((rank) => rank.map((name) => candidates.indexOf(name))),
        })),
      ),
    }),
  );

/** A strict ranking a line, `3: 1, 2, 0`; the options are named after the numbers of the file. */
export function preflibMinimal(): readonly { readonly file: string; readonly profile: Profile }[] {
  const folder = 'preflib-minimal/condorcet_winner';
  return readdirSync(`${KNOWN}/${folder}`)
    .sort()
    .map((file) => {
      const lines = read(`${folder}/${file}`).split('\n');
      const numbers = lines.flatMap((line) => /^# ALTERNATIVE NAME (\d+):/.exec(line)?.[1] ?? []);
      const ballots = lines
        .filter((line) => /^\d/.test(line))
        .map((line) => {
          const [weight, ranking] = line.split(':') as [string, string];
          const ranks = ranking.split(',').map((number) => [numbers.indexOf(number.trim())]);
          return { weight: Number(weight), ranks };
        });
      return { file, profile: rankedBallots(numbers, ballots) };
    });
}

export interface DebianCase {
  readonly file: string;
  readonly default: string;
  readonly pairwise: Figures;
  readonly droppedByMajority: readonly string[];
  readonly schulzeWinners: readonly string[];
  readonly schulzeRankingAllOptions: readonly (readonly string[])[];
  readonly profile: Profile;
}

/** `V: 2313 …`: the rank of each option, a dash for none. */
export const debianCases = (): readonly DebianCase[] =>
  (
    JSON.parse(read('debian/expected.json')) as (DebianCase & { readonly candidates: readonly string[] })[]
  ).map((one) => {
    const votes = [...read(`debian/${one.file}`).matchAll(/^V: (\S+)/gm)].map(([, marks]) => marks as string);
    const ballots = votes.map((marks) => {
      const ranks: number[][] = [];
      for (const [option, rank] of [...marks].entries())
        if (rank !== '-') (ranks[Number(rank) - 1] ??= []).push(option);
      return { weight: 1, ranks: Array.from(ranks, (rank) => rank ?? []) };
    });
    return { ...one, profile: rankedBallots(one.candidates, ballots) };
  });

export interface TidemanCase {
  readonly file: string;
  readonly condorcetWinner: string;
  readonly schulzeWinners: readonly string[];
  readonly profile: Profile;
}

/** A ballot a line: its weight, options by number from the first, 0. */
export const tidemanCases = (): readonly TidemanCase[] =>
  (JSON.parse(read('tideman/expected.json')) as TidemanCase[]).map((one) => {
    const [head, ...lines] = read(`tideman/${one.file}`).split('\n');
    const options = Number((head as string).split(' ')[0]);
    const names = Array.from({ length: options }, (_, at) => String(at + 1));
    const ballots = lines
      .slice(0, lines.indexOf('0'))
      .map((line) => line.trim().split(/ +/).map(Number))
      .map(([weight, ...numbers]) => ({
        weight: weight as number,
        ranks: numbers.slice(0, -1).map((number) => [number - 1]),
      }));
    return { ...one, profile: rankedBallots(names, ballots) };
  });

const rankedBallots = (
  names: readonly string[],
  ballots: readonly { readonly weight: number; readonly ranks: readonly Rank[] }[],
): Profile =>
  gather({
    kind: 'RANKED',
    names,
    piles: ballots.map(({ weight, ranks }) => ({ weight: BigInt(weight), marks: ranks })),
  });
