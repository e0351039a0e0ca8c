import type { RefusalFacts } from '../../core/kernel/refusals.js';
import type { Said } from './words.js';

type OfGroups =
  | 'GROUP_NAME_TAKEN'
  | 'GROUP_NOT_OPEN'
  | 'GROUP_NEEDS_DECISION'
  | 'ALONE_IN_GROUP'
  | 'GROUP_NOT_DORMANT'
  | 'GROUP_SCOPE_EXCEEDED'
  | 'COLLECTIVE_PREVAILS'
  | 'GROUP_DECISION_RECALLED'
  | 'NOT_IN_GROUP'
  | 'HOLDER_NOT_IN_GROUP'
  | 'PROPOSAL_OF_NO_GROUP'
  | 'ADVICE_IS_OF_A_GROUP';
type Sentence<C extends OfGroups> = (facts: RefusalFacts[C], said: Said) => string;

/** What is said where something of a working group is refused. */
export const REFUSALS_OF_GROUPS: {
  readonly [C in OfGroups]: { readonly [L in 'fr' | 'en']: Sentence<C> };
} = {
  GROUP_NAME_TAKEN: {
    fr: ({ name }) =>
      `Un groupe de travail s’appelle déjà ainsi, ou presque (« ${name} »). Choisissez un autre nom.`,
    en: ({ name }) => `A working group is already called so, or nearly (“${name}”). Choose another name.`,
  },
  GROUP_NOT_OPEN: {
    fr: ({ state }) =>
      state === 'ASLEEP'
        ? 'Ce groupe de travail est en sommeil. L’un de ses membres peut le réveiller.'
        : 'Ce groupe de travail est terminé : une décision y a mis fin.',
    en: ({ state }) =>
      state === 'ASLEEP'
        ? 'This working group is asleep. One of its members can wake it.'
        : 'This working group has ended: a decision ended it.',
  },
  GROUP_NEEDS_DECISION: {
    fr: () =>
      'Les règles du collectif ne laissent pas créer ce groupe librement. Faites-en une proposition : une décision le crée.',
    en: () =>
      'The rules of the collective do not let this group be made freely. Make it a proposal: a decision makes it.',
  },
  ALONE_IN_GROUP: {
    fr: ({ name }) =>
      `Vous avez déjà créé librement un groupe (« ${name} ») où vous êtes presque sans personne. Attendez qu’on vous rejoigne, ou faites-en une proposition.`,
    en: ({ name }) =>
      `You already made a group freely (“${name}”) in which hardly anybody is. Wait until somebody joins you, or make it a proposal.`,
  },
  GROUP_NOT_DORMANT: {
    fr: ({ from }, said) =>
      `Ce groupe de travail a encore une activité récente : il ne peut être mis en sommeil qu’à partir du ${said(from)}.`,
    en: ({ from }, said) =>
      `Something happened in this working group not long ago: it can be put to sleep from ${said(from)} on.`,
  },
  GROUP_SCOPE_EXCEEDED: {
    fr: ({ what }, said) =>
      `Un groupe de travail ne décide pas cela seul (${said(what)}). Portez la question devant le collectif : faites-en une proposition sans groupe, ou confiez-lui celle-ci par « handToCollective ».`,
    en: ({ what }, said) =>
      `A working group does not decide this alone (${said(what)}). Take the question to the collective: put it as a proposal without a group, or hand this one over by “handToCollective”.`,
  },
  COLLECTIVE_PREVAILS: {
    fr: ({ decision }) =>
      `Le collectif, ou un autre groupe, en a décidé (${decision}) : ce groupe ne peut pas le défaire seul. Portez la question devant le collectif.`,
    en: ({ decision }) =>
      `The collective, or another group, decided it (${decision}): this group cannot undo it alone. Take the question to the collective.`,
  },
  GROUP_DECISION_RECALLED: {
    fr: ({ decision }) =>
      `Le collectif a rappelé une décision de ce groupe qui disait la même chose (${decision}) : il ne la reprend pas sous un autre nom. Portez la question devant le collectif par « handToCollective », ou par une proposition sans groupe.`,
    en: ({ decision }) =>
      `The collective recalled a decision of this group that said the same (${decision}): it does not take it again under another name. Take the question to the collective by “handToCollective”, or by a proposal without a group.`,
  },
  NOT_IN_GROUP: {
    fr: () =>
      'Cela se fait entre membres de ce groupe de travail. Rejoignez-le d’abord : personne ne vous le refusera.',
    en: () => 'This is for the members of this working group. Join it first: nobody can refuse you.',
  },
  HOLDER_NOT_IN_GROUP: {
    fr: () => 'Un groupe de travail confie ses tâches à des personnes qui en sont membres.',
    en: () => 'A working group gives its tasks to people who are in it.',
  },
  PROPOSAL_OF_NO_GROUP: {
    fr: () => 'Cette proposition n’est pas celle d’un groupe de travail : le collectif en est déjà saisi.',
    en: () => 'This proposal is not of a working group: it is before the collective already.',
  },
  ADVICE_IS_OF_A_GROUP: {
    fr: () =>
      'Un avis reste celui du groupe qui le donne. Faites une proposition au collectif si vous voulez qu’il en décide.',
    en: () =>
      'Advice stays that of the group that gives it. Put a proposal to the collective if you want it to decide.',
  },
};
