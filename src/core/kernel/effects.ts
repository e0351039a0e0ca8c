import type { Base, Clause, Matter, Threshold } from '../charter/clause.js';
import type { MembershipChange } from '../charter/membership.js';
import type { TextHistory } from '../text/history.js';
import { placeAsked, type InsertProvision, type PatchOperation } from '../text/operations.js';
import type { MandateScope } from './actors.js';
import type { Sha256 } from './hash.js';
import type { Uuid } from './ids.js';
import type { CalendarDuration, CivilDate, Instant } from './instants.js';
import { nameSkeleton } from './names.js';
import type { Refusal } from './refusals.js';

/** What a decision does by itself. Plain data, stored and hashed as canonical JSON: absent is null, never undefined. */
export type Effect =
  | PatchText
  | ChangeCharter
  | GrantMandate
  | RevokeMandate
  // Who becomes a member
  | AdmitMember
  | PublishAppeal
  | CosignText
  // Procedures that protect people
  | ExcludeMember
  | ReinstateMember
  | SettleChallenge
  | ReopenDecision
  | RepealDecision
  // Founding, and any new text
  | AdoptText
  | TakeOverText
  | AgreeMajority
  // Working groups
  | CreateGroup
  | RescopeGroup
  | EndGroup;

export interface PatchText {
  readonly kind: 'PATCH_TEXT';
  readonly textId: Uuid;
  readonly operations: readonly PatchOperation[];
  /** The civil date from which the change is in force; null: the day of the proclamation. */
  readonly effectiveOn: CivilDate | null;
  /** Clauses that cite a patched provision and whose rule stays as it is, each pinned by its hash. */
  readonly unchangedClauses: readonly { readonly matter: Matter; readonly hash: Sha256 }[];
}

export interface ChangeCharter {
  readonly kind: 'CHANGE_CHARTER';
  readonly changes: readonly ClauseChange[];
  /** Who becomes a member, and who has a voice; null leaves that rule as it is. */
  readonly membership: MembershipChange | null;
}

export interface ClauseChange {
  readonly matter: Matter;
  /** Hash of the clause that the author read; null when there was none. */
  readonly expectedHash: Sha256 | null;
  /** The clause from now on; null removes it. */
  readonly clause: Clause | null;
}

export interface GrantMandate {
  readonly kind: 'GRANT_MANDATE';
  readonly mandateId: Uuid;
  /** Names the task for good: `mandate:TASK` is the target. Lower case, digits and hyphens. */
  readonly task: string;
  readonly title: string;
  readonly instructions: string;
  readonly boundBy: readonly Uuid[];
  readonly holders: readonly Uuid[];
  readonly scope: MandateScope;
  readonly endsAt: Instant;
  readonly reportDueAt: Instant | null;
  /** How often a report is due from then on, as a calendar duration; absent where it is due once. */
  readonly reportEvery?: CalendarDuration;
}

export interface RevokeMandate {
  readonly kind: 'REVOKE_MANDATE';
  readonly mandateId: Uuid;
  /** The revoked mandate's task, so that the target follows from the effect alone. */
  readonly task: string;
}

/** Admits an applicant. Names nobody: effects are hashed and shown, and the application is private. */
export interface AdmitMember {
  readonly kind: 'ADMIT_MEMBER';
  readonly applicationId: Uuid;
  /** The member they become; for somebody who comes back, the member they were. */
  readonly memberId: Uuid;
}

/** Publishes an appeal, open to signatures. */
export interface PublishAppeal {
  readonly kind: 'PUBLISH_APPEAL';
  readonly appealId: Uuid;
  readonly title: string;
  /** Markdown. */
  readonly body: string;
  readonly visibility: 'PUBLIC' | 'MEMBERS';
  /** Until when it may be signed; null, or absent in what was decided before there was one: without end. */
  readonly closesAt?: Instant | null;
  /** Members asked to sign first, in this order. It names them and signs for nobody: a name appears once its bearer signs. */
  readonly firstSignatories?: readonly Uuid[];
}

/** Signs a text of others in the collective's name, as it was read. */
export interface CosignText {
  readonly kind: 'COSIGN_TEXT';
  readonly cosignedId: Uuid;
  readonly title: string;
  /** Where it was read; null where its words are here. */
  readonly url: string | null;
  /** Its words as they were read; null where the hash alone says which they are. */
  readonly body: string | null;
  /** SHA-256 of its words: whoever has them can tell whether they are those that were signed. */
  readonly hash: Sha256;
}

export interface ExcludeMember {
  readonly kind: 'EXCLUDE_MEMBER';
  /** The grounds that were sent to the person. */
  readonly exclusionId: Uuid;
  readonly memberId: Uuid;
}

/** An assembly hears the recourse of an excluded person, and takes the exclusion back. */
export interface ReinstateMember {
  readonly kind: 'REINSTATE_MEMBER';
  readonly exclusionId: Uuid;
  readonly memberId: Uuid;
}

/** Settles a challenge of a proposal: upheld, the stricter path holds for good; else it is lifted. */
export interface SettleChallenge {
  readonly kind: 'SETTLE_CHALLENGE';
  readonly challengeId: Uuid;
  readonly upheld: boolean;
}

/** An assembly opens its decision to online change. */
export interface ReopenDecision {
  readonly kind: 'REOPEN_DECISION';
  readonly decisionId: Uuid;
}

/**
 * Recalls a decision, which is replaced by this one: the live mandates that it gave end at once. What else it did is undone by
 * other effects or not at all.
 */
export interface RepealDecision {
  readonly kind: 'REPEAL_DECISION';
  readonly decisionId: Uuid;
}

/** A text that the collective gives itself, whole. */
export interface AdoptText {
  readonly kind: 'ADOPT_TEXT';
  readonly textId: Uuid;
  readonly title: string;
  /** What changing it will be: DEEP, or GOVERNANCE for statutes. Adopting it is no less. */
  readonly matter: 'DEEP' | 'GOVERNANCE';
  readonly operations: readonly InsertProvision[];
}

/**
 * A text that a collective lived by elsewhere, with its history: every wording keeps the number of the decision that wrote it
 * there. Those are taken over, not verified; what gives them force here is the decision with this effect alone.
 */
export interface TakeOverText extends TextHistory {
  readonly kind: 'TAKE_OVER_TEXT';
  /** What changing it will be; taking it over is no less. */
  readonly matter: 'DEEP' | 'GOVERNANCE';
}

/** In a founding alone: the majority by which founders settle their charter and their texts. It writes nothing. */
export interface AgreeMajority {
  readonly kind: 'AGREE_MAJORITY';
  readonly base: Base;
  readonly threshold: Threshold;
}

/** A working group, open to whoever joins, with what it is for. */
export interface CreateGroup {
  readonly kind: 'CREATE_GROUP';
  readonly groupId: Uuid;
  readonly name: string;
  /** Markdown: what it works on, and what it may settle by itself. */
  readonly scope: string;
}

export interface RescopeGroup {
  readonly kind: 'RESCOPE_GROUP';
  readonly groupId: Uuid;
  /** As it is called now: the targets follow from the effect alone. */
  readonly named: string;
  /** From now on; the same for the same. */
  readonly name: string;
  readonly scope: string;
}

export interface EndGroup {
  readonly kind: 'END_GROUP';
  readonly groupId: Uuid;
  /** As it is called: whoever would found it again under that name meets this decision. */
  readonly named: string;
}

/** What names a group, for whoever would found another that can be taken for it. */
export const groupNameTarget = (name: string): TargetKey => `group-name:${nameSkeleton(name)}`;

/**
 * The key of what an effect touches: `text:ID`, `provision:ID`, `insertion:TEXT/PARENT/AFTER`, `clause:MATTER`,
 * `clause:MEMBERSHIP`, `mandate:TASK`, `member:ID`, `appeal:ID`, `cosigned:HASH`, `challenge:ID`, `decision:ID`,
 * `group:ID`, `group-name:SKELETON`.
 */
export type TargetKey = string;

/** What a validation may know beside its own effect: what the other effects of the same proposal do. */
export interface EffectContext {
  readonly collectiveId: Uuid;
  readonly now: Instant;
  readonly today: CivilDate;
  readonly effects: readonly Effect[];
}

/** The decision that applies an effect. */
export interface EffectRuling {
  readonly decisionId: Uuid;
}

/**
 * One kind of effect, as its feature exports it. `lock` takes the row locks, for all effects before any is read, so
 * that `context.now` is later than whatever they waited for; `load` reads what the judgement needs; `validate` is
 * pure; `apply` writes, under the register's head, so it takes no lock that `lock` has not taken. `Tx` and `State` are the feature's, the kernel only fixes the shape.
 */
export interface EffectHandler<E extends Effect, State, Tx> {
  readonly kind: E['kind'];
  /** Locks what comes before targets in the order of locks: mandates, proposals, polls; for effects that reach so far. */
  lockFirst?(tx: Tx, effect: E, collectiveId: Uuid): Promise<void>;
  lock(tx: Tx, effect: E, collectiveId: Uuid): Promise<void>;
  load(tx: Tx, effect: E, context: EffectContext): Promise<State>;
  validate(effect: E, state: State, context: EffectContext): Refusal | null;
  apply(tx: Tx, effect: E, state: State, context: EffectContext, ruling: EffectRuling): Promise<void>;
}

/** Every target that an effect touches, without doubles and in order, so that locks are always taken alike. */
export function targetsOf(effects: readonly Effect[]): TargetKey[] {
  return [...new Set(effects.flatMap(targetsOfOne))].sort();
}

function targetsOfOne(effect: Effect): TargetKey[] {
  switch (effect.kind) {
    case 'PATCH_TEXT':
      return effect.operations.flatMap((operation) => {
        const place = placeAsked(operation);
        return [
          ...(operation.kind === 'INSERT' ? [] : [`provision:${operation.provisionId}`]),
          ...(place ? [`insertion:${effect.textId}/${place.parentId ?? '-'}/${place.afterId ?? '-'}`] : []),
        ];
      });
    case 'CHANGE_CHARTER':
      return [
        ...effect.changes.map((change) => `clause:${change.matter}`),
        ...(effect.membership ? ['clause:MEMBERSHIP'] : []),
      ];
    case 'GRANT_MANDATE':
    case 'REVOKE_MANDATE':
      return [`mandate:${effect.task}`];
    case 'ADMIT_MEMBER':
      return [`member:${effect.memberId}`];
    case 'PUBLISH_APPEAL':
      return [`appeal:${effect.appealId}`];
    case 'COSIGN_TEXT':
      // Its words, not its row: whoever proposes them again meets what was decided on them.
      return [`cosigned:${effect.hash}`];
    case 'EXCLUDE_MEMBER':
    case 'REINSTATE_MEMBER':
      return [`member:${effect.memberId}`];
    case 'SETTLE_CHALLENGE':
      return [`challenge:${effect.challengeId}`];
    case 'REOPEN_DECISION':
    case 'REPEAL_DECISION':
      return [`decision:${effect.decisionId}`];
    case 'ADOPT_TEXT':
    case 'TAKE_OVER_TEXT':
      return [`text:${effect.textId}`];
    case 'AGREE_MAJORITY':
      return ['founding:MAJORITY'];
    // Working groups
    case 'CREATE_GROUP':
      return [`group:${effect.groupId}`, groupNameTarget(effect.name)];
    case 'RESCOPE_GROUP':
      return [`group:${effect.groupId}`, groupNameTarget(effect.named), groupNameTarget(effect.name)];
    case 'END_GROUP':
      return [`group:${effect.groupId}`, groupNameTarget(effect.named)];
  }
}

/** The decisions that these effects recall. */
export const recalledBy = (effects: readonly Effect[]): Uuid[] =>
  effects.flatMap((effect) => (effect.kind === 'REPEAL_DECISION' ? [effect.decisionId] : []));

/** Whom a decision with these effects is about: they may read it, and their names stay out of its title. */
export const personsConcerned = (effects: readonly Effect[]): Uuid[] =>
  effects.flatMap((effect) =>
    effect.kind === 'EXCLUDE_MEMBER' || effect.kind === 'REINSTATE_MEMBER' ? [effect.memberId] : [],
  );
