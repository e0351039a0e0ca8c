import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';

export interface RelayRequestInBundle {
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly way: string;
  readonly otherActs: boolean;
  readonly askedBy: Uuid;
  readonly joinedBy: Uuid | null;
  readonly standsFrom: Instant | null;
  readonly endedBy: Uuid | null;
  readonly endedAt: Instant | null;
}

export interface RelayedBallotInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly revision: number;
  readonly relayedBy: Uuid;
  readonly way: string;
}

export interface RelayedBallotContestInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly revision: number;
  readonly voidedBy: number | null;
  readonly contestedAt: Instant;
}

export interface RelayedActInBundle {
  readonly id: Uuid;
  readonly memberId: Uuid;
  readonly relayedBy: Uuid;
  readonly way: string;
  readonly act: string;
  readonly aboutKind: string;
  readonly aboutId: Uuid;
  readonly relayedAt: Instant;
}

export interface RelayedActContestInBundle {
  readonly relayedActId: Uuid;
  readonly contestedAt: Instant;
}

export interface PollReachedInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
  readonly reachedBy: Uuid;
  readonly reachedAt: Instant;
}

export interface PollUnreachedInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
}

export interface PollAwaitedInBundle {
  readonly pollId: Uuid;
  readonly memberId: Uuid;
}
