import { latestEnd } from '../core/charter/periods.js';
import type { MemberActor } from '../core/kernel/actors.js';
import { exhaustive } from '../core/kernel/exhaustive.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Instant } from '../core/kernel/instants.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { SittingRole } from '../mandates/mandate.entity.js';
import { refuseTitle } from '../mandates/mandate.rules.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { AssemblyRow } from './assembly.entity.js';

/** What the rules read of an assembly. */
export type Sitting = Pick<AssemblyRow, 'state' | 'startsAt'>;

/**
 * Who may call the collective together, and start what was convened: any active member who is a natural person, and
 * any such founder while the collective is being founded. That is everybody to whom a role can be given.
 */
export function refuseCaller(actor: MemberActor, act: 'conveneAssembly' | 'startAssembly'): Refusal | null {
  return isActivePerson(actor) ? null : refuse('MANDATE_REQUIRED', { act });
}

/** An assembly is convened for an hour within a year that has not passed; how long before, each question's clause says. */
export function refuseConvening(
  { title, startsAt }: { readonly title: string; readonly startsAt: Instant },
  now: Instant,
): Refusal | null {
  if (startsAt < now)
    return refuse('INVALID_INPUT', { field: 'startsAt', reason: 'PAST' }, ['input', 'startsAt']);
  if (startsAt > latestEnd(now, 'UTC'))
    return refuse('INVALID_INPUT', { field: 'startsAt', reason: 'TOO_FAR' }, ['input', 'startsAt']);
  return refuseTitle(title, ['input', 'title']);
}

/** The doors are open from the hour of the assembly to its end, whether or not somebody has pressed the button. */
export function refuseEntry({ state, startsAt }: Sitting, now: Instant): Refusal | null {
  switch (state) {
    case 'CONVENED':
      return now < startsAt ? refuse('ASSEMBLY_NOT_STARTED', { startsAt }) : null;
    case 'RUNNING':
      return null;
    case 'ENDED':
      return refuse('ASSEMBLY_NOT_RUNNING', { state });
    default:
      return exhaustive(state);
  }
}

/** What is done in the room is done while the assembly runs, by somebody who is in it. */
export function refuseInRoom({ state }: Sitting, actorIsPresent: boolean): Refusal | null {
  if (state !== 'RUNNING') return refuse('ASSEMBLY_NOT_RUNNING', { state });
  return actorIsPresent ? null : refuse('NOT_PRESENT');
}

/** A role is a mandate, so it is held by a natural person; each by one, but for the tellers, who check each other. */
export function refuseRole(role: SittingRole, actor: MemberActor, heldBy: readonly Uuid[]): Refusal | null {
  const { collectiveId, memberId } = actor;
  if (!isActivePerson(actor))
    return refuse('MANDATE_HOLDER_NOT_ELIGIBLE', { member: toGlobalId('Member', collectiveId, memberId) });
  const heldByAnother = heldBy.some((holder) => holder !== memberId);
  return role !== 'TELLER' && heldByAnother ? refuse('ROLE_HELD', { role }) : null;
}

const isActivePerson = ({ memberKind, state }: MemberActor): boolean =>
  memberKind === 'NATURAL' && (state === 'ACTIVE' || state === 'FOUNDING');
