import type { MemberActor } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import { refuse, type Refusal } from '../../core/kernel/refusals.js';

/** Whoever speaks for others is a person, in a session of their own, and never for themselves. */
export function maySpeakFor(actor: MemberActor, memberId: Uuid, argument = 'input'): Refusal | null {
  if (actor.memberId === memberId)
    return refuse('INVALID_INPUT', { field: 'memberId', reason: 'ONESELF' }, [argument, 'memberId']);
  if (actor.memberKind === 'LEGAL') return refuse('NATURAL_PERSON_NEEDED');
  // Whoever was let in by others would hide them: these would speak for two.
  return actor.assisted ? refuse('RELAY_NEEDS_OWN_LINK') : null;
}

/** What was said is read back to whoever said it, or it is not brought. */
export const mustBeReadBack = (readBack: boolean, argument = 'input'): Refusal | null =>
  readBack
    ? null
    : refuse('INVALID_INPUT', { field: 'readBack', reason: 'NOT_READ_BACK' }, [argument, 'readBack']);
