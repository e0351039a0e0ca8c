import type { Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Letter } from '../../platform/mail/mail.js';
import type { Tx } from '../../platform/database/transactions.js';
import type { LetterWriter } from '../../platform/outbox/outbox.js';

/** The kinds of the letters to whoever has a relay. */
export const RELAY_ASKED = 'RELAY_ASKED';
export const BALLOT_RELAYED = 'BALLOT_RELAYED';
export const ACT_RELAYED = 'ACT_RELAYED';

interface Addressee {
  readonly email: string | null;
  readonly publicName: string;
  readonly collective: string;
  readonly locale: Locale;
}

const addressee = (tx: Tx, collectiveId: Uuid, memberId: Uuid): Promise<Addressee | null> =>
  tx.one<Addressee>(
    `SELECT member.email, member.public_name AS "publicName", collective.name AS collective, collective.locale
     FROM ormee.member JOIN ormee.collective ON collective.id = member.collective_id
     WHERE member.collective_id = $1 AND member.id = $2`,
    [collectiveId, memberId],
  );

type Words = (to: Addressee, publicUrl: string) => Omit<Letter, 'to'>;

/** Whether what others wrote down is for other acts than bringing ballots. */
const isForOtherActs = async (tx: Tx, collectiveId: Uuid, requestId: Uuid | null): Promise<boolean> =>
  (await tx.one('SELECT FROM ormee.relay_request WHERE collective_id = $1 AND id = $2 AND other_acts', [
    collectiveId,
    requestId,
  ])) !== null;

/** Says neither the question nor what was voted: a letter may be read over a shoulder. */
const letterOf =
  (words: Readonly<Record<Locale, Words>>) =>
  (publicUrl: string): LetterWriter =>
  async (tx, { collectiveId, memberId }) => {
    const to = memberId === null ? null : await addressee(tx, collectiveId, memberId);
    if (!to || to.email === null) return null;
    return { to: to.email, ...words[to.locale](to, publicUrl) };
  };

/** Says whether a relay may do more for them than bring their ballots. */
export const writeRelayAskedLetter =
  (publicUrl: string): LetterWriter =>
  async (tx, row) => {
    const isForMore = await isForOtherActs(tx, row.collectiveId, row.subjectId);
    return letterOf(relayAsked(isForMore))(publicUrl)(tx, row);
  };

const relayAsked = (isForMore: boolean): Readonly<Record<Locale, Words>> => ({
  fr: ({ publicName, collective }, publicUrl) => ({
    subject: `Une personne-relais pour vous dans ${collective}`,
    text: `Bonjour ${publicName},

D’autres membres ont écrit que vous demandez une personne-relais, qui met votre bulletin dans l’urne${
      isForMore ? ', parle et propose en votre nom,' : ''
    } quand vous le lui dites.

Ce n’est pas vrai, ou plus vrai ? Entrez et retirez cette demande, ou dites-le à n’importe quel membre :

${publicUrl}
`,
  }),
  en: ({ publicName, collective }, publicUrl) => ({
    subject: `A relay for you in ${collective}`,
    text: `Hello ${publicName},

Other members wrote down that you ask for a relay, who puts your ballot in the box${
      isForMore ? ', speaks and proposes in your name' : ''
    } when you say so.

This is not true, or no longer? Enter and take this request back, or tell any member:

${publicUrl}
`,
  }),
});

export const writeBallotRelayedLetter = letterOf({
  fr: ({ publicName, collective }, publicUrl) => ({
    subject: `Une voix a été transmise pour vous dans ${collective}`,
    text: `Bonjour ${publicName},

Une personne-relais vient de mettre un bulletin dans l’urne en votre nom. Entrez pour le lire.

Ce n’est pas ce que vous avez dit ? Contestez-le : tant que l’urne est ouverte, il en est retiré.

${publicUrl}
`,
  }),
  en: ({ publicName, collective }, publicUrl) => ({
    subject: `A vote was brought for you in ${collective}`,
    text: `Hello ${publicName},

A relay has just put a ballot in the box in your name. Enter to read it.

This is not what you said? Contest it: while the box is open, it is taken out.

${publicUrl}
`,
  }),
});

export const writeActRelayedLetter = letterOf({
  fr: ({ publicName, collective }, publicUrl) => ({
    subject: `Quelque chose a été fait pour vous dans ${collective}`,
    text: `Bonjour ${publicName},

Une personne-relais vient d’agir en votre nom. Entrez pour lire ce qu’elle a fait.

Ce n’est pas ce que vous avez dit ? Contestez-le : tous les membres verront que ce n’est pas ce que vous avez dit.

${publicUrl}
`,
  }),
  en: ({ publicName, collective }, publicUrl) => ({
    subject: `Something was done for you in ${collective}`,
    text: `Hello ${publicName},

A relay has just acted in your name. Enter to read what they did.

This is not what you said? Contest it: all members will see that it is not what you said.

${publicUrl}
`,
  }),
});
