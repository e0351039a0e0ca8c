import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CalendarDuration, Zone } from '../core/kernel/instants.js';
import { personal } from '../core/kernel/leaves.js';
import type { Tx } from '../platform/database/transactions.js';
import { consumeFoundingLink } from '../platform/links/founding-links.js';
import { mintLink } from '../platform/links/links.js';
import { openRegister } from '../register/open-register.js';
import { record } from '../register/record.js';
import { CollectiveRow } from './collective.entity.js';
import { refuseBeginning, type Founder } from './founding.rules.js';
import { writeMembers } from './write-members.js';

/** As long as founders have to find each other, they have to open the door. */
const LINKS_LAST: CalendarDuration = 'P14D';

export interface Beginning {
  readonly link: string;
  readonly name: string;
  readonly zone: Zone;
  readonly locale: Locale;
  readonly founders: readonly Founder[];
}

/** A founder with the one link that lets them in: nobody can read it again. */
export interface NewFounder {
  readonly memberId: Uuid;
  readonly publicName: string;
  readonly link: string;
}

export interface Begun {
  readonly collectiveId: Uuid;
  readonly founders: readonly NewFounder[];
}

/**
 * Begins a collective, CONSTITUTING, with its register and its founders. Whoever has the founding link may press the
 * button, and keeps nothing of it: no right follows from it, only what each founder has.
 */
export async function beginFounding(tx: Tx, beginning: Beginning): Promise<Begun> {
  const { link, name, zone, locale, founders } = beginning;
  const refusal = refuseBeginning(beginning);
  if (refusal) throw refusal;
  const collectiveId = await consumeFoundingLink(tx, link);

  const createdAt = await tx.now();
  await tx.insert(CollectiveRow, { id: collectiveId, name, state: 'CONSTITUTING', zone, locale, createdAt });
  await openRegister(tx, collectiveId);
  record(tx, collectiveId, { type: 'founding.began', visibility: 'PUBLIC', body: { name, zone } });
  const joined: NewFounder[] = [];
  for (const founder of founders) joined.push(await joinFounding(tx, collectiveId, founder));
  return { collectiveId, founders: joined };
}

/** Makes somebody a founder, and answers the link that lets them in. */
export async function joinFounding(
  tx: Tx,
  collectiveId: Uuid,
  { publicName, kind, email }: Founder,
): Promise<NewFounder> {
  const memberId = tx.id();
  const joinedAt = await tx.now();
  await writeMembers(tx, [
    { collectiveId, id: memberId, kind, state: 'FOUNDING', publicName, email, joinedAt },
  ]);
  record(tx, collectiveId, {
    type: 'founding.joined',
    visibility: 'MEMBERS',
    body: { member: personal(memberId), name: personal(publicName), kind },
  });
  const link = await mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', LINKS_LAST);
  return { memberId, publicName, link };
}
