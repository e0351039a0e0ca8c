import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { SittingRole } from '../mandates/mandate.entity.js';
import type { ActOpenedByMandate } from '../mandates/scopes.js';

interface RoleFacts {
  /** What it opens in its own sitting. */
  readonly acts: readonly ActOpenedByMandate[];
  readonly title: { readonly [L in Locale]: string };
}

/** The roles of a sitting: only the facilitator's opens acts, the others are purely human tasks. */
export const ROLES: { readonly [R in SittingRole]: RoleFacts } = {
  FACILITATOR: {
    acts: ['takeUpItem', 'openPoll', 'callLastCall', 'endAssembly'],
    title: { fr: 'Animation de la séance', en: 'Facilitating the sitting' },
  },
  MINUTE_TAKER: {
    acts: [],
    title: { fr: 'Secrétariat de la séance', en: 'Taking the minutes of the sitting' },
  },
  TIMEKEEPER: { acts: [], title: { fr: 'Tenue du temps', en: 'Keeping the time' } },
  QUEUE_KEEPER: { acts: [], title: { fr: 'Tenue des tours de parole', en: "Keeping the speakers' queue" } },
  TELLER: { acts: [], title: { fr: 'Dépouillement', en: 'Counting' } },
};

/**
 * The task that a role is, unique while it is held: `sitting/ASSEMBLY/minute-taker`. Tellers are several, so theirs
 * names its holder too. The slash keeps it apart from the tasks that decisions name.
 */
export function taskOf(role: SittingRole, assemblyId: Uuid, memberId: Uuid): string {
  const task = `sitting/${assemblyId}/${role.toLowerCase().replaceAll('_', '-')}`;
  return role === 'TELLER' ? `${task}/${memberId}` : task;
}
