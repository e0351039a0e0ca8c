/**
 * schulze/wv@1 and schulze/margins@1: an option wins where no other has a stronger path to it than it has back.
 *
 * Schulze, "The Schulze Method of Voting", arXiv 1804.02973 (sections 2.1 to 2.3). A path goes from win to win and is as
 * strong as its weakest win. One option stands above another where its strongest path there is stronger than the
 * strongest one back; this relation is transitive, so that some option has none above it. All those win that have none
 * above them. Winning votes: a win is stronger by more votes for the winner, then by fewer against, as the paper compares
 * two links (and the constitution of Debian, A.6); margins: by a greater difference.
 *
 * The paper also lets equalities and losses be links. They change nothing: each is weaker than any win, of two options
 * at least one has a path to the other unless they are equal, and where they are equal and no wins lead either way both
 * have the same path. Paths of wins alone are what a member can follow.
 */
import { electionMethod, seatsFrom, type Result, type Sheet } from '../method.js';
import type { OptionsOf } from '../options.js';
import type { Ballots, Place, Slate } from '../profile.js';
import { placesOf } from '../ranking.js';
import type { Measure, Path } from './facts.js';
import { orderBelow, topOf, type Above } from './order.js';
import { byName, compareAll, duelOf, winsByStrength, type Win } from './pairwise.js';
import { pathsFrom, pathsOf, type Paths } from './paths.js';
import { admitted, STATUS_QUO_OPTIONS } from './status-quo.js';

type Count = (
  profile: Ballots<'RANKED'>,
  seats: number,
  options: OptionsOf<typeof STATUS_QUO_OPTIONS>,
  sheet: Sheet,
) => Result;

const countBy =
  (measure: Measure): Count =>
  (profile, seats, options, sheet) => {
    const { slate } = profile;
    const matrix = compareAll(profile, sheet);
    const places = admitted(matrix, options, sheet);
    const paths = pathsOf(winsByStrength(matrix, measure, places), slate.options.length);
    const above: Above = (first, second) => paths.strongest(first, second) > paths.strongest(second, first);
    const winners = topOf(places, above);
    writePaths(slate, measure, paths, { places, above, winners }, sheet);
    const ranking = orderBelow(winners, places, above);

    const dropped = placesOf(slate.options).filter((place) => !places.includes(place));
    return {
      seats: seatsFrom(ranking, seats),
      ranking: dropped.length === 0 ? ranking : [...ranking, dropped],
    };
  };

interface Found {
  readonly places: readonly Place[];
  readonly winners: readonly Place[];
  readonly above: Above;
}

function writePaths(
  slate: Slate,
  measure: Measure,
  paths: Paths,
  { places, winners, above }: Found,
  sheet: Sheet,
): void {
  const named = new Map(places.map((from) => [from, pathsFrom(paths, from, places)]));
  const pathIn = (from: Place, to: Place): Path | null => {
    const path = named.get(from)?.get(to);
    return path ? { through: namesOf(slate, path), weakest: weakestOf(slate, paths, path) } : null;
  };
  sheet.write({
    code: 'STRONGEST_PATHS',
    data: { measure, paths: byName(slate, (from) => byName(slate, (to) => pathIn(from, to))) },
  });
  const beaten = winners.flatMap((by) =>
    places
      .filter((place) => above(by, place))
      .map((place) => ({
        option: slate.options[place] as string,
        by: slate.options[by] as string,
        path: pathIn(by, place) as Path,
        back: pathIn(place, by),
      })),
  );
  sheet.write({ code: 'PATHS_DECIDE', data: { winners: namesOf(slate, winners), beaten } });
}

/** The first of the weakest wins on a path. */
function weakestOf(slate: Slate, { link, win }: Paths, path: readonly Place[]) {
  const steps = path.slice(1).map((to, at) => [path[at] as Place, to] as const);
  const [from, to] = steps.reduce((a, b) => (link(...b) < link(...a) ? b : a));
  return duelOf(slate, win(from, to) as Win);
}

const namesOf = ({ options }: Slate, places: readonly Place[]): readonly string[] =>
  places.map((place) => options[place] as string);

export const schulzeByWinningVotes = electionMethod({
  id: 'schulze/wv@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: STATUS_QUO_OPTIONS,
  about: {
    fr: 'Schulze : l’option vers laquelle ne mène aucun chemin de duels plus fort que le sien en retour, selon les voix du vainqueur.',
    en: 'Schulze: the option to which no path of wins is stronger than its own back, by the votes of the winning side.',
  },
  count: countBy('WINNING_VOTES'),
});

export const schulzeByMargins = electionMethod({
  id: 'schulze/margins@1',
  family: 'MATRIX',
  counts: 'RANKED',
  seats: 'ONE',
  options: STATUS_QUO_OPTIONS,
  about: {
    fr: 'Schulze : l’option vers laquelle ne mène aucun chemin de duels plus fort que le sien en retour, selon l’écart des voix.',
    en: 'Schulze: the option to which no path of wins is stronger than its own back, by the difference of votes.',
  },
  count: countBy('MARGINS'),
});
