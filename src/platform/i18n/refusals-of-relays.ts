import type { RefusalFacts } from '../../core/kernel/refusals.js';
import type { Said } from './words.js';

type OfRelays =
  | 'RELAY_NOT_ASKED_FOR'
  | 'RELAY_FOR_BALLOTS_ALONE'
  | 'RELAY_ASKED_FOR_TOO_LATE'
  | 'RELAY_ASKED_FOR_BY_ITSELF'
  | 'RELAY_NEEDS_OWN_LINK'
  | 'RELAY_REQUEST_TOO_NEW'
  | 'SAID_THEMSELVES'
  | 'BALLOT_THEIR_OWN';

/** What is said where something of a relay is refused. */
export const REFUSALS_OF_RELAYS: {
  readonly [C in OfRelays]: {
    readonly [L in 'fr' | 'en']: (facts: RefusalFacts[C], said: Said) => string;
  };
} = {
  RELAY_ASKED_FOR_TOO_LATE: {
    fr: () =>
      'D’autres ont noté cette demande après l’ouverture du scrutin : elle vaut pour les suivants, le temps que la personne l’apprenne.',
    en: () =>
      'Others wrote this request down after the poll was opened: it holds for the next ones, so that the person hears of it first.',
  },
  RELAY_NOT_ASKED_FOR: {
    fr: () =>
      'Cette personne n’a pas demandé de relais, ou n’est plus membre. Elle le demande elle-même, à deux membres, ou sur papier.',
    en: () =>
      'This person did not ask for a relay, or is no longer a member. They ask by themselves, through two members, or on paper.',
  },
  RELAY_FOR_BALLOTS_ALONE: {
    fr: () =>
      'Cette personne demande un relais pour ses bulletins, et pour rien d’autre. Elle peut le demander aussi pour d’autres actes.',
    en: () =>
      'This person asks for a relay for their ballots, and for nothing else. They may ask for one for other acts too.',
  },
  RELAY_ASKED_FOR_BY_ITSELF: {
    fr: () =>
      'Vous avez vous-même noté que cette personne demande un relais : c’est à un autre relais de transmettre sa voix.',
    en: () =>
      'You wrote down yourself that this person asks for a relay: it is for another relay to bring their voice.',
  },
  RELAY_NEEDS_OWN_LINK: {
    fr: () =>
      'Cette session a été ouverte par un lien que d’autres ont donné : on ne parle pas pour quelqu’un d’autre avec lui. Demandez votre propre lien.',
    en: () =>
      'This session was opened with a link that others gave: nobody speaks for somebody else with it. Ask for your own link.',
  },
  RELAY_REQUEST_TOO_NEW: {
    fr: ({ from }, said) =>
      `D’autres ont noté cette demande il y a peu : un relais agit pour cette personne à partir du ${said(from)}, le temps qu’elle l’apprenne.`,
    en: ({ from }, said) =>
      `Others wrote this request down a short while ago: a relay acts for this person from ${said(from)} on, so that they hear of it first.`,
  },
  SAID_THEMSELVES: {
    fr: () =>
      'Cette personne l’a dit ou fait elle-même : un relais ne change que ce qu’un relais a transmis.',
    en: () => 'This person said or did it themselves: a relay changes only what a relay brought.',
  },
  BALLOT_THEIR_OWN: {
    fr: () =>
      'Cette personne a voté elle-même, ou a contesté ce qui avait été transmis : son bulletin n’est plus qu’à elle.',
    en: () =>
      'This person voted themselves, or contested what had been brought: their ballot is theirs alone from then on.',
  },
};
