import { nameSkeleton, unfitName } from '../core/kernel/names.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { GroupState } from './group.entity.js';

const SCOPE_MAX = 100_000;

/** What the database knows about a group that a decision, or somebody, would make. */
export interface FoundingFacts {
  readonly idTaken: boolean;
  /** A group that is not ended has a name that looks the same. */
  readonly nameTaken: boolean;
}

/** What the database knows about a group that a decision would change or end. */
export interface GroupFacts {
  readonly name: string;
  readonly state: GroupState;
  /** Another group that is not ended has a name that looks like the new one. */
  readonly nameTaken: boolean;
}

/** Whether a group can be called so, and be for this: INVALID_INPUT with the reason, or nothing. */
export function refuseGroupWords(
  { name, scope }: { readonly name: string; readonly scope: string },
  path: readonly (string | number)[] = [],
): Refusal | null {
  const unfit = unfitName(name);
  if (unfit) return refuse('INVALID_INPUT', { field: 'name', reason: unfit }, [...path, 'name']);
  const unsaid = scope.trim() === '' ? 'EMPTY' : unreadable(scope, 'LINES', SCOPE_MAX);
  return unsaid && refuse('INVALID_INPUT', { field: 'scope', reason: unsaid }, [...path, 'scope']);
}

export function refuseFounding(
  words: { readonly name: string; readonly scope: string },
  { idTaken, nameTaken }: FoundingFacts,
): Refusal | null {
  if (idTaken) return refuse('DUPLICATE', { what: 'group' });
  const unfit = refuseGroupWords(words);
  if (unfit) return unfit;
  return nameTaken ? refuse('GROUP_NAME_TAKEN', { name: words.name }) : null;
}

/** Whether the group that an effect names is there, not ended, and called as the effect says. */
export function refuseChange(named: string, group: GroupFacts | null): Refusal | null {
  // A name that is not the group's would put the decision on another target than the one it touches.
  if (!group || nameSkeleton(group.name) !== nameSkeleton(named)) return refuse('NOT_FOUND');
  return group.state === 'ENDED' ? refuse('GROUP_NOT_OPEN', { state: group.state }) : null;
}
