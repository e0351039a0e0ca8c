/** Redoes draws from their working alone: who is in them, and what each digest selects. */
import { bytesToHex, md5, utf8ToBytes } from '../../../kernel/hash.js';
import type { Election } from '../count-election.js';
import type { LotFacts } from '../lot/facts.js';
import type { ElectionStep } from '../steps.js';
import type { Demand } from './finding.js';
import { sameList, sameSet, wholeOf } from './numbers.js';

/** What is known of a draw between two steps. */
export interface SortitionSoFar {
  /** For how many seats all are equal before the lot; null where there is no such draw. */
  readonly seats: number | null;
  readonly options: readonly string[];
  /** Those not selected yet, by rising number. */
  readonly left: readonly string[];
  readonly key: string | null;
  readonly selected: readonly string[];
}

export const BEFORE_SORTITION: SortitionSoFar = {
  seats: null,
  options: [],
  left: [],
  key: null,
  selected: [],
};

/** Whether a method draws, so that its winners must follow from here. */
export const isByDraw = ({ method }: Pick<Election, 'method'>): boolean => method.startsWith('sortition/');

/** The seats: all equal for each before the lot, or those selected. Null where the steps do not say. */
export function seatsByDraw(
  { seats, options, key, selected }: SortitionSoFar,
  election: Pick<Election, 'seats'>,
): readonly (readonly string[])[] | null {
  if (seats !== null) return new Array<readonly string[]>(seats).fill(options);
  const due = Math.min(election.seats, options.length);
  return key !== null && selected.length === due ? selected.map((name) => [name]) : null;
}

export function replaySortitionStep(
  soFar: SortitionSoFar,
  step: ElectionStep,
  { inputs, seats, options }: Pick<Election, 'inputs' | 'seats' | 'options'>,
  demand: Demand,
): SortitionSoFar {
  if (step.code === 'SORTITION') {
    const number = Math.min(seats, inputs.options.length);
    demand(sameList(step.data.options, inputs.options), 'NOT_EACH_OPTION');
    demand(step.data.seats === String(number), 'NOT_THE_SEATS');
    return { ...soFar, seats: number, options: inputs.options };
  }
  if (step.code === 'RFC3797_POOL') {
    const { key, numbers } = step.data;
    demand(key === options['key'], 'ANOTHER_KEY');
    demand(sameSet(Object.keys(numbers), inputs.options), 'NOT_EACH_OPTION');
    const given = options['numbers'] as { readonly [name: string]: string } | null;
    const due = (name: string, place: number): bigint => BigInt(given?.[name] ?? place + 1);
    demand(
      inputs.options.every((name, place) => wholeOf(numbers[name], demand) === due(name, place)),
      'NOT_THE_NUMBERS',
    );
    const left = [...inputs.options].sort((a, b) =>
      BigInt(numbers[a] ?? 0) < BigInt(numbers[b] ?? 0) ? -1 : 1,
    );
    return { ...soFar, key, left, options: inputs.options };
  }
  if (step.code === 'RFC3797_SELECTED') return replaySelected(soFar, step.data, demand);
  return soFar;
}

function replaySelected(
  soFar: SortitionSoFar,
  { index, digest, left, remainder, option }: LotFacts['RFC3797_SELECTED'],
  demand: Demand,
): SortitionSoFar {
  const at = soFar.selected.length;
  const twoBytes = [Math.floor(at / 256), at % 256];
  const due = bytesToHex(md5(Uint8Array.from([...twoBytes, ...utf8ToBytes(soFar.key ?? ''), ...twoBytes])));
  demand(index === String(at), 'SELECTION_OUT_OF_ORDER');
  demand(digest === due, 'ANOTHER_DIGEST');
  demand(left === String(soFar.left.length), 'NOT_AS_MANY_LEFT');
  const which = soFar.left.length === 0 ? 0n : BigInt(`0x${due}`) % BigInt(soFar.left.length);
  demand(remainder === String(which), 'ANOTHER_REMAINDER');
  demand(option === soFar.left[Number(which)], 'ANOTHER_SELECTED');
  return {
    ...soFar,
    left: soFar.left.filter((name) => name !== option),
    selected: [...soFar.selected, option],
  };
}
