import type { Actor, Visibility } from '../../core/kernel/actors.js';
import { exhaustive } from '../../core/kernel/exhaustive.js';
import { refuse, type Refusal } from '../../core/kernel/refusals.js';
import type { FieldSeenBy, MayCall, SeenBy } from './access.js';

const isActive = (actor: Actor): boolean =>
  actor.kind === 'MEMBER' && (actor.state === 'ACTIVE' || actor.state === 'FOUNDING');

/** May this actor call a root field of this level: a refusal, or nothing. */
export function mayCall(level: MayCall, actor: Actor): Refusal | null {
  switch (level) {
    case 'ANYONE':
    case 'IN_ACT':
      return null;
    case 'SESSION':
      return actor.kind === 'MEMBER' ? null : refuse('NOT_SIGNED_IN');
    case 'MEMBER':
      if (actor.kind === 'ANONYMOUS') return refuse('NOT_SIGNED_IN');
      return isActive(actor) ? null : refuse('NOT_A_MEMBER');
    default:
      return exhaustive(level);
  }
}

/** May this actor see an object of this policy. */
export function maySee(policy: SeenBy, value: unknown, actor: Actor): boolean {
  switch (policy) {
    case 'ANYONE':
    case 'PARENT':
      return true;
    case 'SAME_COLLECTIVE':
      return belongs(value, actor);
    case 'BY_VISIBILITY':
      return byVisibility(value as Visible, actor);
    default:
      return exhaustive(policy);
  }
}

interface Visible {
  readonly visibility: Visibility;
  readonly collectiveId: string;
  /** The persons concerned, who read it whatever else it is: a decision about oneself, grounds sent to oneself. */
  readonly concerns?: readonly string[];
}

// GROUP records have no reader until groups exist, NAMED ones none but the persons named: denied by default.
function byVisibility(record: Visible, actor: Actor): boolean {
  if (record.visibility === 'PUBLIC' || isConcerned(record, actor)) return true;
  return record.visibility === 'MEMBERS' && belongs(record, actor);
}

/** Members, and those excluded as long as their session is one (see `auth/actor-loader.ts`); who left reads nothing. */
function isConcerned({ collectiveId, concerns }: Visible, actor: Actor): boolean {
  if (actor.kind !== 'MEMBER' || actor.state === 'LEFT' || actor.collectiveId !== collectiveId) return false;
  return concerns?.includes(actor.memberId) ?? false;
}

function belongs(value: unknown, actor: Actor): boolean {
  return (
    isActive(actor) &&
    (value as { collectiveId: string }).collectiveId === (actor as { collectiveId: string }).collectiveId
  );
}

/** May this actor see a field that is narrower than its object. */
export function maySeeField(seenBy: FieldSeenBy, source: unknown, actor: Actor): boolean {
  const { collectiveId, memberId } = source as { collectiveId: string; memberId: string };
  switch (seenBy) {
    case 'SELF':
      return actor.kind === 'MEMBER' && actor.collectiveId === collectiveId && actor.memberId === memberId;
    case 'MEMBERS':
      return belongs(source, actor);
    default:
      return exhaustive(seenBy);
  }
}
