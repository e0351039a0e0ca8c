/**
 * A working in short, a line a part, so that a test can hold all of it as one would write it on paper. What is null, false
 * or empty is left out; `option` and exact numbers stand without a label.
 */
import type { Election } from '../../src/core/counting/elections/count-election.js';
import type { Cell } from '../../src/core/counting/elections/working/matrix.js';
import type { Round, Transfer } from '../../src/core/counting/elections/working/round.js';
import { workingOfElection } from '../../src/core/counting/elections/working/working.js';

/** `votes: A 9`, a line for each of a list; rounds and cells as below. */
export const said = (election: Election): readonly string[] =>
  Object.entries(workingOfElection(election)).flatMap(([name, value]) => {
    if (isNothing(value) || name === 'family') return [];
    if (name === 'rounds') return (value as Round[]).flatMap(ofRound);
    if (name === 'cells') return ofCells(value as Cell[]);
    if (Array.isArray(value) && typeof value[0] === 'object')
      return (value as unknown[]).map((one) => `${name}: ${inShort(one)}`);
    return [`${name}: ${inShort(value)}`];
  });

/** `1: A 9, B 3, of 12` and, indented, what elects, what counts for nobody, and what follows. */
function ofRound(round: Round): readonly string[] {
  const { number, seat, threshold, keepFactors, lookedBack, ...rest } = round;
  const from =
    threshold && `${threshold.exact} elects: ${threshold.by} ${threshold.active} / ${threshold.divisor}`;
  return [
    `${seat === null ? '' : `seat ${seat}, `}${number}: ${listed(rest.tallies)}`,
    ...(from === null ? [] : [`  ${from}`]),
    ...rest.exhausted.map(({ exact, reason }) => `  ${exact} ${reason}`),
    ...(keepFactors.length > 0 ? [`  keep ${listed(keepFactors)}`] : []),
    ...lookedBack.map(
      ({ among, earlier, tallies, left }) =>
        `  ${among.join(' = ')}, in ${earlier}: ${listed(tallies)}: ${left.join(' = ')}`,
    ),
    ...rest.elected.map(({ option, reason }) => `  ${option} in: ${reason}`),
    ...rest.eliminated.map(({ option, reason }) => `  ${option} out: ${reason}`),
    ...rest.transfers.map((transfer) => `  ${ofTransfer(transfer)}`),
  ];
}

const ofTransfer = ({ from, to, reason, exact, ballots, each }: Transfer): string =>
  `${from.join(' + ')} → ${to ?? String(reason)} ${exact}` +
  (ballots === null ? '' : ` = ${ballots} × ${each?.exact ?? '?'}`);

/** A row of the matrix: `A above: B 6, C 4`. */
const ofCells = (cells: readonly Cell[]): readonly string[] =>
  [...new Set(cells.map(({ above }) => above))].map((row) => {
    const others = cells.filter(({ above }) => above === row);
    return `${row} above: ${others.map(({ below, ballots }) => `${below} ${ballots}`).join(', ')}`;
  });

const listed = (amounts: readonly { readonly option: string; readonly exact: string }[]): string =>
  amounts.map(({ option, exact }) => `${option} ${exact}`).join(', ');

const isNothing = (value: unknown): boolean =>
  value === null || value === false || (Array.isArray(value) && value.length === 0);

function inShort(value: unknown): string {
  if (Array.isArray(value))
    return value.map((one) => (Array.isArray(one) ? `(${inShort(one)})` : inShort(one))).join(', ');
  if (typeof value !== 'object' || value === null) return String(value);
  const { option, exact, rounded, ...rest } = value as { readonly [name: string]: unknown };
  const parts = Object.entries(rest)
    .filter(([, one]) => !isNothing(one))
    .map(([name, one]) => `${name} ${isPlain(one) ? inShort(one) : `(${inShort(one)})`}`);
  return [option, rounded === undefined ? undefined : exact, ...parts]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** What needs no brackets to be told from what follows it. */
const isPlain = (value: unknown): boolean =>
  typeof value !== 'object' || (Array.isArray(value) && value.every((one) => typeof one === 'string'));
