import type { Uuid } from '../core/kernel/ids.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { consumeLink } from '../platform/links/links.js';
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

/** Stops the letters of whoever holds a link from one, without a session: LINK_NOT_VALID says nothing of whose it was. */
export async function stopNotices(tx: Tx, link: string): Promise<void> {
  await setNoticeRhythm(tx, await consumeLink(tx, link, 'STOP_NOTICES'), 'NONE');
}

/** What somebody chose, and whether a calendar programme holds a key of theirs. */
export interface NoticeSettings {
  readonly rhythm: NoticeRhythm;
  readonly hasCalendar: boolean;
}

export async function noticeSettings(
  reader: Reader,
  collectiveId: Uuid,
  memberId: Uuid,
): Promise<NoticeSettings> {
  const [row] = await reader.rows<NoticeSettings>(
    `SELECT coalesce((SELECT rhythm FROM ormee.notice_choice WHERE collective_id = $1 AND member_id = $2), 'WEEKLY')
         AS rhythm,
       EXISTS (SELECT FROM ormee.calendar_key WHERE collective_id = $1 AND member_id = $2) AS "hasCalendar"`,
    [collectiveId, memberId],
  );
  return row as NoticeSettings;
}
