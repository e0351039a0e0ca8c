import type { Uuid } from '../core/kernel/ids.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { holderOfLink } from '../platform/links/links.js';
import type { NoticeRhythm } from './notice.entity.js';

/** Says how often somebody wants letters. Saying the same again changes nothing, not even since when. */
export async function setNoticeRhythm(
  tx: Tx,
  { collectiveId, memberId }: { readonly collectiveId: Uuid; readonly memberId: Uuid },
  rhythm: NoticeRhythm,
): Promise<NoticeRhythm> {
  await tx.rows(
    `INSERT INTO ormee.notice_choice AS choice (collective_id, member_id, rhythm, chosen_at)
     VALUES ($1, $2, $3, ormee.instant())
     ON CONFLICT (collective_id, member_id) DO UPDATE SET rhythm = excluded.rhythm, chosen_at = excluded.chosen_at
       WHERE choice.rhythm <> excluded.rhythm`,
    [collectiveId, memberId, rhythm],
  );
  return rhythm;
}

/**
 * Stops the letters of whoever holds a link from one, without a session: LINK_NOT_VALID says nothing of whose it was. Pressed
 * twice, by a mail programme that tries again or by somebody who asked for letters since, it stops them again.
 */
export async function stopNotices(tx: Tx, link: string): Promise<void> {
  await setNoticeRhythm(tx, await holderOfLink(tx, link, 'STOP_NOTICES'), 'NONE');
}

/** What somebody chose, and whether a calendar programme holds a key of theirs. */
export interface NoticeSettings {
  readonly rhythm: NoticeRhythm;
  readonly hasCalendar: boolean;
  /** False once a mail server refused letters to them for good, until one leaves again. */
  readonly lettersReachYou: boolean;
}

export async function noticeSettings(
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<NoticeSettings> {
  const [row] = await reader.rows<NoticeSettings>(
    `SELECT coalesce((SELECT rhythm FROM ormee.notice_choice WHERE collective_id = $1 AND member_id = $2), 'WEEKLY')
         AS rhythm,
       EXISTS (SELECT FROM ormee.calendar_key WHERE collective_id = $1 AND member_id = $2) AS "hasCalendar",
       NOT EXISTS (SELECT FROM ormee.outbox lost WHERE lost.collective_id = $1 AND lost.member_id = $2
         AND lost.given_up_at > coalesce((SELECT max(sent_at) FROM ormee.notice
           WHERE collective_id = $1 AND member_id = $2), '-infinity')) AS "lettersReachYou"`,
    [collectiveId, memberId],
  );
  return row as NoticeSettings;
}
