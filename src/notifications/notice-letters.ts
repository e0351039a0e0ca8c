import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { addDuration, type Instant, type Zone } from '../core/kernel/instants.js';
import type { Tx } from '../platform/database/transactions.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import { mintLink } from '../platform/links/links.js';
import type { Letter } from '../platform/mail/mail.js';
import type { OutboxRow } from '../platform/outbox/outbox.entity.js';
import type { LetterWriter } from '../platform/outbox/outbox.js';
import type { NoticeRhythm } from './notice.entity.js';
import { countedAtOnce, countedForDigest, type Counted } from './notices.queries.js';

/** People stop letters from one that they find again. */
const STOP_LASTS = 'P90D';

interface Addressee {
  readonly email: string | null;
  readonly locale: Locale;
  readonly zone: Zone;
  readonly rhythm: NoticeRhythm;
  /** Their name where another member has the same address, who would else not know whose letter it is; null elsewhere. */
  readonly sharing: string | null;
  readonly amongOthers: boolean;
  /** The next morning, where it is night. */
  readonly morning: Instant | null;
}

type Count = (tx: Tx, collectiveId: Uuid, memberId: Uuid, row: OutboxRow) => Promise<readonly Counted[]>;
/** Whether a letter that says this comes too late in the morning. */
type CannotWait = (counted: readonly Counted[], morning: Instant) => boolean;

/** Writes the digest of a member as it leaves; nothing when nothing is asked any more, or they want no letter. */
export const writeDigest = (publicUrl: string): LetterWriter =>
  written(
    publicUrl,
    (tx, collectiveId, memberId) => countedForDigest(tx, collectiveId, memberId),
    () => false,
  );

/** Writes what cannot wait, in the same words: by night only what would close before its reader has had a morning for it. */
export const writeAtOnce = (publicUrl: string): LetterWriter =>
  written(
    publicUrl,
    (tx, collectiveId, memberId, { id }) => countedAtOnce(tx, collectiveId, memberId, id),
    (counted, morning) =>
      counted.some(
        ({ sort, firstAt }) =>
          (sort === 'VOTE' || sort === 'ANSWER') &&
          firstAt !== null &&
          firstAt < addDuration(morning, 'PT5H', 'UTC'),
      ),
  );

const written =
  (publicUrl: string, count: Count, cannotWait: CannotWait): LetterWriter =>
  async (tx, row) => {
    const { collectiveId, memberId } = row;
    const to = memberId && (await addressee(tx, collectiveId, memberId));
    if (!to || to.email === null || to.rhythm === 'NONE') return null;
    const counted = await count(tx, collectiveId, memberId, row);
    if (counted.length === 0) return null;
    if (to.morning !== null && !cannotWait(counted, to.morning)) return { notBefore: to.morning };
    const token = await mintLink(tx, { collectiveId, memberId }, 'STOP_NOTICES', STOP_LASTS);
    // Where several collectives live, whoever follows the link says by it where they want to enter.
    const query = to.amongOthers ? `?collective=${toGlobalId('Collective', collectiveId, collectiveId)}` : '';
    const place = `${publicUrl}/${query}`;
    return { to: to.email, ...letterOf(to, counted, place, `${publicUrl}/lettres/${token}`) };
  };

/**
 * Letters leave from seven in the morning to nine in the evening, where the collective lives. What waited all night leaves a
 * little later: today's digest takes the place of yesterday's.
 */
const MORNING = `
  CASE WHEN here.hour < time '07:00' THEN here.day + time '07:10'
    WHEN here.hour >= time '21:00' THEN here.day + 1 + time '07:10' END AT TIME ZONE collective.zone`;

const addressee = (tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<Addressee | null> =>
  tx.one<Addressee>(
    `SELECT member.email, collective.locale, collective.zone, coalesce(choice.rhythm, 'WEEKLY') AS rhythm,
       ${MORNING} AS morning,
       EXISTS (SELECT FROM ormee.collective another WHERE another.id <> collective.id) AS "amongOthers",
       CASE WHEN EXISTS (SELECT FROM ormee.member other WHERE other.collective_id = member.collective_id
         AND other.id <> member.id AND lower(other.email) = lower(member.email)) THEN member.public_name END AS sharing
     FROM ormee.member member JOIN ormee.collective collective ON collective.id = member.collective_id
     CROSS JOIN LATERAL (SELECT (ormee.instant() AT TIME ZONE collective.zone)::date AS day,
       (ormee.instant() AT TIME ZONE collective.zone)::time AS hour) here
     LEFT JOIN ormee.notice_choice choice
       ON choice.collective_id = member.collective_id AND choice.member_id = member.id
     WHERE member.collective_id = $1 AND member.id = $2 AND member.state = 'ACTIVE'`,
    [collectiveId, memberId],
  );

/** What a letter says, and does not: no title, no name but that of who shares its address, not which collective (note 031). */
export function letterOf(
  { locale, zone, rhythm, sharing }: Pick<Addressee, 'locale' | 'zone' | 'rhythm' | 'sharing'>,
  counted: readonly Counted[],
  place: string,
  stop: string,
): Omit<Letter, 'to'> & { readonly stop: string } {
  const total = counted.reduce((sum, { count }) => sum + count, 0);
  const words = WORDS[locale];
  const lines = counted.map(({ sort, count, firstAt }) => {
    const when = firstAt === null ? '' : words.first(hourOf(firstAt, locale, zone), sort, count);
    return `- ${words.sorts[sort](count)}${when}`;
  });
  return {
    subject: words.subject(total),
    text: [
      words.hello(sharing),
      words.awaits(total),
      lines.join('\n'),
      `${words.place} ${place}`,
      words.discreet,
      `${words.rhythm[rhythm as 'DAILY' | 'WEEKLY']}\n${stop}`,
      '',
    ].join('\n\n'),
    stop,
  };
}

function hourOf(instant: string, locale: Locale, zone: Zone): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', style).format(new Date(instant));
}

interface Words {
  readonly subject: (total: number) => string;
  readonly hello: (sharing: string | null) => string;
  readonly awaits: (total: number) => string;
  readonly sorts: { readonly [S in Counted['sort']]: (count: number) => string };
  readonly first: (when: string, sort: Counted['sort'], count: number) => string;
  readonly place: string;
  readonly discreet: string;
  readonly rhythm: { readonly DAILY: string; readonly WEEKLY: string };
}

const WORDS: { readonly [L in Locale]: Words } = {
  fr: {
    subject: (total) => `Ormée : ${total === 1 ? 'une chose vous attend' : `${total} choses vous attendent`}`,
    hello: (sharing) => (sharing === null ? 'Bonjour,' : `Bonjour ${sharing},`),
    awaits: (total) => (total === 1 ? 'Une chose vous attend :' : `${total} choses vous attendent :`),
    sorts: {
      VOTE: (count) =>
        count === 1 ? 'un scrutin où vous n’avez pas voté' : `${count} scrutins où vous n’avez pas voté`,
      ANSWER: (count) =>
        count === 1 ? 'une réponse que l’on vous demande' : `${count} réponses que l’on vous demande`,
      HIDDEN: (count) =>
        count === 1
          ? 'des mots de vous, masqués par une personne mandatée : vous pouvez lire pourquoi, et contester'
          : `${count} contributions de vous, masquées par une personne mandatée : vous pouvez lire pourquoi, et contester`,
      READ: (count) =>
        count === 1 ? 'un fil où l’on a parlé depuis' : `${count} fils où l’on a parlé depuis`,
      MANDATE: (count) =>
        count === 1 ? 'un compte rendu de mandat à rendre' : `${count} comptes rendus de mandat à rendre`,
      REVOKED: (count) =>
        count === 1 ? 'un de vos mandats a été révoqué' : `${count} de vos mandats ont été révoqués`,
    },
    first: (when, sort, count) =>
      sort === 'MANDATE'
        ? count === 1
          ? `, pour le ${when}`
          : `, le premier pour le ${when}`
        : count === 1
          ? `, jusqu’au ${when}`
          : `, le premier jusqu’au ${when}`,
    place: 'C’est ici :',
    discreet: 'Cette lettre ne dit pas de quoi il s’agit : un courriel se lit par-dessus l’épaule.',
    rhythm: {
      DAILY: 'Vous la recevez une fois par jour au plus. Pour ne plus recevoir de lettres :',
      WEEKLY:
        'Vous la recevez une fois par semaine, plus souvent si une échéance est proche. Pour ne plus recevoir de lettres :',
    },
  },
  en: {
    subject: (total) => `Ormée: ${total === 1 ? 'one thing awaits you' : `${total} things await you`}`,
    hello: (sharing) => (sharing === null ? 'Hello,' : `Hello ${sharing},`),
    awaits: (total) => (total === 1 ? 'One thing awaits you:' : `${total} things await you:`),
    sorts: {
      VOTE: (count) =>
        count === 1 ? 'a poll in which you have not voted' : `${count} polls in which you have not voted`,
      ANSWER: (count) =>
        count === 1 ? 'an answer that is asked of you' : `${count} answers that are asked of you`,
      HIDDEN: (count) =>
        count === 1
          ? 'words of yours that were hidden under a mandate: you may read why, and appeal'
          : `${count} contributions of yours that were hidden under a mandate: you may read why, and appeal`,
      READ: (count) =>
        count === 1 ? 'a thread in which others spoke since' : `${count} threads in which others spoke since`,
      MANDATE: (count) => (count === 1 ? 'a report on a mandate' : `${count} reports on mandates`),
      REVOKED: (count) =>
        count === 1 ? 'a mandate of yours was revoked' : `${count} mandates of yours were revoked`,
    },
    first: (when, sort, count) => {
      const by = sort === 'MANDATE' ? 'by' : 'until';
      return count === 1 ? `, ${by} ${when}` : `, the first ${by} ${when}`;
    },
    place: 'It is here:',
    discreet: 'This letter does not say what it is about: mail is read over shoulders.',
    rhythm: {
      DAILY: 'You receive it once a day at most. To receive no more letters:',
      WEEKLY:
        'You receive it once a week, more often when something closes soon. To receive no more letters:',
    },
  },
};
