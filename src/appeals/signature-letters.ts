import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Tx } from '../platform/database/transactions.js';
import { mintSignatureLink } from '../platform/links/signature-links.js';
import type { Letter } from '../platform/mail/mail.js';
import type { LetterWriter } from '../platform/outbox/outbox.js';

/** The kind of the letter that asks an address whether it signs. */
export const SIGNATURE_CONFIRMATION = 'SIGNATURE_CONFIRMATION';
/** The kind of the letter with a link that takes a signature back. */
export const SIGNATURE_WITHDRAWAL = 'SIGNATURE_WITHDRAWAL';

/** As long as an unconfirmed signature is kept. */
const CONFIRM_LASTS = 'P7D';
/** People read their mail the next morning, or after a weekend. */
const WITHDRAW_LASTS = 'P3D';

interface Addressee {
  readonly email: string | null;
  readonly state: string;
  readonly appeal: string;
  readonly collective: string;
  readonly locale: Locale;
  /** The verified signature of the same address, where there is one. */
  readonly standingId: Uuid | null;
}

const readAddressee = (tx: Tx, collectiveId: Uuid, signatoryId: Uuid | null): Promise<Addressee | null> =>
  tx.one<Addressee>(
    `SELECT it.email, it.state, appeal.title AS appeal, collective.name AS collective,
       coalesce(it.locale, collective.locale) AS locale,
       (SELECT standing.id FROM ormee.signatory standing WHERE standing.collective_id = it.collective_id
          AND standing.appeal_id = it.appeal_id AND lower(standing.email) = lower(it.email)
          AND standing.state = 'STANDING' AND standing.verified LIMIT 1) AS "standingId"
     FROM ormee.signatory it
     JOIN ormee.appeal appeal ON appeal.collective_id = it.collective_id AND appeal.id = it.appeal_id
     JOIN ormee.collective collective ON collective.id = it.collective_id
     WHERE it.collective_id = $1 AND it.id = $2`,
    [collectiveId, signatoryId],
  );

/**
 * Writes the letter that asks an address whether it signs. It holds nothing that a stranger typed, so that nobody writes
 * to others through us: the page behind its link shows what would be signed. To an address that has signed it says so.
 */
export const writeConfirmation =
  (publicUrl: string): LetterWriter =>
  async (tx, { collectiveId, subjectId, id: letterId }) => {
    const to = await readAddressee(tx, collectiveId, subjectId);
    if (!to || to.email === null || to.state !== 'PENDING') return null;
    if (to.standingId !== null) {
      const owner = { collectiveId, signatoryId: to.standingId };
      const url = `${publicUrl}/appels/retirer/${await mintSignatureLink(tx, owner, 'WITHDRAW', WITHDRAW_LASTS, letterId)}`;
      return { to: to.email, ...SIGNED_ALREADY[to.locale](to, url) };
    }
    const owner = { collectiveId, signatoryId: subjectId as Uuid };
    const url = `${publicUrl}/appels/confirmer/${await mintSignatureLink(tx, owner, 'CONFIRM', CONFIRM_LASTS, letterId)}`;
    return { to: to.email, ...CONFIRM[to.locale](to, url) };
  };

/** Writes the letter with a link that takes a signature back; nothing once it is taken back. */
export const writeWithdrawal =
  (publicUrl: string): LetterWriter =>
  async (tx, { collectiveId, subjectId, id: letterId }) => {
    const to = await readAddressee(tx, collectiveId, subjectId);
    if (!to || to.email === null || to.state !== 'STANDING') return null;
    const owner = { collectiveId, signatoryId: subjectId as Uuid };
    const url = `${publicUrl}/appels/retirer/${await mintSignatureLink(tx, owner, 'WITHDRAW', WITHDRAW_LASTS, letterId)}`;
    return { to: to.email, ...WITHDRAW[to.locale](to, url) };
  };

type Words = (to: Addressee, url: string) => Omit<Letter, 'to'>;

// What somebody signs is an opinion: the subject, which a screen shows to whoever stands by, does not tell it.
const SUBJECT: { readonly [L in Locale]: string } = {
  fr: 'Un lien que vous avez demandé',
  en: 'A link that you asked for',
};

const CONFIRM: { readonly [L in Locale]: Words } = {
  fr: ({ appeal, collective }, url) => ({
    subject: SUBJECT.fr,
    text: `Bonjour,

Quelqu’un a donné cette adresse pour signer « ${appeal} » (${collective}). Si c’est vous, ouvrez ce lien dans les sept jours, relisez ce qui serait signé, et confirmez :

${url}

Ce n’est pas vous ? Laissez ce message : rien n’est signé tant que personne n’appuie sur le bouton de la page, et ce qui a été écrit disparaît de lui-même.
`,
  }),
  en: ({ appeal, collective }, url) => ({
    subject: SUBJECT.en,
    text: `Hello,

Somebody gave this address to sign "${appeal}" (${collective}). If it was you, open this link within seven days, read what would be signed, and confirm:

${url}

It was not you? Leave this message: nothing is signed until somebody presses the button of that page, and what was written goes by itself.
`,
  }),
};

const SIGNED_ALREADY: { readonly [L in Locale]: Words } = {
  fr: ({ appeal, collective }, url) => ({
    subject: SUBJECT.fr,
    text: `Bonjour,

Quelqu’un a donné cette adresse pour signer « ${appeal} » (${collective}). Elle a déjà signé : une fois suffit, et rien n’a changé.

Pour retirer votre signature, et effacer ce qui est gardé de vous, ouvrez ce lien dans les trois jours :

${url}
`,
  }),
  en: ({ appeal, collective }, url) => ({
    subject: SUBJECT.en,
    text: `Hello,

Somebody gave this address to sign "${appeal}" (${collective}). It has signed already: once is enough, and nothing has changed.

To take your signature back, and have erased what is kept of you, open this link within three days:

${url}
`,
  }),
};

const WITHDRAW: { readonly [L in Locale]: Words } = {
  fr: ({ appeal, collective }, url) => ({
    subject: SUBJECT.fr,
    text: `Bonjour,

Ce lien retire votre signature de « ${appeal} » (${collective}), et efface ce qui est gardé de vous. Il sert une seule fois, pendant trois jours :

${url}

Vous n’avez rien demandé ? Laissez ce message : tant que personne n’appuie sur le bouton de la page, rien ne se passe.
`,
  }),
  en: ({ appeal, collective }, url) => ({
    subject: SUBJECT.en,
    text: `Hello,

This link takes your signature of "${appeal}" (${collective}) back, and erases what is kept of you. It works once, for three days:

${url}

You asked for nothing? Leave this message: until somebody presses the button of that page, nothing happens.
`,
  }),
};
