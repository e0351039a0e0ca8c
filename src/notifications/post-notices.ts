import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import type { OutboxRow } from '../platform/outbox/outbox.entity.js';
import { postLetters, replaceLetters, type Left } from '../platform/outbox/outbox.js';
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
  const digests = await postOnce(
    tx,
    collectiveId,
    DIGEST_LETTER,
    await digestsDue(tx, collectiveId),
    NOTHING,
  );
  // Whoever has waited for a mail server for days is told once, of today.
  const waited = [...digests].map(([memberId, id]) => ({ id, memberId }));
  await replaceLetters(tx, collectiveId, waited, DIGEST_LETTER);
  await postOnce(tx, collectiveId, AT_ONCE_LETTER, await atOnceDue(tx, collectiveId), digests);
}

/**
 * What became of a letter: a mail server has it, and its reader was told; or it was dropped where there was no way out,
 * and is written again once there is one. One that was given up told nobody, and the next digest says it again.
 */
export async function writeDown(tx: Tx, { collectiveId, id }: OutboxRow, left: Left): Promise<void> {
  if (left.how === 'SENT')
    await tx.rows('UPDATE ormee.notice SET sent_at = $3 WHERE collective_id = $1 AND letter_id = $2', [
      collectiveId,
      id,
      left.writtenAt,
    ]);
  else
    await tx.rows('DELETE FROM ormee.notice WHERE collective_id = $1 AND letter_id = $2', [collectiveId, id]);
}

/** The letters that leave anyway, by member. */
type Letters = ReadonlyMap<Uuid, Uuid>;
const NOTHING: Letters = new Map();

/**
 * One letter a member, whatever it is about, and none about what a letter says that leaves anyway: a digest says all but
 * what is over. What somebody else's job has written meanwhile is left to them.
 */
async function postOnce(
  tx: Tx,
  collectiveId: Uuid,
  kind: string,
  due: readonly Due[],
  leaving: Letters,
): Promise<Letters> {
  const own = new Map<Uuid, Uuid>();
  const letterOf = ({ memberId, kind: thing }: Due): Uuid => {
    const said = thing === 'REVOKED' ? undefined : leaving.get(memberId);
    if (said === undefined && !own.has(memberId)) own.set(memberId, tx.id());
    return said ?? (own.get(memberId) as Uuid);
  };
  const written = await tx.rows<{ id: Uuid; memberId: Uuid }>(WRITE, [
    collectiveId,
    due.map(({ memberId }) => memberId),
    due.map((one) => one.kind),
    due.map(({ about }) => about),
    due.map(letterOf),
  ]);
  const letters = new Map(
    written.filter(({ id, memberId }) => own.get(memberId) === id).map(({ id, memberId }) => [memberId, id]),
  );
  await postLetters(
    tx,
    collectiveId,
    [...letters].map(([memberId, id]) => ({ id, memberId })),
    kind,
  );
  return letters;
}

const WRITE = `
  INSERT INTO ormee.notice (collective_id, member_id, kind, about, letter_id, posted_at)
  SELECT $1, due.member_id, due.kind, due.about, due.letter_id, ormee.instant()
  FROM unnest($2::uuid[], $3::text[], $4::text[], $5::uuid[]) AS due (member_id, kind, about, letter_id)
  ON CONFLICT (collective_id, member_id, kind, about) DO NOTHING
  RETURNING letter_id AS id, member_id AS "memberId"`;
