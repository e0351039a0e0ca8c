import type { Reading } from './read-ballot.js';

/** What RCTab calls the mode of an election, as far as it changes how rounds end. */
export type Mode = 'ONE_SEAT' | 'BOTTOMS_UP' | 'BOTTOMS_UP_SHARE' | 'SEVERAL_SEATS';

/** The options of a count by rounds, by RCTab's names where RCTab has them. */
export interface Rules extends Reading {
  readonly mode: Mode;
  readonly seats: number;
  readonly batchElimination: boolean;
  readonly continueUntilTwoCandidatesRemain: boolean;
  readonly doesFirstRoundDetermineThreshold: boolean;
  readonly stopTabulationEarlyAfterRound: number | null;
  readonly previousRoundCounts: boolean;
  readonly eliminateTiedTogether: boolean;
  readonly undeclaredWriteIns: string | null;
  readonly minimumVoteThreshold: number;
  readonly cutoffElimination: boolean;
  readonly onlyOneWinnerPerRound: boolean;
  readonly nonIntegerWinningThreshold: boolean;
  readonly hareQuota: boolean;
  readonly decimalPlacesForVoteArithmetic: number;
  /** In percent of the active voices, for BOTTOMS_UP_SHARE. */
  readonly percentage: number;
}
