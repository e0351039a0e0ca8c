import { Entity } from 'typeorm';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Instant } from '../../core/kernel/instants.js';
import type { RelayWay } from '../../platform/access/voices.js';
import {
  BooleanColumn,
  InstantColumn,
  IntegerColumn,
  TextColumn,
  UuidColumn,
  UuidKey,
} from '../../platform/database/columns.js';

/** How a member came to be on the relays' list: by their own act, by two others, or by a paper that somebody keeps. */
export type RelayRequestWay = 'ONESELF' | 'TWO_MEMBERS' | 'PAPER';

/** Somebody wants a relay; it stands from `standsFrom` until it ends. */
@Entity('relay_request')
export class RelayRequestRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() way!: RelayRequestWay;
  /** Whether a relay does other acts for them than bringing their ballots. */
  @BooleanColumn() otherActs!: boolean;
  @UuidColumn() askedBy!: Uuid;
  @InstantColumn() askedAt!: Instant;
  /** The second of two members; null for the other ways, and until somebody joins. */
  @UuidColumn({ nullable: true }) joinedBy!: Uuid | null;
  @InstantColumn({ nullable: true }) standsFrom!: Instant | null;
  /** Null while it stands, and where it ended with the membership. */
  @UuidColumn({ nullable: true }) endedBy!: Uuid | null;
  @InstantColumn({ nullable: true }) endedAt!: Instant | null;
}

/**
 * A ballot in the box, at one of its revisions, that a relay brought. It stands while the ballot has that revision.
 * It has no time, as no ballot has.
 */
@Entity('relayed_ballot')
export class RelayedBallotRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @IntegerColumn({ primary: true }) revision!: number;
  @UuidColumn() relayedBy!: Uuid;
  @TextColumn() way!: RelayWay;
}

/** Its voter says that it is not what they said. */
@Entity('relayed_ballot_contest')
export class RelayedBallotContestRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @IntegerColumn({ primary: true }) revision!: number;
  /** The revision that took its place in an open box, and takes no part; null where it stood no more, or the box was shut. */
  @IntegerColumn({ nullable: true }) voidedBy!: number | null;
  @InstantColumn() contestedAt!: Instant;
}

/** An act that a relay did for somebody: theirs as any other, and marked as brought. */
@Entity('relayed_act')
export class RelayedActRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @UuidColumn() memberId!: Uuid;
  @UuidColumn() relayedBy!: Uuid;
  @TextColumn() way!: RelayWay;
  /** The name of the mutation. */
  @TextColumn() act!: string;
  /** What it was done to: the name of a GraphQL type, and its row. */
  @TextColumn() aboutKind!: string;
  @UuidColumn() aboutId!: Uuid;
  @InstantColumn() relayedAt!: Instant;
}

/** Whoever it was done for says that it is not what they said. */
@Entity('relayed_act_contest')
export class RelayedActContestRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() relayedActId!: Uuid;
  @InstantColumn() contestedAt!: Instant;
}

/** A relay told somebody of a poll. */
@Entity('poll_reached')
export class PollReachedRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
  @UuidColumn() reachedBy!: Uuid;
  @InstantColumn() reachedAt!: Instant;
}

/** Somebody entitled who had no mail when a poll opened: it waits for them to be told, or closes later. */
@Entity('poll_awaited')
export class PollAwaitedRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
}

/** Somebody entitled whom nothing could tell of a poll before its box was shut, and who cast nothing. */
@Entity('poll_unreached')
export class PollUnreachedRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() pollId!: Uuid;
  @UuidKey() memberId!: Uuid;
}
