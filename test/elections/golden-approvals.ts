/** Reads the published committees that approval methods are checked against. */
import { existsSync, readFileSync } from 'node:fs';
import type { Election } from '../../src/core/counting/elections/count-election.js';
import { gather, type Profile } from '../../src/core/counting/elections/profile.js';
import { KNOWN } from './golden-rankings.js';

export const APPROVALS_FILE = `${KNOWN}/textbook/approval-multiwinner.json`;
export const areKnown = (): boolean => existsSync(APPROVALS_FILE);

export interface ApprovalCase {
  readonly id: string;
  readonly seats: number;
  readonly profile: Profile;
  /** Tied committees by the name of the rule, options by letter. */
  readonly expected: Readonly<Record<string, readonly (readonly string[])[]>>;
}

interface WrittenCase {
  readonly id: string;
  readonly numCandidates: number;
  readonly committeeSize: number;
  readonly approvals: readonly (readonly number[])[];
  readonly expectedTiedCommittees: Readonly<Record<string, readonly (readonly number[])[]>>;
}

const letter = (option: number): string => 'abcdefghij'[option] as string;

export const approvalCases = (): readonly ApprovalCase[] =>
  (JSON.parse(readFileSync(APPROVALS_FILE, 'utf8')) as WrittenCase[]).map((one) => ({
    id: one.id,
    seats: one.committeeSize,
    profile: gather({
      kind: 'APPROVED',
      names: Array.from({ length: one.numCandidates }, (_, option) => letter(option)),
      piles: one.approvals.map((marks) => ({ marks, weight: 1n })),
    }),
    expected: Object.fromEntries(
      Object.entries(one.expectedTiedCommittees).map(([rule, committees]) => [
        rule,
        committees.map((committee) => committee.map(letter)),
      ]),
    ),
  }));

/** Every committee that a count says is tied; the one elected where there is no other. */
export function committeesOf(election: Election): readonly (readonly string[])[] {
  const tied = election.steps.find((step) => step.code === 'COMMITTEES_TIED');
  if (tied?.code === 'COMMITTEES_TIED') return tied.data.committees;
  return [election.winners.flat().sort()];
}
