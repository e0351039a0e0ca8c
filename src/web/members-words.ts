import type { Locale } from '../core/kernel/actors.js';

/** What the pages for members say alike. */
export const WORDS = {
  fr: {
    nothing: 'Rien n’est à lire à cette adresse. Entrez d’abord, si c’est de votre collectif.',
    typed: 'Ce que vous aviez écrit',
    home: 'Ce qui vous attend',
    more: 'La suite',
    earlier: 'Ce qui précède',
    somebody: 'quelqu’un qui n’est plus membre',
    unreadable: (most: number) =>
      `Ces mots ne peuvent pas être écrits : ${most} signes au plus, et aucun signe invisible. Rien n’est enregistré.`,
  },
  en: {
    nothing: 'There is nothing to read at this address. Enter first, if it is of your collective.',
    typed: 'What you had written',
    home: 'What awaits you',
    more: 'What follows',
    earlier: 'What comes before',
    somebody: 'a former member',
    unreadable: (most: number) =>
      `These words cannot be written: ${most} characters at most, and no invisible ones. Nothing is recorded.`,
  },
} as const satisfies Record<Locale, unknown>;
