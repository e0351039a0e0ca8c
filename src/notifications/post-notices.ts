import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { postLetters } from '../platform/outbox/outbox.js';
import { atOnceDue, digestsDue, type Due } from './notices.queries.js';

/** The letter of a day or a week with all that awaits somebody. */
export const DIGEST_LETTER = 'DIGEST';
/** The letter about what cannot wait for it. */
export const AT_ONCE_LETTER = 'AT_ONCE';

/**
 * Posts the letters that are due in a collective, in one transaction: what was written and that it was commit together, so
 * that a job which is killed and runs again writes to nobody twice and forgets nobody.
 */
export async function postNotices(tx: Tx, collectiveId: Uuid): Promise<void> {
  await postOnce(tx, collectiveId, DIGEST_LETTER, await digestsDue(tx, collectiveId));
  await postOnce(tx, collectiveId, AT_ONCE_LETTER, await atOnceDue(tx, collectiveId));
}

/** One letter a member, whatever it is about; what somebody else's job has written meanwhile is left to them. */
async function postOnce(tx: Tx, collectiveId: Uuid, kind: string, due: readonly Due[]): Promise<void> {
  const letters = new Map<Uuid, Uuid>();
  for (const { memberId } of due) if (!letters.has(memberId)) letters.set(memberId, tx.id());
  const written = await tx.rows<{ memberId: Uuid }>(WRITE, [
    collectiveId,
    due.map(({ memberId }) => memberId),
    due.map((one) => one.kind),
    due.map(({ about }) => about),
    due.map(({ memberId }) => letters.get(memberId)),
  ]);
  const memberIds = [...new Set(written.map(({ memberId }) => memberId))];
  await postLetters(
    tx,
    collectiveId,
    memberIds.map((memberId) => ({ id: letters.get(memberId) as Uuid, memberId })),
    kind,
  );
}

const WRITE = `
  INSERT INTO ormee.notice (collective_id, member_id, kind, about, letter_id, posted_at)
  SELECT $1, due.member_id, due.kind, due.about, due.letter_id, ormee.instant()
  FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS due (member_id, kind, about, letter_id)
  ON CONFLICT (collective_id, member_id, kind, about) DO NOTHING
  RETURNING member_id AS "memberId"`;
