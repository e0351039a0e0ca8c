import { countElection, type Election } from '../../src/core/counting/elections/count-election.js';
import { gather, gatherGrades, type Profile, type Rank } from '../../src/core/counting/elections/profile.js';
import { electionMethodNamed } from '../../src/core/counting/elections/registry.js';
import type { Json } from '../../src/core/kernel/canonical-json.js';
import { Refusal } from '../../src/core/kernel/refusals.js';

/**
 * Ballots as one says them: `ranked('A B C', '3: A > B = C', '2: C', '1: - > B')`. A dash is a rank skipped, `?` marks
 * that cannot be told apart.
 */
export function ranked(names: string, ...lines: readonly string[]): Profile {
  const options = names.split(' ');
  return gather({
    kind: 'RANKED',
    names: options,
    piles: lines.map((line) => {
      const [weight, ranking] = line.split(':') as [string, string];
      return { weight: BigInt(weight), marks: ranksOf(ranking.trim(), options) };
    }),
  });
}

function ranksOf(ranking: string, options: readonly string[]): readonly Rank[] {
  if (ranking === '') return [];
  return ranking.split('>').map((rank): Rank => {
    const text = rank.trim();
    if (text === '?') return 'OVERVOTE';
    if (text === '-') return [];
    return text.split('=').map((name) => {
      const place = options.indexOf(name.trim());
      if (place < 0) throw new Error(`no option ${name}`);
      return place;
    });
  });
}

/** `scored('A B C', '3: 5 0 -', …)`: one score an option, a dash for none. */
export const scored = (names: string, ...lines: readonly string[]): Profile =>
  gather({
    kind: 'SCORED',
    names: names.split(' '),
    piles: lines.map((line) => {
      const [weight, scores] = line.split(':') as [string, string];
      const marks = scores
        .trim()
        .split(/ +/)
        .map((score) => (score === '-' ? null : Number(score)));
      return { weight: BigInt(weight), marks };
    }),
  });

/** `approved('A B C', '3: A B', …)`: the options approved. */
export const approved = (names: string, ...lines: readonly string[]): Profile =>
  gather({
    kind: 'APPROVED',
    names: names.split(' '),
    piles: lines.map((line) => {
      const [weight, options] = line.split(':') as [string, string];
      const marks = options
        .trim()
        .split(/ +/)
        .filter((name) => name !== '')
        .map((name) => names.split(' ').indexOf(name));
      return { weight: BigInt(weight), marks };
    }),
  });

/** `graded('bad fair good', 'A: 3 0 2', …)`: how many gave each option each grade, from the worst. */
export function graded(grades: string, ...lines: readonly string[]): Profile {
  const read = lines.map((line) => {
    const [name, numbers] = line.split(':') as [string, string];
    return { name, tally: numbers.trim().split(/ +/).map(BigInt) };
  });
  return gatherGrades(
    read.map(({ name }) => name),
    grades.split(' '),
    read.map(({ tally }) => tally),
  );
}

/** Counts by a method's id; ties stay open unless a value was drawn. */
export const elect = (
  id: string,
  profile: Profile,
  { seats = 1, options = {}, drawn = null }: { seats?: number; options?: Json; drawn?: string | null } = {},
): Election => countElection({ method: electionMethodNamed(id), profile, seats, options, drawn });

/** The refusal that something throws; it fails where nothing is refused. */
export function refusalOf(act: () => unknown): Refusal {
  try {
    act();
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
  throw new Error('nothing was refused');
}
