import { refuse } from '../../kernel/refusals.js';
import { votersAmong } from './fast/packed.js';
import {
  gather,
  gatherGrades,
  type Ballots,
  type Marks,
  type Place,
  type Profile,
  type ProfileKind,
  votersOf,
} from './profile.js';
import { levelsOf, orderBy, placesOf } from './ranking.js';

const MOST_GRADES = 1_000;

type Conversions = {
  readonly [From in ProfileKind]?: { readonly [To in ProfileKind]?: (profile: never) => Profile };
};

type Given<K extends ProfileKind> = Extract<Profile, { readonly kind: K }>;

/**
 * Ballots of one kind read as another, where that adds nothing: scores order options, and approve those above zero;
 * whatever is ranked is approved; a score is a grade, no score is no judgment. No ranking becomes scores.
 */
const CONVERSIONS: Conversions = {
  RANKED: {
    APPROVED: (profile: Given<'RANKED'>) => rewritten(profile, 'APPROVED', (ranks) => levelsOf(ranks).flat()),
  },
  SCORED: {
    RANKED: (profile: Given<'SCORED'>) => rewritten(profile, 'RANKED', rankedByScore),
    APPROVED: (profile: Given<'SCORED'>) =>
      rewritten(profile, 'APPROVED', (scores) =>
        placesOf(scores).filter((place) => (scores[place] ?? 0) > 0),
      ),
    GRADED: graded,
  },
  APPROVED: {
    RANKED: (profile: Given<'APPROVED'>) => rewritten(profile, 'RANKED', (approved) => [approved]),
    SCORED: (profile: Given<'APPROVED'>) =>
      rewritten(profile, 'SCORED', (approved) =>
        profile.slate.options.map((_, place) => (approved.includes(place) ? 1 : 0)),
      ),
  },
};

/** Reads a profile as another kind; BALLOTS_OF_ANOTHER_KIND is thrown where that cannot be. */
export function convert(profile: Profile, kind: ProfileKind): Profile {
  if (profile.kind === kind) return profile;
  const read = CONVERSIONS[profile.kind]?.[kind] as ((profile: Profile) => Profile) | undefined;
  if (!read) throw refuse('BALLOTS_OF_ANOTHER_KIND', { given: profile.kind, counted: kind });
  return read(profile);
}

type Voted = Exclude<ProfileKind, 'GRADED'>;

function rewritten<From extends Voted, To extends Voted>(
  profile: Given<From>,
  kind: To,
  read: (marks: Marks[From]) => Marks[To],
): Profile {
  const { slate, piles, blank } = profile as unknown as Ballots<From>;
  const again = gather<To>({
    kind,
    names: slate.options,
    piles: piles.map(({ marks, weight }) => ({ marks: read(marks), weight })),
  });
  return { ...again, slate, blank: again.blank + blank } as unknown as Profile;
}

const rankedByScore = (scores: Marks['SCORED']): Marks['RANKED'] =>
  orderBy(
    placesOf(scores).filter((place) => scores[place] !== null),
    (place) => BigInt(scores[place] as number),
  );

/** Grades are the whole numbers from the least score, zero at most, to the greatest. */
function graded({ slate, piles, blank }: Given<'SCORED'>): Profile {
  const scores = piles.flatMap(({ marks }) => marks.filter((score) => score !== null));
  const least = scores.reduce((a, b) => Math.min(a, b), 0);
  const number = scores.reduce((a, b) => Math.max(a, b), 0) - least + 1;
  if (number > MOST_GRADES) throw refuse('ELECTION_INVALID', { reason: 'TOO_MANY_GRADES' });
  const grades = Array.from({ length: number }, (_, grade) => String(least + grade));
  const tallies = slate.options.map(() => grades.map(() => 0n));
  for (const { marks, weight } of piles)
    for (const [place, score] of marks.entries()) {
      if (score === null) continue;
      const tally = tallies[place as Place] as bigint[];
      tally[score - least] = (tally[score - least] as bigint) + weight;
    }
  return { ...gatherGrades(slate.options, grades, tallies, { voters: votersOf(piles), blank }), slate };
}

/** How many marked something. */
export const votersOfProfile = (profile: Profile): bigint =>
  profile.kind === 'GRADED' ? profile.voters : votersAmong(profile);
