import type { Election } from '../count-election.js';
import type { CommonFacts, ElectionStep, TieOf } from '../steps.js';
import { readWorking, type ElectionWorking } from './working.js';

/** Of those tied for something, whom a way takes. */
export interface Choice {
  readonly of: TieOf;
  readonly among: readonly string[];
  readonly chosen: string;
}

/** One way through the open ties of a count, from the first of them to the end. */
export interface Way {
  readonly choices: readonly Choice[];
  /** A list a seat. */
  readonly winners: readonly (readonly string[])[];
  /** What follows the first choice; empty where there are too many ways to write each of them down. */
  readonly steps: readonly ElectionStep[];
  /** The whole count, as if the choices had been made; null where it is not written down. */
  readonly working: ElectionWorking | null;
}

type OpenTie = CommonFacts['TIE_OPEN'];

/**
 * The ways of a count that met ties which nothing settled, each of them whole: ways within ways are followed to their ends.
 * None where every tie was settled. Where there are too many, one for each of those first tied, with its winners.
 */
export const waysOfElection = (election: Election): readonly Way[] => {
  const tie = openTieOf(election.steps);
  if (!tie) return [];
  const before = election.steps.slice(0, -1);
  return endsOf(tie).map(({ choices, winners, steps }) => ({
    choices,
    winners,
    steps,
    working: steps.length === 0 ? null : readWorking({ election, steps: [...before, ...steps] }),
  }));
};

/** An open tie is the last step of what leads to it. */
function openTieOf(steps: readonly ElectionStep[]): OpenTie | null {
  const last = steps.at(-1);
  return last?.code === 'TIE_OPEN' ? last.data : null;
}

function endsOf({ of, among, ways }: OpenTie): readonly Omit<Way, 'working'>[] {
  return ways.flatMap(({ chosen, winners, steps }) => {
    const choice = { of, among, chosen };
    const next = openTieOf(steps);
    if (!next) return [{ choices: [choice], winners, steps }];
    return endsOf(next).map((end) => ({
      ...end,
      choices: [choice, ...end.choices],
      steps: [...steps, ...end.steps],
    }));
  });
}
