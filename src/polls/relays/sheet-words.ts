import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';

/** A decision that a question would recall, with the titles of the live mandates that end with it. */
export interface Recalled {
  readonly label: string;
  readonly title: string;
  readonly ends: readonly string[];
}

/** What the papers for whoever has no screen say, around the words of the question. */
export const SHEET = {
  fr: {
    until: (hour: string) => `On répond jusqu’au ${hour}.`,
    earlier: (hour: string) =>
      `Si chaque personne sans adresse électronique est prévenue avant, l’urne se ferme plus tôt, mais pas avant le ${hour} : répondez d’ici là pour ne pas la manquer.`,
    untilLastCall: 'On répond pendant la séance, jusqu’au dernier appel.',
    question: 'Ce qui est demandé',
    elsewhere:
      'Le texte entier ne tient pas sur cette feuille : demandez-le à votre relais, ou à n’importe quel membre.',
    recalls: ({ label, title, ends }: Recalled) =>
      `Si la réponse est oui, la décision ${label} (« ${title} ») est rappelée. ${
        ends.length === 0
          ? 'Elle n’a donné aucun mandat encore en cours'
          : `Les mandats en cours qu’elle a donnés prennent fin aussitôt : ${ends.join(', ')}`
      }. Le reste de ce qu’elle a fait demeure, sauf si cette question le change aussi.`,
    rule: 'La règle',
    howTo: 'Comment répondre',
    relay: (contact: string) =>
      `Remplissez le coupon et remettez-le, ou dites votre réponse à votre relais, qui vous la relira : ${contact}`,
    anyRelay:
      'Remplissez le coupon et remettez-le à votre relais, ou dites-lui votre réponse : elle vous sera relue.',
    cut: 'À découper. Ce coupon porte votre nom : votre relais saura ce que vous répondez, et le gardera pour lui.',
    objection: 'J’objecte, parce que :',
    signed: 'Nom, date et signature :',
    callList: 'Liste d’appel',
    callIntro:
      'Pour chaque personne : appelez, lisez la question, notez la réponse, relisez-la, puis mettez-la dans l’urne. Le silence n’est pas une réponse.',
    nobody: 'Personne n’a demandé de relais.',
    noPoll: 'Aucune question n’est ouverte.',
    openQuestions: 'Questions ouvertes',
    byAnotherRelay:
      'Vous avez vous-même noté cette demande : c’est à un autre relais d’appeler cette personne.',
    number: 'numéro :',
  },
  en: {
    until: (hour: string) => `Answers are taken until ${hour}.`,
    earlier: (hour: string) =>
      `If everybody without an e-mail address is told before that, the box is shut earlier, though not before ${hour}: answer by then not to miss it.`,
    untilLastCall: 'Answers are taken during the sitting, until the last call.',
    question: 'What is asked',
    elsewhere: 'The whole text does not fit on this sheet: ask your relay for it, or any member.',
    recalls: ({ label, title, ends }: Recalled) =>
      `If the answer is yes, decision ${label} (“${title}”) is recalled. ${
        ends.length === 0
          ? 'It gave no mandate that is still live'
          : `The live mandates that it gave end at once: ${ends.join(', ')}`
      }. Whatever else it did stays, unless this question changes it too.`,
    rule: 'The rule',
    howTo: 'How to answer',
    relay: (contact: string) =>
      `Fill in the slip and hand it over, or say your answer to your relay, who reads it back to you: ${contact}`,
    anyRelay:
      'Fill in the slip and hand it to your relay, or say your answer to them: it is read back to you.',
    cut: 'Cut here. This slip bears your name: your relay will know what you answer, and keep it to themselves.',
    objection: 'I object, because:',
    signed: 'Name, date and signature:',
    callList: 'Call list',
    callIntro:
      'For each person: call, read the question, write the answer down, read it back, then put it in the box. Silence is no answer.',
    nobody: 'Nobody asked for a relay.',
    noPoll: 'No question is open.',
    openQuestions: 'Open questions',
    byAnotherRelay: 'You wrote this request down yourself: it is for another relay to call this person.',
    number: 'number:',
  },
} as const satisfies Record<Locale, unknown>;

export const CHOICES = {
  fr: {
    yesNo: ['Pour', 'Contre', 'Abstention', 'Blanc', 'Je ne prends pas part'],
    consent: ['Je consens', 'J’objecte', 'Je m’abstiens', 'Je ne prends pas part'],
    unmarked: ['Abstention', 'Blanc', 'Je ne prends pas part'],
  },
  en: {
    yesNo: ['For', 'Against', 'Abstain', 'Blank', 'I take no part'],
    consent: ['I consent', 'I object', 'I abstain', 'I take no part'],
    unmarked: ['Abstain', 'Blank', 'I take no part'],
  },
} as const satisfies Record<Locale, unknown>;

/** A day and an hour as they are said there. */
export const hourIn = (instant: Instant, locale: Locale, zone: Zone): string =>
  new Intl.DateTimeFormat(locale === 'fr' ? 'fr-FR' : 'en-GB', {
    ...{ dateStyle: 'full', timeStyle: 'short', timeZone: zone },
  }).format(new Date(instant));

interface Later {
  readonly closesAt: string;
  readonly askedFor: string;
  readonly unreached: number;
}

const LATER = {
  fr: {
    waits: ({ closesAt, askedFor, unreached }: Later) =>
      `L’urne se ferme le ${closesAt}, et non le ${askedFor} comme demandé : ${
        unreached === 1
          ? 'une personne sans adresse électronique n’a pas encore été prévenue'
          : `${unreached} personnes sans adresse électronique n’ont pas encore été prévenues`
      }. Dès que ce sera fait, elle se fermera à l’heure demandée, ou un jour après si cette heure est trop proche.`,
    waited: ({ closesAt, askedFor, unreached }: Later) =>
      `L’urne s’est fermée le ${closesAt}, et non le ${askedFor} comme demandé, parce que des personnes sans adresse électronique n’avaient pas toutes été prévenues (${unreached}).`,
    told: ({ closesAt }: Later) =>
      `Toutes les personnes sans adresse électronique ont été prévenues : fermeture de l’urne le ${closesAt}.`,
  },
  en: {
    waits: ({ closesAt, askedFor, unreached }: Later) =>
      `The box is shut on ${closesAt}, and not on ${askedFor} as was asked: ${
        unreached === 1
          ? 'one person without an e-mail address has not been told yet'
          : `${unreached} people without an e-mail address have not been told yet`
      }. Once that is done it is shut at the hour that was asked for, or a day after if that hour is too close.`,
    waited: ({ closesAt, askedFor, unreached }: Later) =>
      `The box was shut on ${closesAt}, and not on ${askedFor} as was asked, since not everybody without an e-mail address had been told (${unreached}).`,
    told: ({ closesAt }: Later) =>
      `Everybody without an e-mail address has been told: the box is shut on ${closesAt}.`,
  },
} as const satisfies Record<Locale, unknown>;

/** Why a poll closes when it does, where it waits, or waited, for whoever has no mail. */
export function whyLater(
  { closesAt, askedFor, unreached }: Later,
  isOpen: boolean,
  locale: Locale,
  zone: Zone,
): string {
  const say = LATER[locale];
  const said = {
    closesAt: hourIn(closesAt, locale, zone),
    askedFor: hourIn(askedFor, locale, zone),
    unreached,
  };
  if (unreached === 0) return say.told(said);
  return isOpen ? say.waits(said) : say.waited(said);
}
