import type { ElectionPhase, ElectionState, NomineeEnd, Role } from '../charter/circle-election.js';
import type { ConsentRule } from '../charter/clause.js';
import type { Sha256 } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import type { Instant } from '../kernel/instants.js';

export interface ElectionInBundle {
  readonly id: Uuid;
  readonly task: string;
  readonly role: Role;
  readonly roleHash: Sha256;
  readonly groupId: Uuid | null;
  readonly assemblyId: Uuid | null;
  readonly agendaItemId: Uuid | null;
  readonly rule: ConsentRule;
  readonly ruleHash: Sha256;
  readonly named: boolean;
  readonly state: ElectionState;
  readonly phase: ElectionPhase;
  readonly round: number;
  readonly phaseEndsAt: Instant | null;
  readonly heldBy: string | null;
  readonly startedBy: Uuid;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
}

export interface NominationInBundle {
  readonly id: Uuid;
  readonly electionId: Uuid;
  readonly round: number;
  readonly memberId: Uuid;
  readonly personId: Uuid | null;
  readonly reason: string;
  readonly madeAt: Instant;
}

export interface NominationDeclineInBundle {
  readonly electionId: Uuid;
  readonly memberId: Uuid;
  readonly declinedAt: Instant;
}

export interface NomineeInBundle {
  readonly electionId: Uuid;
  readonly place: number;
  readonly personId: Uuid;
  readonly proposalId: Uuid | null;
  readonly how: NomineeEnd | null;
  readonly endedAt: Instant | null;
}
