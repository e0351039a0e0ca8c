/**
 * The rounds of RCTab (Bright Spots, config_file_documentation.txt and Tabulator, version 2.0), for one seat or several.
 *
 * Every round gives each ballot to the first option on it that continues, finds the threshold, and then either elects who
 * reaches it or eliminates who has the fewest voices. Options carry RCTab's names. Where RCTab draws a name for every tie,
 * options tied for the fewest that have together less than the next one go together, for their order changes nothing
 * (`eliminateTiedTogether`; false draws for each, as RCTab does).
 */
import {
  divide,
  fraction,
  multiply,
  subtract,
  truncate,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount, type Amounts } from '../amounts.js';
import type { Result, Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import { placesOf, type Level } from '../ranking.js';
import { holdersOf, type Holders, type Moved } from './holders.js';
import type { Rules } from './rules.js';
import { batches, isAbove, lesser, mostOf, orderByTally, quota, sum, type Tallies } from './tallies.js';

/** Counts round by round, as if those in `without` had been eliminated before the first one. */
export function tabulate(
  profile: Ballots<'RANKED'>,
  rules: Rules,
  sheet: Sheet,
  without: readonly Place[] = [],
): Result {
  return new Tabulation(profile, rules, sheet, without).run();
}

class Tabulation {
  private readonly all: readonly Place[];
  private readonly names: readonly string[];
  private readonly holders: Holders;
  private round = 0;
  private threshold: Fraction = ZERO;
  private readonly earlier: Tallies[] = [];
  private readonly won: { readonly place: Place; readonly round: number }[] = [];
  private readonly out: { readonly places: readonly Place[]; readonly round: number }[] = [];
  private readonly eliminated = new Set<Place>();
  /** What ballots left with those elected before, whose number moves no more. */
  private readonly kept = new Map<Place, Fraction>();

  constructor(
    profile: Ballots<'RANKED'>,
    private readonly rules: Rules,
    private readonly sheet: Sheet,
    without: readonly Place[],
  ) {
    this.names = profile.slate.options;
    this.all = placesOf(this.names).filter((place) => !without.includes(place));
    this.holders = holdersOf(profile, rules);
  }

  run(): Result {
    while (this.goesOn()) this.nextRound();
    return { seats: this.won.map(({ place }) => [place]), ranking: this.ranking() };
  }

  private nextRound(): void {
    this.round += 1;
    const tallies = this.distribute();
    if (this.findsThreshold()) this.findThreshold(tallies);
    this.write(tallies);
    this.earlier.push(tallies);
    const elected = this.elect(tallies);
    if (elected.length > 0) return this.seat(elected, tallies);
    if (this.hasToEliminate()) this.eliminate(tallies);
  }

  private goesOn(): boolean {
    const { mode, seats, continueUntilTwoCandidatesRemain, stopTabulationEarlyAfterRound: last } = this.rules;
    if (last !== null && this.round >= last) {
      this.sheet.write({ code: 'STOPPED_EARLY', data: { round: String(this.round) } });
      return false;
    }
    const nobodyIsLeft = this.all.every((place) => this.isElected(place) || !this.isContinuing(place));
    if (nobodyIsLeft && this.hasToEliminate()) return false;
    // One option alone has its round as well.
    if (continueUntilTwoCandidatesRemain && this.round > 0)
      return this.eliminated.size + this.won.length + 1 < this.all.length || this.eliminatedNow();
    if (mode === 'BOTTOMS_UP_SHARE') return this.won.length === 0;
    const surplusToShow = mode === 'SEVERAL_SEATS' && this.won.some(({ round }) => round === this.round);
    return this.won.length < seats || (surplusToShow && this.round > 0);
  }

  private hasToEliminate(): boolean {
    const { mode, seats, continueUntilTwoCandidatesRemain } = this.rules;
    return (
      this.won.length < seats ||
      (continueUntilTwoCandidatesRemain && this.eliminated.size < this.all.length - 2) ||
      mode === 'BOTTOMS_UP_SHARE'
    );
  }

  private readonly isContinuing = (place: Place): boolean =>
    this.all.includes(place) &&
    !this.eliminated.has(place) &&
    (!this.isElected(place) || this.rules.continueUntilTwoCandidatesRemain);

  private readonly isElected = (place: Place): boolean => this.won.some((one) => one.place === place);

  private readonly eliminatedNow = (): boolean => this.out.some(({ round }) => round === this.round);

  /** Gives each ballot to whom it names, and adds up. */
  private distribute(): Tallies {
    const full = this.rules.mode === 'SEVERAL_SEATS' && this.won.length >= this.rules.seats;
    const { surpluses } = this.holders;
    const moved = full && surpluses ? surpluses.end(this.isContinuing) : this.holders.move(this.isContinuing);
    this.writeTransfers(moved);
    return this.holders.tally(this.all.filter(this.isContinuing));
  }

  /** For several seats the first round's holds; for one, each round's, unless the options fix it. */
  private findsThreshold(): boolean {
    const { mode, doesFirstRoundDetermineThreshold, continueUntilTwoCandidatesRemain } = this.rules;
    if (this.round === 1) return true;
    if (mode === 'SEVERAL_SEATS' || (mode === 'BOTTOMS_UP' && this.rules.seats > 1)) return false;
    if (doesFirstRoundDetermineThreshold) return false;
    return !continueUntilTwoCandidatesRemain || this.won.length === 0;
  }

  private findThreshold(tallies: Tallies): void {
    const { mode, seats, hareQuota, percentage } = this.rules;
    const active = sum(tallies.values());
    const share = mode === 'BOTTOMS_UP_SHARE';
    this.threshold = share ? multiply(active, fraction(BigInt(percentage), 100n)) : quota(active, this.rules);
    this.sheet.write({
      code: 'THRESHOLD_FOUND',
      data: {
        round: String(this.round),
        active: amount(active),
        divisor: share ? `100/${percentage}` : String(hareQuota ? seats : seats + 1),
        by: share ? 'EXCEED' : hareQuota ? 'REACH' : 'MORE',
        threshold: amount(this.threshold),
      },
    });
  }

  /** Who is elected in this round; nobody while votes for undeclared options are still in. */
  private elect(tallies: Tallies): readonly Place[] {
    const { mode, seats, undeclaredWriteIns } = this.rules;
    const writeIns = this.all.find((place) => this.names[place] === undeclaredWriteIns);
    if (writeIns !== undefined && isAbove(tallies.get(writeIns) ?? ZERO, ZERO)) return [];
    const candidates = [...tallies.keys()];
    if (mode === 'BOTTOMS_UP_SHARE')
      return this.elected(
        candidates.every((place) => isAbove(tallies.get(place) as Fraction, this.threshold))
          ? candidates
          : [],
        'REACHED',
      );
    const left = seats - this.won.length;
    if (left <= 0) return [];
    if (candidates.length <= left) return this.elected(candidates, 'LEFT');
    return this.electReaching(tallies, candidates, left, writeIns);
  }

  private electReaching(
    tallies: Tallies,
    candidates: readonly Place[],
    left: number,
    writeIns: Place | undefined,
  ): readonly Place[] {
    const { mode, seats, doesFirstRoundDetermineThreshold, onlyOneWinnerPerRound } = this.rules;
    const most = mostOf(tallies, candidates);
    const lastChance = doesFirstRoundDetermineThreshold && candidates.length - 1 === seats;
    // Nobody reaches a quota without a voice, also where it is a share of none.
    const reaches = (votes: Fraction): boolean => isAbove(votes, ZERO) && !isAbove(this.threshold, votes);
    const reaching =
      mode === 'BOTTOMS_UP'
        ? []
        : candidates.filter((place) => place !== writeIns && reaches(tallies.get(place) as Fraction));
    const chosen = lastChance ? most : reaching;
    const oneOnly = chosen.length > 1 && (onlyOneWinnerPerRound || doesFirstRoundDetermineThreshold);
    const twoLeft = seats === 1 && chosen.length === 0 && candidates.length === 2 && left === 1;
    const why = lastChance || chosen.length === 0 ? 'MOST' : 'REACHED';
    if (oneOnly || twoLeft) return this.elected([this.oneOf('SEAT', most)], why);
    return this.elected(chosen, why);
  }

  private elected(places: readonly Place[], why: 'REACHED' | 'LEFT' | 'MOST'): readonly Place[] {
    if (places.length > 0)
      this.sheet.write({
        code: 'ELECTED_IN_ROUND',
        data: { round: String(this.round), options: this.namesOf(places), why },
      });
    return places;
  }

  /** Those elected, the most voices first; in a count for several seats their surplus is set free. */
  private seat(elected: readonly Place[], tallies: Tallies): void {
    for (const level of orderByTally(elected, tallies))
      for (const place of level) this.won.push({ place, round: this.round });
    const { surpluses } = this.holders;
    if (this.rules.mode !== 'SEVERAL_SEATS' || !surpluses) return;
    const decimals = this.rules.decimalPlacesForVoteArithmetic;
    for (const place of elected) {
      const votes = tallies.get(place) as Fraction;
      const surplus = isAbove(votes, this.threshold) ? subtract(votes, this.threshold) : ZERO;
      const share = isAbove(surplus, ZERO) ? truncate(divide(surplus, votes), decimals) : ZERO;
      const kept = surpluses.free(place, share, decimals);
      this.kept.set(place, isAbove(kept, this.threshold) ? this.threshold : kept);
      this.sheet.write({
        code: 'SURPLUS',
        data: {
          round: String(this.round),
          option: this.names[place] as string,
          surplus: amount(surplus),
          share: amount(share),
          lost: amount(isAbove(kept, this.threshold) ? subtract(kept, this.threshold) : ZERO),
        },
      });
    }
  }

  private eliminate(tallies: Tallies): void {
    const { undeclaredWriteIns, minimumVoteThreshold, cutoffElimination, batchElimination } = this.rules;
    const candidates = [...tallies.keys()];
    const votes = (place: Place): Fraction => tallies.get(place) as Fraction;
    const writeIn = candidates.filter(
      (place) => this.names[place] === undeclaredWriteIns && isAbove(votes(place), ZERO),
    );
    if (writeIn.length > 0) return this.goOut(writeIn, tallies, 'WRITE_IN');
    const least = fraction(BigInt(minimumVoteThreshold));
    const below = candidates.filter(
      (place) =>
        (this.round === 1 && isAbove(least, votes(place))) ||
        (cutoffElimination && isAbove(this.threshold, votes(place))),
    );
    if (below.length > 0 && below.length < candidates.length) return this.goOut(below, tallies, 'BELOW');
    const batch = batchElimination ? this.batchOf(tallies) : [];
    if (batch.length > 1) return this.goOut(batch, tallies, 'BATCH');
    const last = orderByTally(candidates, tallies).at(-1) as Level;
    if (last.length > 1 && this.orderOfTheseDoesNotMatter(last, tallies))
      return this.goOut(last, tallies, 'TIED_BATCH');
    return this.goOut([this.oneOf('ELIMINATION', last)], tallies, 'FEWEST');
  }

  private goOut(
    places: readonly Place[],
    tallies: Tallies,
    why: 'FEWEST' | 'BATCH' | 'TIED_BATCH' | 'WRITE_IN' | 'BELOW',
  ): void {
    const rest = [...tallies.keys()].filter((place) => !places.includes(place));
    const next = rest.map((place) => tallies.get(place) as Fraction).reduce<Fraction | null>(lesser, null);
    this.out.push({ places, round: this.round });
    for (const place of places) this.eliminated.add(place);
    this.sheet.write({
      code: 'ELIMINATED_IN_ROUND',
      data: {
        round: String(this.round),
        options: this.namesOf(places),
        why,
        together: amount(sum(places.map((place) => tallies.get(place) as Fraction))),
        next: next && amount(next),
      },
    });
  }

  /** The largest group that cannot be elected, and leaves enough for the seats, or the two last ones to be shown. */
  private batchOf(tallies: Tallies): readonly Place[] {
    const { seats, continueUntilTwoCandidatesRemain } = this.rules;
    const toLeave = Math.max(seats - this.won.length, continueUntilTwoCandidatesRemain ? 2 : 0);
    return batches(tallies).findLast((batch) => tallies.size - batch.length >= toLeave) ?? [];
  }

  /**
   * Whether all of those tied for the fewest go before anybody else whichever goes first, and leave the same behind. Not
   * where a ballot may end on marks whose meaning depends on who is still in.
   */
  private orderOfTheseDoesNotMatter(tied: Level, tallies: Tallies): boolean {
    const { eliminateTiedTogether, overvoteRule, seats, mode, continueUntilTwoCandidatesRemain } = this.rules;
    if (
      !eliminateTiedTogether ||
      overvoteRule === 'exhaustIfMultipleContinuing' ||
      mode === 'BOTTOMS_UP_SHARE'
    )
      return false;
    const rest = [...tallies.keys()].filter((place) => !tied.includes(place));
    if (rest.length < (continueUntilTwoCandidatesRemain ? 2 : seats - this.won.length)) return false;
    const together = sum(tied.map((place) => tallies.get(place) as Fraction));
    return rest.length > 0 && rest.every((place) => isAbove(tallies.get(place) as Fraction, together));
  }

  /** One of those tied: by earlier rounds where the options say so, else by whatever settles ties. */
  private oneOf(of: 'SEAT' | 'ELIMINATION', tied: readonly Place[]): Place {
    let left = tied;
    const rounds = this.rules.previousRoundCounts ? [...this.earlier.slice(0, -1).keys()].reverse() : [];
    for (const at of rounds) {
      if (left.length === 1) break;
      const tallies = this.earlier[at] as Tallies;
      const levels = orderByTally(left, tallies);
      if (levels.length === 1) continue;
      const next = (of === 'SEAT' ? levels[0] : levels.at(-1)) as Level;
      this.sheet.write({
        code: 'LOOKED_BACK',
        data: {
          round: String(this.round),
          among: this.namesOf(left),
          earlier: String(at + 1),
          tallies: this.amountsOf(left, tallies),
          left: this.namesOf(next),
        },
      });
      left = next;
    }
    return left.length === 1 ? (left[0] as Place) : this.sheet.settle({ of, among: left });
  }

  private write(tallies: Tallies): void {
    const shown = new Map([...tallies, ...this.kept]);
    this.sheet.write({
      code: 'ROUND',
      data: {
        round: String(this.round),
        tallies: this.amountsOf(
          this.all.filter((place) => shown.has(place)),
          shown,
        ),
        inactive: this.holders.inactive(),
        threshold: amount(this.threshold),
      },
    });
  }

  private writeTransfers(moved: readonly Moved[]): void {
    for (const { from, to, inactive } of moved) {
      if (to.size === 0 && Object.keys(inactive).length === 0) continue;
      this.sheet.write({
        code: 'TRANSFERRED',
        data: {
          round: String(this.round),
          from: this.names[from] as string,
          to: this.amountsOf(
            [...to.keys()].sort((a, b) => a - b),
            to,
          ),
          inactive,
        },
      });
    }
  }

  /** Those elected in the order of their seats, those still in by their voices, those who went the last first. */
  private ranking(): readonly Level[] {
    const last = this.earlier.at(-1) ?? new Map<Place, Fraction>();
    const gone = this.eliminated;
    const standing = this.all.filter((place) => !this.isElected(place) && !gone.has(place));
    return [
      ...this.won.map(({ place }) => [place]),
      ...orderByTally(standing, last),
      ...this.out
        .map(({ places }) => places.filter((place) => !this.isElected(place)).sort((a, b) => a - b))
        .toReversed(),
    ];
  }

  private namesOf(places: readonly Place[]): readonly string[] {
    return [...places].sort((a, b) => a - b).map((place) => this.names[place] as string);
  }

  private amountsOf(places: readonly Place[], tallies: Tallies): Amounts {
    return Object.fromEntries(
      places.map((place) => [this.names[place] as string, amount(tallies.get(place) ?? ZERO)]),
    );
  }
}
