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
      return byVisibility(value as { visibility: Visibility }, actor);
    default:
      return exhaustive(policy);
  }
}

// GROUP and NAMED records have no reader until groups and named persons exist: denied by default.
function byVisibility(record: { visibility: Visibility }, actor: Actor): boolean {
  if (record.visibility === 'PUBLIC') return true;
  return record.visibility === 'MEMBERS' && belongs(record, actor);
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
