import type { GrantMandate } from '../core/kernel/effects.js';
import { addDuration } from '../core/kernel/instants.js';
import { ZONE } from './atelier.js';
import type { Life } from './life.js';

/** A mandate of a year for one person, which opens nothing technical. */
export async function mandateFor(
  life: Life,
  name: string,
  said: Pick<GrantMandate, 'task' | 'title' | 'instructions'>,
): Promise<GrantMandate> {
  const { collectiveId, memberId } = life.who(name);
  const endsAt = addDuration(await life.act(name, (tx) => tx.now()), 'P1Y', ZONE);
  return {
    kind: 'GRANT_MANDATE',
    mandateId: life.newId(),
    ...said,
    boundBy: [],
    holders: [memberId],
    scope: { acts: [], object: { kind: 'COLLECTIVE', id: collectiveId } },
    endsAt,
    reportDueAt: null,
  };
}
