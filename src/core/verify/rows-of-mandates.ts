import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';

export interface MandateLineInBundle {
  readonly id: Uuid;
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly endsAt: Instant;
  readonly reportDueAt: Instant | null;
  readonly reportEvery: string | null;
  readonly decisionId: Uuid | null;
  readonly groupId: Uuid | null;
  readonly state: string;
  readonly settledAt: Instant | null;
  readonly settledBy: Uuid | null;
}

export interface MandateOfferInBundle {
  readonly id: Uuid;
  readonly authorId: Uuid;
  readonly state: string;
  readonly withdrawnBy: Uuid | null;
}

export interface MandateInstructionInBundle {
  readonly mandateId: Uuid;
  readonly proposalId: Uuid;
  readonly askedBy: Uuid;
  readonly askedAt: Instant;
}

export interface MandateReportInBundle {
  readonly mandateId: Uuid;
  readonly number: number;
  readonly version: number;
  readonly authorId: Uuid;
  readonly body: string;
  readonly writtenAt: Instant;
}

export interface MandateHandoverInBundle {
  readonly id: Uuid;
  readonly mandateId: Uuid;
  readonly authorId: Uuid;
  readonly body: string;
  readonly writtenAt: Instant;
}

export interface FollowUpInBundle {
  readonly decisionId: Uuid;
  readonly step: number;
  readonly state: string;
  readonly authorId: Uuid;
  readonly lineId: Uuid | null;
  readonly note: string;
  readonly saidAt: Instant;
}
