import type { Effect, TargetKey } from '../kernel/effects.js';
import { exhaustive } from '../kernel/exhaustive.js';
import type { Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';

/** What of the collective is a group's own. */
export interface OwnOfGroup {
  /** Mandates whose scope is the group. */
  readonly mandates: ReadonlySet<Uuid>;
  /** Decisions that the group took. */
  readonly decisions: ReadonlySet<Uuid>;
}

/**
 * What a working group decides by itself: a position; a mandate in its own scope, given or taken back; and to take back
 * what it decided. Everything else is GROUP_SCOPE_EXCEEDED, which names what goes beyond: the question is handed to the
 * collective. A group has no other power than the collective's silence.
 */
export function refuseBeyondGroup(
  effects: readonly Effect[],
  groupId: Uuid,
  own: OwnOfGroup,
): Refusal<'GROUP_SCOPE_EXCEEDED'> | null {
  const beyond = effects.map((effect) => beyondGroup(effect, groupId, own)).find((what) => what !== null);
  return beyond === undefined ? null : refuse('GROUP_SCOPE_EXCEEDED', { what: beyond });
}

/**
 * What a group's poll reserves of a target: it keeps out other polls of groups, and no poll of the collective, which a
 * group could else hold up.
 */
export const reservedByGroup = (target: TargetKey): TargetKey => `of-group:${target}`;

/** What an effect does that the group may not; null when it may. */
function beyondGroup(effect: Effect, groupId: Uuid, own: OwnOfGroup): string | null {
  switch (effect.kind) {
    case 'GRANT_MANDATE': {
      const { kind, id } = effect.scope.object;
      return kind === 'GROUP' && id === groupId ? null : 'MANDATE_BEYOND_GROUP';
    }
    case 'REVOKE_MANDATE':
      return own.mandates.has(effect.mandateId) ? null : 'MANDATE_BEYOND_GROUP';
    case 'REPEAL_DECISION':
      return own.decisions.has(effect.decisionId) ? null : 'DECISION_OF_OTHERS';
    case 'PATCH_TEXT':
    case 'CHANGE_CHARTER':
    case 'ADMIT_MEMBER':
    case 'PUBLISH_APPEAL':
    case 'EXCLUDE_MEMBER':
    case 'REINSTATE_MEMBER':
    case 'SETTLE_CHALLENGE':
    case 'REOPEN_DECISION':
    case 'ADOPT_TEXT':
    case 'TAKE_OVER_TEXT':
    case 'COSIGN_TEXT':
    case 'AGREE_MAJORITY':
    case 'CREATE_GROUP':
    case 'RESCOPE_GROUP':
    case 'END_GROUP':
      return effect.kind;
    default:
      return exhaustive(effect);
  }
}
