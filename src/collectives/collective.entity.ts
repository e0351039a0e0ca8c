import { Entity } from 'typeorm';
import type { Clause, Matter } from '../core/charter/clause.js';
import type { Locale, MemberKind, MemberState } from '../core/kernel/actors.js';
import type { Sha256 } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import {
  DataColumn,
  InstantColumn,
  TextColumn,
  TextKey,
  UuidColumn,
  UuidKey,
} from '../platform/database/columns.js';

@Entity('collective')
export class CollectiveRow {
  @UuidKey() id!: Uuid;
  @TextColumn() name!: string;
  @TextColumn() state!: 'CONSTITUTING' | 'ACTIVE';
  @TextColumn() zone!: Zone;
  @TextColumn() locale!: Locale;
  @InstantColumn() createdAt!: Instant;
}

@Entity('member')
export class MemberRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() kind!: MemberKind;
  @TextColumn() state!: MemberState;
  @TextColumn() publicName!: string;
  /** The shape of the name (`nameSkeleton`): no two members of a collective share it. */
  @TextColumn() nameSkeleton!: string;
  @TextColumn({ nullable: true }) email!: string | null;
  @InstantColumn() joinedAt!: Instant;
  @InstantColumn({ nullable: true }) leftAt!: Instant | null;
  /** When what led to the person was erased, at their wish. */
  @InstantColumn({ nullable: true }) erasedAt!: Instant | null;
}

/** A name that a member bore before the one they have. */
@Entity('former_name')
export class FormerNameRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() nameSkeleton!: string;
  @UuidColumn() memberId!: Uuid;
  @TextColumn() publicName!: string;
  @InstantColumn() until!: Instant;
}

/** What bears a name that was erased, in its title or, of a proposal, in other WORDS of it: that it does, never the name. */
@Entity('name_withheld')
export class NameWithheldRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() kind!: 'PROPOSAL' | 'WORDS' | 'DECISION' | 'APPEAL' | 'TEXT' | 'ASSEMBLY';
  @UuidKey() objectId!: Uuid;
}

/** Somebody whom one founder names: a second founder who names the same person makes them a founder. */
@Entity('founder_candidate')
export class FounderCandidateRow {
  @UuidKey() collectiveId!: Uuid;
  @TextKey() nameSkeleton!: string;
  @TextColumn() publicName!: string;
  @TextColumn() kind!: MemberKind;
  @UuidColumn() namedBy!: Uuid;
  @InstantColumn() namedAt!: Instant;
}

/** One clause of the charter, from the decision that wrote it to the one that ended it. */
@Entity('clause_version')
export class ClauseVersionRow {
  @UuidKey() collectiveId!: Uuid;
  @UuidKey() id!: Uuid;
  @TextColumn() matter!: Matter;
  @DataColumn() clause!: Clause;
  @TextColumn() hash!: Sha256;
  @InstantColumn() inForceFrom!: Instant;
  @InstantColumn({ nullable: true }) inForceUntil!: Instant | null;
  @UuidColumn() openedBy!: Uuid;
  @UuidColumn({ nullable: true }) closedBy!: Uuid | null;
}
