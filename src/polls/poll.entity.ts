import { Entity } from 'typeorm';
import type { AssemblyForm, BallotMode, Clause, Matter, MethodId, Venue } from '../core/charter/clause.js';
import type { OutcomeCode } from '../core/charter/ruling.js';
import type { LotSource } from '../core/charter/lot.js';
import type { VotingReason } from '../core/charter/membership.js';
import type { PinnedElection } from '../core/charter/question.js';
import type { Visibility } from '../core/kernel/actors.js';
import type { Json } from '../core/kernel/canonical-json.js';
import type { Effect, TargetKey } from '../core/kernel/effects.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import {
  BooleanColumn,
  DataColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  TextKey,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

export type PollState = 'OPEN' | 'CLOSED' | 'DECIDED' | 'CANCELLED' | 'SUPERSEDED';
/** Why somebody is on a roll (MEMBER) or off it. */
export type RollReason = VotingReason | 'NOT_IN_GROUP' | 'STRUCK';

/** One question, with the rules it was opened under: what is counted is read here, never from the charter of the day. */
@Entity('poll')
export class PollRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() proposalId!: Uuid;
  @IntegerColumn() proposalVersion!: number;
  @TextColumn() title!: string;
  @TextColumn() venue!: Venue;
  @UuidColumn({ nullable: true }) assemblyId!: Uuid | null;
  @UuidColumn({ nullable: true }) agendaItemId!: Uuid | null;
  @TextColumn({ nullable: true }) form!: AssemblyForm | null;
  @TextColumn() matter!: Matter;
  @TextColumn() method!: MethodId;
  /** How it elects among its options; null where the answer is yes or no. */
  @DataColumn({ nullable: true }) election!: PinnedElection | null;
  /** The poll whose chosen option it adopts or not. */
  @UuidColumn({ nullable: true }) confirms!: Uuid | null;
  /** It puts amendments to its proposal, and not the proposal. */
  @BooleanColumn() amends!: boolean;
  /** The working group whose members vote; null where the collective does. */
  @UuidColumn({ nullable: true }) groupId!: Uuid | null;
  /** Where the value of a lot comes from; null where no clause leaves a tie to one. */
  @TextColumn({ nullable: true }) lotSource!: LotSource | null;
  /** Since when it waits for that value. */
  @InstantColumn({ nullable: true }) tiedAt!: Instant | null;
  @TextColumn() ballotMode!: BallotMode;
  @BooleanColumn() ballotMayChange!: boolean;
  @DataColumn() clauses!: readonly Clause[];
  @TextColumn() clausesHash!: Sha256;
  @TextColumn() wordingHash!: Sha256;
  @TextColumn() effectsHash!: Sha256;
  @TextColumn() rollHash!: Sha256;
  @TextColumn() state!: PollState;
  @UuidColumn() openedBy!: Uuid;
  @InstantColumn() openedAt!: Instant;
  /** In a sitting, null until the last call. */
  @InstantColumn({ nullable: true }) closesAt!: Instant | null;
  /** The hour that was asked for, where it closes later for whoever has no mail and was not told; else null. */
  @InstantColumn({ nullable: true }) closesIfReached!: Instant | null;
  @InstantColumn({ nullable: true }) closedAt!: Instant | null;
  @UuidColumn({ nullable: true }) supersededBy!: Uuid | null;
  @TextColumn() visibility!: Visibility;
}

@Entity('poll_option')
export class PollOptionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @TextKey() key!: string;
  /** What it is called on a ballot; null where the answer is yes or no. */
  @TextColumn({ nullable: true }) label!: string | null;
  @DataColumn() effects!: readonly Effect[];
  @BooleanColumn() statusQuo!: boolean;
}

@Entity('roll_entry')
export class RollEntryRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @BooleanColumn() entitled!: boolean;
  @BooleanColumn() present!: boolean;
  @TextColumn() reason!: RollReason;
}

/** One ballot a member and poll. Its id is random; it has no time and no rank, so that nothing tells who came first. */
@Entity('ballot')
export class BallotRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @UuidColumn() id!: Uuid;
  @BooleanColumn() entitled!: boolean;
  @TextColumn() choice!: string;
  @UuidColumn({ nullable: true }) objectionId!: Uuid | null;
  @IntegerColumn() revision!: number;
  /** Cast in a session opened with a link that others gave. */
  @BooleanColumn() assisted!: boolean;
}

/** What somebody does for a lot: the commitment made before closing, the value typed or revealed afterwards. */
@Entity('lot_value')
export class LotValueRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @TextColumn({ nullable: true }) commitment!: Sha256 | null;
  @TextColumn({ nullable: true }) value!: string | null;
}

/** While it stands, no second poll of the venue touches the target. */
@Entity('reservation')
export class ReservationRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() target!: TargetKey;
  @TextKey() venue!: Venue;
  @UuidColumn() pollId!: Uuid;
}

@Entity('outcome')
export class OutcomeRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @TextColumn() code!: OutcomeCode;
  @DataColumn() working!: Json;
  @TextColumn() hash!: Sha256;
  @InstantColumn() proclaimedAt!: Instant;
}
