import type { RefusalFacts } from '../../core/kernel/refusals.js';
import type { Said } from './words.js';

type Sentence<C extends keyof RefusalFacts> = (facts: RefusalFacts[C], said: Said) => string;
type Sentences = {
  readonly [C in 'GROUP_NAME_TAKEN' | 'GROUP_NOT_OPEN']: { readonly [L in 'fr' | 'en']: Sentence<C> };
};

/** What is said where something of a working group is refused. */
export const REFUSALS_OF_GROUPS: Sentences = {
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
};
