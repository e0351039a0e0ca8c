/**
 * Whether quotas can still be met, exactly. Options that are in the same groups, as far as the quotas look, are of one
 * kind: what matters is how many of each kind have a seat. Kinds are gone through one after the other with all the
 * numbers to which they can lead, a group being forgotten once its last kind was (a frontier, as in dynamic programming
 * over paths of small width): groups may overlap, for which the question is NP-hard in general (Bredereck, Faliszewski,
 * Igarashi, Lackner and Skowron, "Multiwinner Elections with Diversity Constraints", AAAI 2018, theorem 5), so that quotas
 * that lead to more than 5,000 numbers are refused by name before anything is counted.
 */
import { refuse } from '../../../kernel/refusals.js';
import type { Place, Slate } from '../profile.js';
import { placesOf } from '../ranking.js';
import { boundsOf, type Quotas } from './read-quotas.js';
import type { Bound, BoundNamed, HeldByQuotas } from './facts.js';

const MOST_STATES = 5_000;

interface Kind {
  readonly places: readonly Place[];
  /** The bounds that look at it, by their place in the list. */
  readonly bounds: readonly number[];
}

/** How many of each kind have a seat, and how many could get one. */
type Numbers = readonly { readonly seated: number; readonly free: number }[];

/** What the winners must be together, and who is still in for it. */
export class Constraint {
  /** All that it depends on, beside the slate. */
  readonly key: string;
  private readonly kinds: readonly Kind[];
  private readonly kindOf: readonly number[];
  private readonly lastOf: readonly number[];
  private readonly known = new Map<string, boolean>();

  /** Throws QUOTAS_CANNOT_BE_MET with what cannot be, and ELECTION_INVALID for quotas that are too many to look through. */
  constructor(
    private readonly slate: Slate,
    readonly seats: number,
    readonly bounds: readonly Bound[],
  ) {
    this.key = JSON.stringify([seats, bounds]);
    this.kinds = kindsOf(slate, bounds);
    this.kindOf = placesOf(slate.options).map((place) =>
      this.kinds.findIndex(({ places }) => places.includes(place)),
    );
    this.lastOf = bounds.map((_, bound) => this.kinds.findLastIndex((kind) => kind.bounds.includes(bound)));
    const numbers = this.numbersOf([], []);
    if (this.search(numbers, () => true, MOST_STATES)) return;
    throw refuse('QUOTAS_CANNOT_BE_MET', {
      seats: String(seats),
      bounds: this.reasons(numbers).map(boundInSigns).join(', '),
    });
  }

  /** Whether seats can be filled so that the quotas are met, with those seated and without those out. */
  canBeMet(seated: readonly Place[], out: readonly Place[]): boolean {
    const numbers = this.numbersOf(seated, out);
    const key = JSON.stringify(numbers.map(({ seated: has, free }) => [has, free]));
    const known = this.known.get(key) ?? this.search(numbers, () => true, Infinity);
    this.known.set(key, known);
    return known;
  }

  /** Whether these, who have all the seats, meet the quotas. */
  isMetBy(members: readonly Place[]): boolean {
    return this.canBeMet(
      members,
      placesOf(this.slate.options).filter((place) => !members.includes(place)),
    );
  }

  /** Of some, those who cannot get a seat any more: doomed, in Hill’s words ("STV with constraints", Voting matters 9, 1998). */
  doomed(among: readonly Place[], seated: readonly Place[], out: readonly Place[]): readonly Place[] {
    return among.filter((place) => !this.canBeMet([...seated, place], out));
  }

  /** Those held, each with the bounds that hold them. */
  why(
    places: readonly Place[],
    withEach: (place: Place) => readonly [seated: readonly Place[], out: readonly Place[]],
  ): readonly HeldByQuotas[] {
    return places.map((place) => ({
      option: this.slate.options[place] as string,
      bounds: this.reasons(this.numbersOf(...withEach(place))),
    }));
  }

  private numbersOf(seated: readonly Place[], out: readonly Place[]): Numbers {
    const numbers = this.kinds.map(({ places }) => ({ seated: 0, free: places.length }));
    for (const place of seated) {
      const number = numbers[this.kindOf[place] as number] as { seated: number; free: number };
      number.seated += 1;
      number.free -= 1;
    }
    for (const place of out) (numbers[this.kindOf[place] as number] as { free: number }).free -= 1;
    return numbers;
  }

  /**
   * Bounds that cannot be met together, none of which can be spared: each is left out in turn, and stays out where the
   * rest still cannot (Chinneck and Dravnieks, "Locating minimal infeasible constraint sets", 1991).
   */
  private reasons(numbers: Numbers): readonly BoundNamed[] {
    const kept = new Set(this.bounds.keys());
    for (const bound of this.bounds.keys()) {
      kept.delete(bound);
      if (this.isBroken(numbers, kept)) continue;
      kept.add(bound);
    }
    return [...kept].map((bound) => {
      const { group, of, number } = this.bounds[bound] as Bound;
      return { group, of, number };
    });
  }

  /** Where that takes too long to say, the bound that was left out is kept among the reasons. */
  private isBroken(numbers: Numbers, kept: ReadonlySet<number>): boolean {
    try {
      return !this.search(numbers, (bound) => kept.has(bound), MOST_STATES);
    } catch {
      return false;
    }
  }

  private search(numbers: Numbers, counts: (bound: number) => boolean, most: number): boolean {
    let states: ReadonlyMap<string, readonly number[]> = new Map([['', [0, ...this.bounds.map(() => 0)]]]);
    let looked = 0;
    for (const [at, kind] of this.kinds.entries()) {
      const { seated, free } = numbers[at] as Numbers[number];
      const looking = kind.bounds.filter(counts);
      const next = new Map<string, readonly number[]>();
      for (const state of states.values())
        for (let number = seated; number <= seated + free; number += 1) {
          const after = this.after(state, number, looking, at);
          if (after === 'TOO_MANY') break;
          if (after !== 'TOO_FEW') next.set(after.join(), after);
        }
      looked += next.size;
      if (looked > most) throw refuse('ELECTION_INVALID', { reason: 'TOO_MANY_WAYS_OF_QUOTAS' });
      states = next;
    }
    return [...states.values()].some(([filled]) => filled === this.seats);
  }

  private after(
    state: readonly number[],
    number: number,
    looking: readonly number[],
    at: number,
  ): readonly number[] | 'TOO_MANY' | 'TOO_FEW' {
    const after = [...state];
    after[0] = (after[0] as number) + number;
    if (after[0] > this.seats) return 'TOO_MANY';
    let isShort = false;
    for (const bound of looking) {
      const { of, number: text } = this.bounds[bound] as Bound;
      const asked = Number(text);
      const has = (after[bound + 1] as number) + number;
      if (of === 'MOST' && has > asked) return 'TOO_MANY';
      const isLast = this.lastOf[bound] === at;
      isShort ||= isLast && of === 'LEAST' && has < asked;
      after[bound + 1] = isLast ? 0 : of === 'LEAST' ? Math.min(has, asked) : has;
    }
    return isShort ? 'TOO_FEW' : after;
  }
}

/** Throws what a count would refuse of quotas among these names, whatever their ballots. */
export function mayBeMet(asked: Quotas, names: readonly string[], seats: number): void {
  const slate = { options: [...names].sort(), withdrawn: [] };
  new Constraint(slate, Math.min(seats, names.length), boundsOf(asked, slate, seats));
}

/** Kinds whose groups have few of them first, so that groups are forgotten early. */
function kindsOf({ options }: Slate, bounds: readonly Bound[]): readonly Kind[] {
  const kinds = new Map<string, { places: Place[]; bounds: number[] }>();
  const members = bounds.map((bound) => new Set(bound.options));
  for (const [place, name] of options.entries()) {
    const own = [...bounds.keys()].filter((bound) => members[bound]?.has(name));
    const key = own.join();
    const kind = kinds.get(key);
    if (kind) kind.places.push(place);
    else kinds.set(key, { places: [place], bounds: own });
  }
  const list = [...kinds.values()];
  const widths = bounds.map((_, bound) => list.filter((kind) => kind.bounds.includes(bound)).length);
  const orderOf = (kind: Kind): readonly number[] =>
    [...kind.bounds].sort((a, b) => (widths[a] as number) - (widths[b] as number) || a - b);
  const narrowest = (kind: Kind): number => orderOf(kind)[0] ?? bounds.length;
  return list.sort(
    (a, b) =>
      (widths[narrowest(a)] ?? Infinity) - (widths[narrowest(b)] ?? Infinity) ||
      narrowest(a) - narrowest(b) ||
      (a.bounds.join() < b.bounds.join() ? -1 : 1),
  );
}

/** The same in every language. */
const boundInSigns = ({ group, of, number }: BoundNamed): string =>
  `${group} ${of === 'LEAST' ? '≥' : '≤'} ${number}`;
