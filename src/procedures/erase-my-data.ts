import { ownSignatures } from '../appeals/own-signature.queries.js';
import { withdrawSignatures } from '../appeals/write-signatures.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import { nameSkeleton } from '../core/kernel/names.js';
import { refuse } from '../core/kernel/refusals.js';
import { eraseWords } from '../deliberation/erase-words.js';
import type { Tx } from '../platform/database/transactions.js';
import { lockHead, record } from '../register/record.js';
import { SALTS_OF_PERSON } from './personal-data.js';
import { withholdNames } from './withhold-names.js';

const FORMER: { readonly [L in Locale]: string } = { fr: 'Ex-membre', en: 'Former member' };

/**
 * Erases what leads to a person, once they have left: address, links, sessions, application, support, signatures, what
 * they said in threads, the names they bore before, and the salts of their commitments. Their name becomes a neutral one.
 * What the collective did stays as it was done: ballots stay counted, the register verifies as before, and neither leads to
 * a name any more. Cannot be undone.
 */
export async function eraseMyData(tx: Tx, actor: MemberActor): Promise<void> {
  const { collectiveId, memberId } = actor;
  if (actor.state === 'ACTIVE' || actor.state === 'FOUNDING') throw refuse('STILL_A_MEMBER');
  await withholdNames(tx, collectiveId, memberId);
  // Their applications say which those are, and go with the rest.
  const signed = await ownSignatures(tx, collectiveId, memberId, null);
  // Sessions first: casting holds them, before it holds a place on a roll.
  for (const statement of GONE) await tx.rows(statement, [collectiveId, memberId]);
  await eraseWords(tx, collectiveId, memberId);
  await withdrawSignatures(tx, collectiveId, signed);
  await tx.rows(FORGET_SALTS, [collectiveId, memberId]);
  await lockHead(tx, collectiveId); // the last lock; two who go at once get a number each
  const { locale } = await localeOf(tx, actor);
  const publicName = await neutralName(tx, actor, locale);
  await tx.rows(
    `UPDATE ormee.member SET public_name = $3, name_skeleton = $4, email = NULL, erased_at = ormee.instant()
     WHERE collective_id = $1 AND id = $2`,
    [collectiveId, memberId, publicName, nameSkeleton(publicName)],
  );
  record(tx, collectiveId, { type: 'member.erased', visibility: 'MEMBERS', body: {} });
}

async function localeOf(tx: Tx, { collectiveId }: MemberActor): Promise<{ locale: Locale }> {
  return (await tx.one<{ locale: Locale }>('SELECT locale FROM ormee.collective WHERE id = $1', [
    collectiveId,
  ])) as { locale: Locale };
}

/** The first number that no name of the collective has. */
async function neutralName(tx: Tx, { collectiveId }: MemberActor, locale: Locale): Promise<string> {
  const rows = await tx.rows<{ skeleton: string }>(
    'SELECT name_skeleton AS skeleton FROM ormee.member WHERE collective_id = $1 AND name_skeleton LIKE $2',
    [collectiveId, `${nameSkeleton(FORMER[locale])} %`],
  );
  const taken = new Set(rows.map(({ skeleton }) => skeleton));
  for (let number = 1; ; number += 1) {
    const name = `${FORMER[locale]} ${number}`;
    if (!taken.has(nameSkeleton(name))) return name;
  }
}

/** In the order in which rows point at each other. */
const GONE = [
  'DELETE FROM ormee.session WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.link WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.link_issue WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.relay_request WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.outbox WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.idempotency WHERE collective_id = $1 AND member_id = $2',
  `DELETE FROM ormee.vouching WHERE collective_id = $1 AND application_id IN (
     SELECT id FROM ormee.application WHERE collective_id = $1 AND $2 IN (member_id, returning_member_id))`,
  'DELETE FROM ormee.application WHERE collective_id = $1 AND $2 IN (member_id, returning_member_id)',
  'DELETE FROM ormee.membership_dues WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.former_name WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.support WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.notice WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.notice_choice WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.calendar_key WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.amendment_support WHERE collective_id = $1 AND member_id = $2',
  'DELETE FROM ormee.mandate_volunteer WHERE collective_id = $1 AND member_id = $2',
  `UPDATE ormee.nomination SET reason = '' WHERE collective_id = $1 AND member_id = $2`,
] as const;

const FORGET_SALTS = `DELETE FROM ormee.register_salt it WHERE it.collective_id = $1 AND ${SALTS_OF_PERSON}`;
