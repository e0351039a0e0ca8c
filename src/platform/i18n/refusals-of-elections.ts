import type { RefusalFacts } from '../../core/kernel/refusals.js';
import type { Said } from './words.js';

type OfElections =
  | 'ELECTION_RUNNING'
  | 'ELECTION_ENDED'
  | 'ELECTION_NOT_YET'
  | 'NOMINATIONS_CLOSED'
  | 'NOTHING_TO_CHANGE'
  | 'NOMINEE_NOT_ELIGIBLE'
  | 'NOMINEE_DECLINED'
  | 'NOMINEE_BEING_PUT'
  | 'NOMINEE_IS_ANOTHER'
  | 'NOT_AMONG_EQUALS';

/** What is said where something of an election without candidates is refused. */
export const REFUSALS_OF_ELECTIONS: {
  readonly [C in OfElections]: {
    readonly [L in 'fr' | 'en']: (facts: RefusalFacts[C], said: Said) => string;
  };
} = {
  ELECTION_RUNNING: {
    fr: () => 'Une élection est déjà en cours pour cette tâche : désignez-y quelqu’un.',
    en: () => 'An election for this task is running already: nominate somebody there.',
  },
  ELECTION_ENDED: {
    fr: ({ state }, said) => `Cette élection est finie (${said(state)}).`,
    en: ({ state }, said) => `This election is over (${said(state)}).`,
  },
  ELECTION_NOT_YET: {
    fr: ({ until }, said) => `Cette étape dure jusqu’au ${said(until)}.`,
    en: ({ until }, said) => `This step lasts until ${said(until)}.`,
  },
  NOMINATIONS_CLOSED: {
    fr: ({ phase }, said) => `On ne désigne plus personne à cette étape (${said(phase)}).`,
    en: ({ phase }, said) => `Nobody is nominated any more at this step (${said(phase)}).`,
  },
  NOTHING_TO_CHANGE: {
    fr: () => 'Vous n’avez désigné personne au premier tour : le tour de report sert à changer d’avis.',
    en: () => 'You did not nominate in the first round: this one is for changing one’s mind.',
  },
  NOMINEE_NOT_ELIGIBLE: {
    fr: ({ member }) =>
      `Ce rôle ne peut pas revenir à ce membre (${member}) : une personne, membre, et du groupe s’il élit.`,
    en: ({ member }) =>
      `This role cannot be this member’s (${member}): a person, a member, and of the group where one elects.`,
  },
  NOMINEE_DECLINED: {
    fr: ({ member }) =>
      `Cette personne (${member}) a dit ne pas vouloir du rôle : désignez quelqu’un d’autre.`,
    en: ({ member }) =>
      `This person (${member}) said that they do not want the role: nominate somebody else.`,
  },
  NOMINEE_BEING_PUT: {
    fr: () => 'Quelqu’un est soumis au consentement : l’élection reprend une fois la réponse connue.',
    en: () => 'Somebody is being put to consent: the election goes on once the answer is known.',
  },
  NOMINEE_IS_ANOTHER: {
    fr: ({ member }) =>
      `Cette proposition donne le rôle à la personne désignée (${member}), à elle seule : intégrez les objections sans changer de personne.`,
    en: ({ member }) =>
      `This proposal gives the role to whom nominations chose (${member}), and to them alone: integrate objections without changing the person.`,
  },
  NOT_AMONG_EQUALS: {
    fr: ({ member }) => `Ce tour départage celles et ceux qui sont à égalité ; ${member} n’en est pas.`,
    en: ({ member }) => `This round parts those who are equal; ${member} is not one of them.`,
  },
};
