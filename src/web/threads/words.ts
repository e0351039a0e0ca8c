import type { Locale } from '../../core/kernel/actors.js';

/** What the page of a thread says around it. */
export const WORDS = {
  fr: {
    title: 'Un fil',
    nothing: 'Aucun fil n’est à lire à cette adresse. Entrez d’abord, s’il est de votre collectif.',
    home: 'Ce qui vous attend',
    threads: 'Les fils',
    none: 'Aucun fil n’est encore ouvert.',
    older: 'Ceux d’avant',
    open: 'Ouvrir un fil',
    begin: 'Ouvrir',
    about: 'À propos de',
    count: (all: number) =>
      all === 0 ? 'Personne n’a encore parlé.' : all === 1 ? 'Une contribution.' : `${all} contributions.`,
    unread: (count: number) =>
      count === 1 ? 'Vous n’en avez pas lu une.' : `Vous n’en avez pas lu ${count}.`,
    summary: (upTo: number) => `En résumé, jusqu’à la contribution ${upTo}`,
    before: 'Ce qui précède',
    after: 'La suite',
    kinds: {
      QUESTION: 'question',
      ANSWER: 'réponse',
      ARGUMENT_FOR: 'argument pour',
      ARGUMENT_AGAINST: 'argument contre',
      REACTION: 'réaction',
      CONCERN: 'inquiétude',
      SUGGESTION: 'suggestion',
    },
    gone: {
      HIDDEN: 'Ces mots sont masqués.',
      WITHDRAWN: 'Ces mots ont été repris par qui les avait dits.',
      ERASED: 'Ces mots ont été effacés à la demande de qui les avait dits.',
    },
    somebody: 'quelqu’un qui n’est plus membre',
    repliesTo: (number: number) => `à propos du n° ${number}`,
    edited: 'modifié',
    passage: 'Sur ce passage :',
    hidden: (reason: string) => `Masqué par la modération : ${reason}`,
    relayed: (name: string, way: string) =>
      way === 'PAPER' ? `transmis sur papier par ${name}` : `transmis de vive voix par ${name}`,
    contested: 'cette personne dit que ce n’est pas ce qu’elle a dit',
    read: 'J’ai lu jusqu’ici',
    yours: 'Parler',
    kind: 'Ce que c’est',
    unreadable: (most: number) =>
      `Ces mots ne peuvent pas être écrits : ${most} signes au plus, et aucun signe invisible. Rien n’est enregistré.`,
    whichKind: 'Dites ce que c’est, parmi ce que propose le formulaire. Rien n’est enregistré.',
    reply: 'Le numéro auquel vous répondez, si c’est le cas',
    body: 'Vos mots',
    say: 'Envoyer',
    unknown: (number: string) =>
      `Il n’y a pas de contribution n° ${number} dans ce fil. Rien n’est enregistré.`,
  },
  en: {
    title: 'A thread',
    nothing: 'There is no thread to read at this address. Enter first, if it is of your collective.',
    home: 'What awaits you',
    threads: 'Threads',
    none: 'No thread is open yet.',
    older: 'Those before',
    open: 'Open a thread',
    begin: 'Open',
    about: 'About',
    count: (all: number) =>
      all === 0 ? 'Nobody has spoken yet.' : all === 1 ? 'One contribution.' : `${all} contributions.`,
    unread: (count: number) =>
      count === 1 ? 'One of them you have not read.' : `${count} of them you have not read.`,
    summary: (upTo: number) => `In short, up to contribution ${upTo}`,
    before: 'What comes before',
    after: 'What follows',
    kinds: {
      QUESTION: 'question',
      ANSWER: 'answer',
      ARGUMENT_FOR: 'argument for',
      ARGUMENT_AGAINST: 'argument against',
      REACTION: 'reaction',
      CONCERN: 'concern',
      SUGGESTION: 'suggestion',
    },
    gone: {
      HIDDEN: 'These words are hidden.',
      WITHDRAWN: 'Their author took these words back.',
      ERASED: 'Their author had these words erased.',
    },
    somebody: 'a former member',
    repliesTo: (number: number) => `on no. ${number}`,
    edited: 'edited',
    passage: 'On this passage:',
    hidden: (reason: string) => `Hidden by moderation: ${reason}`,
    relayed: (name: string, way: string) =>
      way === 'PAPER' ? `brought on paper by ${name}` : `brought by word of mouth by ${name}`,
    contested: 'its author says that this is not what was said',
    read: 'I have read up to here',
    yours: 'Speak',
    kind: 'What it is',
    unreadable: (most: number) =>
      `These words cannot be written: ${most} characters at most, and no invisible ones. Nothing is recorded.`,
    whichKind: 'Say what it is, among what the form offers. Nothing is recorded.',
    reply: 'The number that you reply to, if you do',
    body: 'Your words',
    say: 'Send',
    unknown: (number: string) =>
      `There is no contribution no. ${number} in this thread. Nothing is recorded.`,
  },
} as const satisfies Record<Locale, unknown>;
