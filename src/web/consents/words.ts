import type { Locale } from '../../core/kernel/actors.js';

/** What the page of a search for consent says around it. */
export const WORDS = {
  fr: {
    title: 'Une recherche de consentement',
    nothing:
      'Aucune recherche de consentement n’est à lire à cette adresse. Entrez d’abord, si elle est de votre collectif.',
    until: (when: string) => `Jusqu’au ${when}.`,
    proposal: (version: number) => `La proposition, version ${version}`,
    answer: 'Dire si vous consentez',
    threads: 'Où l’on en parle',
    unnamed: 'Un fil',
    round: (round: number) => `Les objections du tour ${round}`,
    none: 'Personne n’a objecté.',
    shut: 'Elles se lisent une fois l’urne fermée.',
    by: (name: string) => `Objection de ${name}`,
    byNobody: 'Une objection',
    yours: 'Votre objection',
    stands: 'Elle tient.',
    calledOff: 'Ce tour est annulé : on ne demande plus rien sur ce texte.',
    ended: {
      WITHDRAWN: 'Elle est retirée par qui l’avait faite.',
      SET_ASIDE: 'Elle est levée : assez de personnes interrogées la trouvent sans argument.',
    },
    integrated: (version: number) => `La version ${version} dit l’intégrer.`,
    youSay:
      'C’est à vous de dire si c’est le cas : au tour suivant, consentez si elle l’est, ou objectez de nouveau.',
    doubts: 'Pourquoi des personnes la trouvent sans argument :',
    mayWithdraw:
      'Vous seul·e pouvez la retirer. Si c’était la dernière qui tient, la proposition est adoptée aussitôt.',
    withdraw: 'Retirer mon objection',
  },
  en: {
    title: 'A search for consent',
    nothing:
      'There is no search for consent to read at this address. Enter first, if it is of your collective.',
    until: (when: string) => `Until ${when}.`,
    proposal: (version: number) => `The proposal, version ${version}`,
    answer: 'Say whether you consent',
    threads: 'Where people talk about it',
    unnamed: 'A thread',
    round: (round: number) => `The objections of round ${round}`,
    none: 'Nobody objected.',
    shut: 'They are read once the box is shut.',
    by: (name: string) => `Objection of ${name}`,
    byNobody: 'An objection',
    yours: 'Your objection',
    stands: 'It stands.',
    calledOff: 'This round is called off: nothing is asked about these words any more.',
    ended: {
      WITHDRAWN: 'Its author withdrew it.',
      SET_ASIDE: 'It is set aside: enough of those asked find it without argument.',
    },
    integrated: (version: number) => `Version ${version} says that it integrates it.`,
    youSay:
      'It is for you to say whether it does: in the next round, consent if it does, or object once more.',
    doubts: 'Why some find it without argument:',
    mayWithdraw: 'Only you may withdraw it. If it is the last that stands, the proposal is adopted at once.',
    withdraw: 'Withdraw my objection',
  },
} as const satisfies Record<Locale, unknown>;
