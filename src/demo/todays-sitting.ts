import { conveneAssembly } from '../assemblies/convene-assembly.js';
import type { MemberActor } from '../core/kernel/actors.js';
import type { Instant, Zone } from '../core/kernel/instants.js';
import { dayOf } from '../collectives/charter.queries.js';
import type { Transactions } from '../platform/database/transactions.js';

/** What is left to take up: the first item looks back, the second has a proposal that waits. */
const AGENDA = [
  { title: 'Depuis la dernière fois : décisions et mandats', minutes: 15 },
  { title: 'Tirer au sort qui anime nos assemblées', minutes: 20 },
  { title: 'Questions de la salle', minutes: 15 },
];

/** `Assemblée du lundi 23 novembre 2026`. */
export const titleOfSitting = (startsAt: Instant, zone: Zone): string =>
  `Assemblée du ${new Intl.DateTimeFormat('fr-FR', { dateStyle: 'full', timeZone: zone }).format(new Date(startsAt))}`;

/**
 * Convenes an assembly for this very instant, unless one of today's on the collective's calendar is still to end. A member does it
 * by the ordinary act, at the present instant: the clock of a database that lives is nobody's to move. Answers the
 * title of the last one dated today.
 */
export function ensureTodaysSitting(
  transactions: Transactions,
  actor: MemberActor,
  zone: Zone,
): Promise<string> {
  return transactions.write(async (tx) => {
    const { now, today } = await dayOf(tx, zone);
    const dated = await tx.one<{ title: string }>(
      `SELECT title FROM ormee.assembly
       WHERE collective_id = $1 AND (starts_at AT TIME ZONE $2)::date = $3 AND state <> 'ENDED' ORDER BY id DESC LIMIT 1`,
      [actor.collectiveId, zone, today],
    );
    if (dated) return dated.title;
    const title = titleOfSitting(now, zone);
    const { past } = (await tx.one<{ past: number }>(
      'SELECT count(*)::int AS past FROM ormee.assembly WHERE collective_id = $1',
      [actor.collectiveId],
    )) as { past: number };
    const repeat = { key: `todays-sitting/${today}/${past}`, sent: null }; // two starts at once convene one
    await conveneAssembly(tx, actor, { title, form: 'HYBRID', startsAt: null, agenda: AGENDA, repeat });
    return title;
  });
}
