import type { Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import { orderBy, type Level } from '../ranking.js';

/** Among whom options tied in points are compared two by two: all of them, or only where there are two. */
export type HeadToHead = 'FEWEST_LOSSES' | 'TWO_ONLY';

/** Two options, and how many ballots score either higher. */
export interface Duel {
  readonly of: readonly [Place, Place];
  readonly higher: readonly [bigint, bigint];
  readonly same: bigint;
}

/**
 * What two options come to, kept by profile: the ways of a tie are counts of the same ballots, up to a thousand of them.
 */
const DUELS = new WeakMap<Ballots<'SCORED'>, Map<string, Duel>>();

/** Settles who goes to the runoff of those with as many points. */
export class TiedScores {
  constructor(
    private readonly profile: Ballots<'SCORED'>,
    /** Ballots that give each option the best score. */
    readonly best: readonly bigint[],
    private readonly rules: {
      readonly maxScore: number;
      readonly headToHead: HeadToHead;
      readonly fiveStar: boolean;
    },
    private readonly sheet: Sheet,
  ) {}

  say(among: Level, points: bigint, places: number): void {
    this.sheet.write({
      code: 'SCORE_TIE',
      data: { among: among.map(this.name), points: String(points), places: String(places) },
    });
  }

  /** One or more of those tied, no more than there are places for. */
  some(tied: Level, places: number): Level {
    let among = tied;
    for (;;) {
      const fewer = this.fewer(among);
      if (fewer.length <= places) return fewer;
      if (fewer.length === among.length) return [this.sheet.settle({ of: 'RUNOFF', among })];
      among = fewer;
    }
  }

  duel(a: Place, b: Place): Duel {
    const known = DUELS.get(this.profile) ?? new Map<string, Duel>();
    DUELS.set(this.profile, known);
    const duel = known.get(`${a} ${b}`) ?? this.compare(a, b);
    known.set(`${a} ${b}`, duel);
    return duel;
  }

  private compare(a: Place, b: Place): Duel {
    let [first, second, same] = [0n, 0n, 0n];
    for (const { marks, weight } of this.profile.piles) {
      const [x, y] = [marks[a] ?? 0, marks[b] ?? 0];
      if (x > y) first += weight;
      else if (x < y) second += weight;
      else same += weight;
    }
    return { of: [a, b], higher: [first, second], same };
  }

  winnerOf({ of: [a, b], higher: [x, y] }: Duel): Place | null {
    if (x === y) return null;
    return x > y ? a : b;
  }

  inNames({ of: [a, b], higher: [x, y], same }: Duel) {
    return {
      of: [this.name(a), this.name(b)] as const,
      higher: [String(x), String(y)] as const,
      same: String(same),
    };
  }

  readonly name = (place: Place): string => this.profile.slate.options[place] as string;

  /** Those left after one rule that parts them; all of them where none does. */
  private fewer(among: Level): Level {
    const isCompared = this.rules.headToHead === 'FEWEST_LOSSES' || among.length === 2;
    const left = isCompared ? this.withoutMostLosses(among) : among;
    if (left.length < among.length || !this.rules.fiveStar) return left;
    return this.withMostBest(among);
  }

  private withoutMostLosses(among: Level): Level {
    const duels = among.flatMap((a, at) => among.slice(at + 1).map((b) => this.duel(a, b)));
    const lossesOf = (place: Place): number =>
      duels.filter((duel) => duel.of.includes(place) && (this.winnerOf(duel) ?? place) !== place).length;
    const losses = new Map(among.map((place) => [place, lossesOf(place)]));
    const [most] = orderBy(among, (place) => BigInt(losses.get(place) as number)) as [Level];
    const out = most.length === among.length ? [] : most;
    this.sheet.write({
      code: 'HEAD_TO_HEAD',
      data: {
        duels: duels.map((duel) => this.inNames(duel)),
        losses: Object.fromEntries([...losses].map(([place, number]) => [this.name(place), String(number)])),
        out: out.map(this.name),
      },
    });
    return among.filter((place) => !out.includes(place));
  }

  private withMostBest(among: Level): Level {
    const [left] = orderBy(among, (place) => this.best[place] as bigint) as [Level];
    this.sheet.write({
      code: 'BEST_SCORES',
      data: {
        score: String(this.rules.maxScore),
        ballots: Object.fromEntries(among.map((place) => [this.name(place), String(this.best[place])])),
        left: left.map(this.name),
      },
    });
    return left;
  }
}
