/**
 * phragmen-sequential@1 and pav-sequential@1: seats are filled one after the other, and a ballot that has helped to fill
 * some weighs less for the next.
 *
 * Phragmén: each seat is a load of 1 that the ballots which approve its holder share, so that they all bear as much
 * afterwards; it goes to the option for which they would bear the least, (1 + loads borne) / ballots. Phragmén 1894–1899,
 * as seq-Phragmén in Brill, Freeman, Janson and Lackner, "Phragmén's Voting Methods and Justified Representation", AAAI
 * 2017. Thiele: a ballot counts 1 / (n + 1) for an option when n of those that it approves have a seat; the greatest sum
 * has the next. Thiele, "Om Flerfoldsvalg", 1895, as seq-PAV in Lackner and Skowron, "Multi-Winner Voting with Approval
 * Preferences", 2023, 2.2.
 *
 * The sources leave open: ties, which are settled as every tie of a seat is; and seats for which no option approved is
 * left, which all others are tied for. Under quotas whoever cannot be seated beside the elected is not weighed.
 */
import {
  add,
  compareFractions,
  divide,
  fraction,
  multiply,
  ZERO,
  type Fraction,
} from '../../../kernel/fractions.js';
import { amount } from '../amounts.js';
import {
  bearAll,
  keyOf,
  moveApprovers,
  rowsByOption,
  writeRows,
  type Bearings,
  type Row,
} from '../bearings.js';
import { electionMethod, type ElectionMethod, type Result, type Sheet } from '../method.js';
import type { Ballots, Place } from '../profile.js';
import { placesOf } from '../ranking.js';
import { onceByKey } from '../once.js';
import type { Constraint } from '../quotas/constraint.js';
import { writePassedOver } from '../quotas/seat-down.js';
import { distinct, seated, writeTied, type Committee } from './committees.js';
import type { SeatRule } from './facts.js';

/** States of a count that are looked at in search of every tied committee. */
const LIMIT = 2_000;

const tiedOnce = onceByKey<readonly Committee[] | 'TOO_MANY'>();

const ONE = fraction(1n);

/** What tells the two methods apart. */
interface Weighing {
  readonly rule: SeatRule;
  /** What an option would make of the ballots that approve it. */
  value(rows: readonly Row[]): Fraction;
  /** Above zero where the first value goes before the second. */
  compare(a: Fraction, b: Fraction): number;
  /** What a ballot bears that bore something and helped to fill a seat at a value. */
  moved(bears: Fraction, value: Fraction): Fraction;
}

const LOAD: Weighing = {
  rule: 'LOAD',
  value: (rows) => {
    const borne = rows.reduce((sum, { bears, ballots }) => add(sum, multiply(bears, fraction(ballots))), ONE);
    return divide(borne, fraction(rows.reduce((sum, { ballots }) => sum + ballots, 0n)));
  },
  compare: (a, b) => compareFractions(b, a),
  moved: (_, value) => value,
};

const GAIN: Weighing = {
  rule: 'GAIN',
  value: (rows) =>
    rows.reduce((sum, { bears, ballots }) => add(sum, divide(fraction(ballots), add(bears, ONE))), ZERO),
  compare: compareFractions,
  moved: (bears) => add(bears, ONE),
};

/** A count between two seats. */
interface State {
  readonly elected: Committee;
  readonly bearings: Bearings;
}

interface Weighed {
  readonly rows: readonly (readonly Row[])[];
  readonly values: ReadonlyMap<Place, Fraction>;
  /** Those that have the next seat, several where they are tied; none where nobody approves any. */
  readonly first: readonly Place[];
}

class Count {
  constructor(
    private readonly weighing: Weighing,
    private readonly profile: Ballots<'APPROVED'>,
    private readonly seats: number,
    private readonly sheet: Sheet,
    private readonly constraint: Constraint | null,
  ) {}

  run(): Result {
    let state: State = { elected: [], bearings: bearAll(this.profile, ZERO) };
    let tied = false;
    let out: readonly Place[] = [];
    while (state.elected.length < this.seats) {
      const doomed = this.doomed(state);
      this.writePassedOver(state, doomed, out);
      out = doomed;
      const weighed = this.weigh(state);
      const { first } = weighed;
      if (first.length === 0) break;
      this.writeWeighed(state, weighed);
      if (first.length > 1 && !tied) {
        tied = true;
        this.writeCommittees(state);
      }
      const chosen =
        first.length === 1
          ? (first[0] as Place)
          : this.sheet.settle({ of: 'SEAT', among: first, state: stateKey(state) });
      this.writeFilled(state, weighed, chosen);
      state = this.fill(state, weighed, chosen);
    }
    return seated(this.profile, state.elected, this.seats, !tied, this.sheet, this.constraint);
  }

  /** Of all that have no seat, those with whom the quotas could not be met. */
  private doomed({ elected }: State): readonly Place[] {
    if (!this.constraint) return [];
    const left = placesOf(this.profile.slate.options).filter((place) => !elected.includes(place));
    return this.constraint.doomed(left, elected, []);
  }

  private writePassedOver({ elected }: State, doomed: readonly Place[], before: readonly Place[]): void {
    const passed = doomed.filter((place) => !before.includes(place));
    if (this.constraint) writePassedOver(this.constraint, passed, elected, [], this.sheet);
  }

  private weigh({ elected, bearings }: State): Weighed {
    const out = this.doomed({ elected, bearings });
    const rows = rowsByOption(this.profile, bearings, null);
    const values = new Map<Place, Fraction>();
    let first: Place[] = [];
    for (const [place, own] of rows.entries()) {
      if (own.length === 0 || elected.includes(place) || out.includes(place)) continue;
      const value = this.weighing.value(own);
      values.set(place, value);
      const order =
        first.length === 0 ? 1 : this.weighing.compare(value, values.get(first[0] as Place) as Fraction);
      if (order > 0) first = [place];
      else if (order === 0) first.push(place);
    }
    return { rows, values, first };
  }

  private fill({ elected, bearings }: State, { values }: Weighed, chosen: Place): State {
    const value = values.get(chosen) as Fraction;
    return {
      elected: [...elected, chosen],
      bearings: moveApprovers(this.profile, bearings, chosen, (bears) => this.weighing.moved(bears, value)),
    };
  }

  private name(place: Place): string {
    return this.profile.slate.options[place] as string;
  }

  private writeWeighed({ elected }: State, { rows, values }: Weighed): void {
    const options = [...values].map(([place, value]) => [
      this.name(place),
      { rows: writeRows(rows[place] as readonly Row[]), value: amount(value) },
    ]);
    this.sheet.write({
      code: 'SEAT_WEIGHED',
      data: {
        rule: this.weighing.rule,
        seat: String(elected.length + 1),
        options: Object.fromEntries(options) as never,
      },
    });
  }

  private writeFilled({ elected, bearings }: State, { values }: Weighed, chosen: Place): void {
    const isLast = elected.length + 1 === this.seats;
    const both = isLast ? [] : rowsByOption(this.profile, bearings, chosen);
    const shared = [...values.keys()]
      .filter((place) => place !== chosen && (both[place]?.length ?? 0) > 0)
      .map((place) => [this.name(place), writeRows(both[place] as readonly Row[])] as const);
    this.sheet.write({
      code: 'SEAT_FILLED',
      data: {
        rule: this.weighing.rule,
        seat: String(elected.length + 1),
        option: this.name(chosen),
        value: amount(values.get(chosen) as Fraction),
        shared: Object.fromEntries(shared),
      },
    });
  }

  /** Before the first tie is settled: every committee that it and later ones can lead to. */
  private writeCommittees(from: State): void {
    const key = `${this.weighing.rule} ${this.seats} ${this.constraint?.key ?? ''}`;
    const tied = tiedOnce(this.profile, key, () => this.committeesFrom(from));
    if (tied === 'TOO_MANY')
      this.sheet.write({ code: 'COMMITTEES_NOT_FOLLOWED', data: { limit: String(LIMIT) } });
    else writeTied(this.profile, tied, this.sheet);
  }

  /** Seat by seat, each state looked at once. */
  private committeesFrom(from: State): readonly Committee[] | 'TOO_MANY' {
    let states: ReadonlyMap<string, State> = new Map([[stateKey(from), from]]);
    const full: Committee[] = [];
    let looked = 0;
    while (states.size > 0) {
      const next = new Map<string, State>();
      for (const state of states.values()) {
        looked += 1;
        const weighed = state.elected.length < this.seats ? this.weigh(state) : null;
        if (!weighed || weighed.first.length === 0) full.push(state.elected);
        for (const chosen of weighed?.first ?? []) {
          const filled = this.fill(state, weighed as Weighed, chosen);
          next.set(stateKey(filled), filled);
        }
      }
      if (looked + next.size > LIMIT) return 'TOO_MANY';
      states = next;
    }
    return distinct(full);
  }
}

const stateKey = ({ elected, bearings }: State): string =>
  `${[...elected].sort((a, b) => a - b).join()} ${keyOf(bearings)}`;

const sequential = (
  id: string,
  weighing: Weighing,
  about: ElectionMethod['about'],
): ElectionMethod<'APPROVED', Record<never, never>> =>
  electionMethod({
    id,
    family: 'SEATS',
    counts: 'APPROVED',
    seats: 'SEVERAL',
    options: {},
    about,
    quotas: 'BY_ITSELF',
    count: (profile, seats, _options, sheet, constraint = null) =>
      new Count(weighing, profile, seats, sheet, constraint).run(),
  });

export const phragmenSequential = sequential('phragmen-sequential@1', LOAD, {
  fr: 'Phragmén : chaque siège est une charge que se partagent les bulletins qui l’approuvent, la plus légère d’abord.',
  en: 'Phragmén: each seat is a load shared by the ballots that approve it, the lightest first.',
});

export const pavSequential = sequential('pav-sequential@1', GAIN, {
  fr: 'Approbation proportionnelle, siège après siège (Thiele) : un bulletin pèse 1, puis 1/2, puis 1/3 à mesure que ses options sont élues.',
  en: 'Proportional approval, seat after seat (Thiele): a ballot weighs 1, then 1/2, then 1/3 as its options are elected.',
});
