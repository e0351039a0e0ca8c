import type { Json } from '../../kernel/canonical-json.js';
import { refuse } from '../../kernel/refusals.js';
import { convert, votersOfProfile } from './convert.js';
import type { Carried, CountOnce, TieMet } from './carried.js';
import { packedOf } from './fast/packed.js';
import { packWhereMany } from './fast/choose.js';
import { followTies } from './follow-ties.js';
import { orderByLot } from './lot.js';
import type { ElectionMethod, Result, Tie } from './method.js';
import { readOptions } from './options.js';
import { inNames, type Place, type Profile, type Slate } from './profile.js';
import type { Level } from './ranking.js';
import { atOnce, type Slices } from './slices.js';
import { Constraint } from './quotas/constraint.js';
import { boundsOf, takeQuotas, type Quotas } from './quotas/read-quotas.js';
import { seatDown } from './quotas/seat-down.js';
import type { ElectionStep } from './steps.js';

/** What is to be counted. */
export interface ElectionRequest {
  readonly method: ElectionMethod;
  readonly profile: Profile;
  readonly seats: number;
  /** The options of the method that are not left as they are; `quotas` and `groups` where the winners must meet some. */
  readonly options: Json;
  /** The value that was drawn, where ties go by lot; null leaves them open. */
  readonly drawn: string | null;
}

/**
 * ELECTED: each seat has its option. TIED: some seat has several, which nothing has broken. SEATS_LEFT: the rule filled
 * fewer than were asked, NO_WINNER: none. NO_BALLOTS: nobody marked anything.
 */
export type ElectionStatus = 'ELECTED' | 'TIED' | 'SEATS_LEFT' | 'NO_WINNER' | 'NO_BALLOTS';

/** A count with everything needed to check it by hand: options by name, ballots as decimal strings. */
export interface Election {
  readonly method: string;
  readonly options: { readonly [name: string]: Json };
  readonly seats: number;
  readonly inputs: {
    readonly options: readonly string[];
    readonly withdrawn: readonly string[];
    readonly voters: string;
    readonly blank: string;
  };
  /** The value that was drawn for ties; null where none was, or none was needed. */
  readonly drawn: string | null;
  readonly status: ElectionStatus;
  /** One set a seat; several names in one are tied for it. */
  readonly winners: readonly (readonly string[])[];
  /** The winners before any lot. */
  readonly winnersBeforeLot: readonly (readonly string[])[];
  /** All options, best first, as far as the method orders them. */
  readonly ranking: readonly (readonly string[])[];
  /** What the rule did not settle, and whom the lot chose; null where nothing did. */
  readonly ties: readonly TieMet[];
  readonly steps: readonly ElectionStep[];
}

/**
 * Counts an election. The same bytes come out for any order of options and ballots. Throws SEATS_INVALID for no seat, or
 * for several where the method fills one; METHOD_OPTION_INVALID, for a draw without a value too; BALLOTS_OF_ANOTHER_KIND;
 * QUOTAS_CANNOT_BE_MET.
 */
export const countElection = (request: ElectionRequest): Election => atOnce(countInSlices(request));

/** The same, for whoever has something else to do meanwhile: a slice is one count, of which ties may ask for thousands. */
export function* countInSlices(request: ElectionRequest): Slices<Election> {
  const { method, seats, drawn } = request;
  const { read, slate, values, count } = prepare(request);
  const open = yield* followTies(count, slate, seats, pilesIn(read));
  const settled = drawn === null || open.ties.length === 0 ? open : yield* settleByLot(count, slate, drawn);

  const voters = votersOfProfile(read);
  return {
    method: method.id,
    options: values as { readonly [name: string]: Json },
    seats,
    inputs: {
      options: slate.options,
      withdrawn: slate.withdrawn,
      voters: String(voters),
      blank: String(read.blank),
    },
    drawn: settled === open ? null : drawn,
    status: statusOf(settled.result, seats, method.family === 'LOT' || voters > 0n),
    winners: inNames(slate, settled.result.seats),
    winnersBeforeLot: inNames(slate, open.result.seats),
    // Where nothing is bought, or all is, or there are no options at all, a place has nobody in it.
    ranking: inNames(slate, settled.result.ranking).filter((level) => level.length > 0),
    ties: settled.ties,
    steps: settled.steps,
  };
}

/** Counts once, as the first of those tied would have it, for the refusals alone: what may be asked is known before any vote. */
export function mayBeCounted(request: ElectionRequest): void {
  atOnce(prepare(request).count(({ among }) => among[0] as Place));
}

interface Prepared {
  readonly read: Profile;
  readonly slate: Slate;
  readonly values: object;
  readonly count: CountOnce;
}

function prepare({ method, profile, seats, options, drawn }: ElectionRequest): Prepared {
  if (!Number.isSafeInteger(seats) || seats < 1) throw refuse('SEATS_INVALID', { seats: String(seats) });
  if (method.seats === 'ONE' && seats > 1) throw refuse('SEATS_INVALID', { seats: String(seats) });
  if (method.draws && drawn === null)
    throw refuse('METHOD_OPTION_INVALID', { option: 'drawn', reason: 'NOTHING_DRAWN' });
  const read = packWhereMany(convert(profile, method.counts));
  const { slate } = read;
  const { own, asked } = takeQuotas(options);
  const constraint = asked && constrain(method, asked, slate, seats);
  const values = { ...readOptions(method.options, own), ...asked };
  const readAs: ElectionStep[] =
    read.kind === profile.kind ? [] : [{ code: 'READ_AS', data: { from: profile.kind, as: read.kind } }];

  const count: CountOnce = function* (settle) {
    const steps = [...readAs];
    if (constraint)
      steps.push({ code: 'QUOTAS', data: { seats: String(constraint.seats), bounds: constraint.bounds } });
    const sheet = {
      write: (step: ElectionStep) => void steps.push(step),
      settle: (tie: Tie) => settle(tie, steps),
    };
    yield;
    const counted = method.count(read as never, seats, values as never, sheet, constraint);
    const result = 'seats' in counted ? counted : yield* counted;
    if (!constraint || method.quotas === 'BY_ITSELF') return { steps, result };
    const { ranking } = result;
    return { steps, result: { seats: seatDown(constraint, { slate, ranking }, [], sheet), ranking } };
  };
  return { read, slate, values, count };
}

/** What the winners must be together. Quotas are never passed over: a method without a rule for them is refused. */
function constrain(method: ElectionMethod, asked: Quotas, slate: Slate, seats: number): Constraint {
  if (!method.quotas)
    throw refuse('METHOD_OPTION_INVALID', { option: 'quotas', reason: 'NO_RULE_FOR_QUOTAS' });
  const filled = Math.min(seats, slate.options.length);
  return new Constraint(slate, filled, boundsOf(asked, slate, seats));
}

/** How many ballots differ; of grades, which are counted together, how many options are judged. */
function pilesIn(profile: Profile): number {
  if (profile.kind === 'GRADED') return profile.tallies.length;
  const packed = profile.kind === 'RANKED' ? packedOf(profile) : null;
  return packed ? packed.weights.length : profile.piles.length;
}

/** The first in the order of the lot gets the seat, or goes first; the last one is eliminated. */
function* settleByLot(count: CountOnce, slate: Slate, drawn: string): Slices<Carried> {
  const ties: TieMet[] = [];
  const inOrder = (among: readonly Place[]): readonly string[] =>
    orderByLot(
      drawn,
      among.map((place) => slate.options[place] as string),
    );
  const { steps, result } = yield* count(({ of, among }, written) => {
    const order = inOrder(among);
    const chosen = (of === 'ELIMINATION' ? order.at(-1) : order[0]) as string;
    written.push({ code: 'TIE_SETTLED_BY_LOT', data: { of, order, chosen } });
    ties.push({ of, among: [...order].sort(), chosen: [chosen] });
    return slate.options.indexOf(chosen);
  });
  const seats: Level[] = [];
  for (const level of result.seats) {
    if (level.length === 1) seats.push(level);
    else if (!seats.some((seat) => level.includes(seat[0] as Place))) {
      const order = inOrder(level);
      const chosen = order.slice(0, result.seats.filter((other) => same(other, level)).length);
      steps.push({
        code: 'SEATS_SETTLED_BY_LOT',
        data: { seats: String(chosen.length), order, chosen },
      });
      ties.push({ of: 'SEAT', among: [...order].sort(), chosen });
      seats.push(...chosen.map((name) => [slate.options.indexOf(name)]));
    }
  }
  return { steps, ties, result: { ...result, seats } };
}

const same = (a: Level, b: Level): boolean =>
  a.length === b.length && a.every((place, at) => place === b[at]);

/** A draw needs no ballots; everything else is told apart by them alone. */
function statusOf({ seats }: Result, asked: number, canElect: boolean): ElectionStatus {
  if (!canElect) return 'NO_BALLOTS';
  if (seats.length === 0) return 'NO_WINNER';
  if (seats.some((seat) => seat.length > 1)) return 'TIED';
  return seats.length < asked ? 'SEATS_LEFT' : 'ELECTED';
}
