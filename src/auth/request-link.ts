import { addDuration, type Zone } from '../core/kernel/instants.js';
import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { mintLink } from '../platform/links/links.js';
import { countTry } from '../platform/links/tries.js';
import type { Letter } from '../platform/mail/mail.js';
import { post, type LetterWriter } from '../platform/outbox/outbox.js';

/** The kind of the letter with a sign-in link. */
export const SIGN_IN_LINK = 'SIGN_IN_LINK';

/** People read their mail the next morning. */
const MAILED_LINK_LASTS = 'P1D';

/**
 * Posts a link to whoever has this address in the collective: one letter a member, for a couple may share one, and not
 * a sixth in an hour. Answers nothing, so that nobody learns whether an address is known.
 */
export async function requestSignInLink(tx: Tx, collectiveId: Uuid, email: string): Promise<void> {
  await countTry(tx, collectiveId, 'MAIL');
  const holders = await tx.rows<{ id: Uuid }>(
    `SELECT member.id FROM ormee.member
     WHERE member.collective_id = $1 AND lower(member.email) = lower($2)
       AND NOT EXISTS (SELECT FROM ormee.outbox WHERE outbox.collective_id = $1 AND outbox.member_id = member.id
         AND outbox.kind = $3 AND outbox.given_up_at IS NULL)
       AND 5 > (SELECT count(*) FROM ormee.link WHERE link.collective_id = $1 AND link.member_id = member.id
         AND link.purpose = 'SIGN_IN' AND link.issued_at > ormee.instant() - interval '1 hour')
     ORDER BY member.id`,
    [collectiveId, email.trim(), SIGN_IN_LINK],
  );
  await post(
    tx,
    collectiveId,
    holders.map(({ id }) => id),
    SIGN_IN_LINK,
  );
}

interface Addressee {
  readonly email: string | null;
  readonly publicName: string;
  readonly collective: string;
  readonly locale: Locale;
  readonly zone: Zone;
}

/** Writes the letter with a sign-in link, minted as it leaves; nothing when its address was erased meanwhile. */
export const writeSignInLetter =
  (publicUrl: string): LetterWriter =>
  async (tx, { collectiveId, memberId }) => {
    if (memberId === null) return null;
    const to = await tx.one<Addressee>(
      `SELECT member.email, member.public_name AS "publicName", collective.name AS collective, collective.locale,
         collective.zone
       FROM ormee.member JOIN ormee.collective ON collective.id = member.collective_id
       WHERE member.collective_id = $1 AND member.id = $2`,
      [collectiveId, memberId],
    );
    if (!to || to.email === null) return null;
    const until = addDuration(await tx.now(), MAILED_LINK_LASTS, to.zone);
    const url = `${publicUrl}/entrer/${await mintLink(tx, { collectiveId, memberId }, 'SIGN_IN', MAILED_LINK_LASTS)}`;
    return { to: to.email, ...LETTER[to.locale](to, url, hourOf(until, to)) };
  };

function hourOf(instant: string, { locale, zone }: Addressee): string {
  const style = { dateStyle: 'long', timeStyle: 'short', timeZone: zone } as const;
  return new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', style).format(new Date(instant));
}

type Words = (to: Addressee, url: string, until: string) => Omit<Letter, 'to'>;

const LETTER: { readonly [L in Locale]: Words } = {
  fr: ({ publicName, collective }, url, until) => ({
    subject: `Votre lien pour entrer dans ${collective}`,
    text: `Bonjour ${publicName},

Voici le lien qui vous fait entrer dans ${collective}. Il sert une seule fois, jusqu’au ${until} :

${url}

Vous n’avez rien demandé ? Laissez ce message : tant que personne n’appuie sur le bouton de la page, rien ne se passe.
`,
  }),
  en: ({ publicName, collective }, url, until) => ({
    subject: `Your link to enter ${collective}`,
    text: `Hello ${publicName},

Here is the link that lets you into ${collective}. It works once, until ${until}:

${url}

You asked for nothing? Leave this message: until somebody presses the button of that page, nothing happens.
`,
  }),
};
