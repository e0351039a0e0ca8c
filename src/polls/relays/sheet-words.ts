import type { Locale } from '../../core/kernel/actors.js';

/** What the papers for whoever has no screen say, around the words of the question. */
export const SHEET = {
  fr: {
    until: (hour: string) => `On répond jusqu’au ${hour}.`,
    untilLastCall: 'On répond pendant la séance, jusqu’au dernier appel.',
    question: 'Ce qui est demandé',
    elsewhere:
      'Le texte entier ne tient pas sur cette feuille : demandez-le à votre relais, ou à n’importe quel membre.',
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
    number: 'numéro :',
  },
  en: {
    until: (hour: string) => `Answers are taken until ${hour}.`,
    untilLastCall: 'Answers are taken during the sitting, until the last call.',
    question: 'What is asked',
    elsewhere: 'The whole text does not fit on this sheet: ask your relay for it, or any member.',
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
