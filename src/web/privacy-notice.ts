import type { Locale } from '../core/kernel/actors.js';
import type { Retention } from '../platform/config/config.js';

type Words = (days: Retention) => {
  readonly title: string;
  readonly says: readonly (readonly [string, string])[];
};

/** What somebody should know before they come in: what is kept, who sees it, how long, and how to have it erased. */
const NOTICE: { readonly [L in Locale]: Words } = {
  fr: (days) => ({
    title: 'Vos données',
    says: [
      [
        'Ce qui est gardé',
        'Un nom public, qui peut être un pseudonyme, une adresse de courriel si vous en donnez une, et ce que vous faites ici : propositions, soutiens, présences, mandats, bulletins. Ni adresse IP, ni mesure d’audience, ni témoin autre que celui de votre session.',
      ],
      [
        'Qui le voit',
        'Les membres du collectif. Votre adresse, vous seul·e. Dans un vote nominatif, un bulletin porte votre nom dans la base ; personne n’en voit le résultat avant la clôture. Le registre public ne contient pas de nom. Qui héberge le service a accès à la base, et n’a aucun pouvoir dans le collectif.',
      ],
      [
        'Combien de temps',
        `Le temps de votre adhésion. Un lien utilisé ou expiré disparaît après ${days.links} jours, une session finie après ${days.sessions}, une demande d’adhésion qui a servi après ${days.applications}. Un lien donné en votre nom par d’autres vous est signalé pendant ${days.notices} jours.`,
      ],
      [
        'Comment les lire, et les effacer',
        'Vous lisez tout ce qui est gardé sur vous en une demande (viewer { ownData }), et quittez le collectif quand vous voulez (leaveCollective). Ensuite vos données s’effacent à votre demande (eraseMyData) : il ne reste que ce que le collectif a décidé, sous un nom neutre. Ce que vous avez écrit dans une proposition ou une discussion reste tel quel.',
      ],
    ],
  }),
  en: (days) => ({
    title: 'Your data',
    says: [
      [
        'What is kept',
        'A public name, which may be a pseudonym, a mail address if you give one, and what you do here: proposals, support, attendance, mandates, ballots. No IP address, no audience measurement, and no cookie but that of your session.',
      ],
      [
        'Who sees it',
        'The members of the collective. Your address, you alone. In an open ballot your ballot bears your name in the database; nobody sees a result before closing. The public register holds no name. Whoever hosts the service can reach the database, and has no power in the collective.',
      ],
      [
        'For how long',
        `As long as you are a member. A link that was used or expired is gone after ${days.links} days, an ended session after ${days.sessions}, an application that has served after ${days.applications}. You are told of a link that others gave in your name for ${days.notices} days.`,
      ],
      [
        'How to read it, and have it erased',
        'You read all that is held on you in one request (viewer { ownData }), and leave the collective whenever you want (leaveCollective). After that your data is erased when you ask (eraseMyData): what the collective decided remains, under a neutral name. What you wrote in a proposal or a discussion stays as it is.',
      ],
    ],
  }),
};

/** The notice as a part of a page that can be folded out, without script. */
export function privacyNotice(locale: Locale, retention: Retention): string {
  const { title, says } = NOTICE[locale](retention);
  const parts = says.map(([what, words]) => `<h3>${what}</h3>\n<p>${words}</p>`);
  return `<details>\n<summary>${title}</summary>\n${parts.join('\n')}\n</details>`;
}
