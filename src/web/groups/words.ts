import type { Locale } from '../../core/kernel/actors.js';

/** What the pages of working groups say around them. */
export const WORDS = {
  fr: {
    title: 'Les groupes de travail',
    none: 'Il n’y a pas encore de groupe de travail.',
    what: 'On y travaille à plusieurs. Qui veut y entre, et en sort : il n’y a rien à demander.',
    count: (all: number) =>
      all === 0 ? 'Personne n’en est.' : all === 1 ? 'Une personne en est.' : `${all} personnes en sont.`,
    yours: 'Vous en êtes.',
    states: {
      OPEN: '',
      ASLEEP: 'Il dort : rien ne s’y est passé depuis longtemps.',
      ENDED: 'Une décision y a mis fin. Ce qu’il a fait reste à lire.',
    },
    join: 'J’en suis',
    leave: 'Je n’en suis plus',
    wake: 'Le réveiller',
    members: 'Qui en est',
    since: (when: string) => `depuis le ${when}`,
    roles: 'Ses mandats en cours',
    threads: 'Ses fils',
    said: (all: number) => (all === 1 ? 'une contribution' : `${all} contributions`),
  },
  en: {
    title: 'The working groups',
    none: 'There is no working group yet.',
    what: 'People work together there. Whoever wants to comes in, and goes: nobody is asked.',
    count: (all: number) =>
      all === 0 ? 'Nobody is in it.' : all === 1 ? 'One person is in it.' : `${all} persons are in it.`,
    yours: 'You are in it.',
    states: {
      OPEN: '',
      ASLEEP: 'It sleeps: nothing happened in it for long.',
      ENDED: 'A decision ended it. What it did stays readable.',
    },
    join: 'I am in',
    leave: 'I am no longer in',
    wake: 'Wake it',
    members: 'Who is in it',
    since: (when: string) => `since ${when}`,
    roles: 'Its mandates that are held',
    threads: 'Its threads',
    said: (all: number) => (all === 1 ? 'one contribution' : `${all} contributions`),
  },
} as const satisfies Record<Locale, unknown>;
