import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';

/** What was said, as far as it is evidence: of what speaks of no decision no check reads anything. */
export interface ContributionInBundle {
  readonly id: Uuid;
  readonly threadId: Uuid;
  readonly kind: string;
  readonly authorId: Uuid;
  readonly repliesTo: Uuid | null;
}

export interface ConcernInBundle {
  readonly contributionId: Uuid;
  readonly state: string;
  readonly reviewAt: Instant | null;
}

export interface DecisionConcernInBundle {
  readonly decisionId: Uuid;
  readonly contributionId: Uuid;
  readonly version: number;
}

export interface ConcernReviewInBundle {
  readonly contributionId: Uuid;
  readonly step: number;
  readonly how: string;
  readonly authorId: Uuid;
  readonly replyId: Uuid | null;
  readonly reviewAt: Instant | null;
  readonly threadId: Uuid | null;
  readonly proposalId: Uuid | null;
  readonly saidAt: Instant;
}
