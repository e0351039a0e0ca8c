import type { Locale } from '../../core/kernel/actors.js';

/** What the page of an election without candidates says around it. */
export const WORDS = {
  fr: {
    title: 'Une élection sans candidature',
    nothing: 'Aucune élection n’est à lire à cette adresse. Entrez d’abord, si elle est de votre collectif.',
    until: (when: string) => `Jusqu’au ${when}.`,
    heard: (count: number) =>
      count === 1 ? 'Une personne a répondu dans ce tour.' : `${count} personnes ont répondu dans ce tour.`,
    yours: 'Ce que vous avez dit dans ce tour',
    nobodyNamed: 'personne',
    change: 'Ce que vous envoyez ci-dessous prend sa place.',
    who: 'Le nom de la personne',
    why: 'Pourquoi vous lui confieriez ce rôle',
    name: 'Désigner cette personne',
    nobody: 'Ne désigner personne',
    seen: 'Personne ne lit ce que vous dites avant la fin du tour.',
    unknown: (name: string) => `Aucun membre ne porte le nom « ${name} ». Rien n’est enregistré.`,
    refuse: 'Je ne veux pas de ce rôle',
    refused: 'Vous avez dit que vous ne voulez pas de ce rôle.',
    reasons: (round: number) =>
      round === 1 ? 'Les raisons du premier tour' : `Les raisons du tour ${round}`,
    working: 'Comment on en est là',
  },
  en: {
    title: 'An election without candidates',
    nothing: 'There is no election to read at this address. Enter first, if it is of your collective.',
    until: (when: string) => `Until ${when}.`,
    heard: (count: number) =>
      count === 1
        ? 'One person has answered in this round.'
        : `${count} persons have answered in this round.`,
    yours: 'What you said in this round',
    nobodyNamed: 'nobody',
    change: 'What you send below takes its place.',
    who: 'The name of the person',
    why: 'Why you would give them this role',
    name: 'Nominate this person',
    nobody: 'Nominate nobody',
    seen: 'Nobody reads what you say before the round is over.',
    unknown: (name: string) => `No member bears the name “${name}”. Nothing is recorded.`,
    refuse: 'I do not want this role',
    refused: 'You said that you do not want this role.',
    reasons: (round: number) =>
      round === 1 ? 'The reasons of the first round' : `The reasons of round ${round}`,
    working: 'How it came to this',
  },
} as const satisfies Record<Locale, unknown>;
