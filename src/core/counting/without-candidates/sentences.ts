import type { Locale } from '../../kernel/actors.js';
import { list } from '../elections/words.js';
import type { NominationFacts, NominationStep, NominationStepCode, Numbers, Put } from './steps.js';

const numbered = (numbers: Numbers): string =>
  list(Object.entries(numbers).map(([person, number]) => `${person} ${number}`)) || '—';

const movesInWords = (moves: NominationFacts['CHANGED']['moves'], blank: string): string =>
  list(moves.map(({ from, to, number }) => `${from ?? blank} → ${to ?? blank} (${number})`));

const raisedInFrench = ({ objections, integrated }: Put): string =>
  `objections maintenues : ${objections}, levées : ${integrated}`;
const raisedInEnglish = ({ objections, integrated }: Put): string =>
  `objections that stand: ${objections}, integrated: ${integrated}`;

const SENTENCES: {
  readonly [C in NominationStepCode]: { readonly [L in Locale]: (data: NominationFacts[C]) => string };
} = {
  NOMINATED: {
    fr: ({ nominations, blank, nominators }) =>
      `Premier tour, désignations : ${numbered(nominations)}. Blancs : ${blank}. Ont désigné quelqu’un : ${nominators}.`,
    en: ({ nominations, blank, nominators }) =>
      `First round, nominations: ${numbered(nominations)}. Blank: ${blank}. Those who nominated somebody: ${nominators}.`,
  },
  CHANGED: {
    fr: ({ moves, nominations, blank }) =>
      `Tour de report : ${movesInWords(moves, 'blanc') || 'personne ne change'}. ` +
      `Désignations : ${numbered(nominations)}. Blancs : ${blank}.`,
    en: ({ moves, nominations, blank }) =>
      `Change round: ${movesInWords(moves, 'blank') || 'nobody changes'}. ` +
      `Nominations: ${numbered(nominations)}. Blank: ${blank}.`,
  },
  MOST_NOMINATED: {
    fr: ({ nominations, most }) => `Le plus de désignations (${nominations}) : ${list(most)}.`,
    en: ({ nominations, most }) => `Most nominations (${nominations}): ${list(most)}.`,
  },
  FIRST_ROUND_LOOKED_AT: {
    fr: ({ nominations, most }) =>
      `Égalité ; désignations du premier tour : ${numbered(nominations)}. Le plus : ${list(most)}.`,
    en: ({ nominations, most }) =>
      `Equals; nominations of the first round: ${numbered(nominations)}. Most: ${list(most)}.`,
  },
  FURTHER_ROUND: {
    fr: ({ round, nominations, blank, most }) =>
      `Égalité ; tour supplémentaire ${round} : ${numbered(nominations)}. Blancs : ${blank}. Le plus : ${list(most)}.`,
    en: ({ round, nominations, blank, most }) =>
      `Equals; further round ${round}: ${numbered(nominations)}. Blank: ${blank}. Most: ${list(most)}.`,
  },
  FURTHER_ROUND_LOOKED_AT: {
    fr: ({ round, nominations, most }) =>
      `Égalité ; au tour supplémentaire ${round} : ${numbered(nominations)}. Le plus : ${list(most)}.`,
    en: ({ round, nominations, most }) =>
      `Equals; in the further round ${round}: ${numbered(nominations)}. Most: ${list(most)}.`,
  },
  EQUALS_SETTLED_BY_LOT: {
    fr: ({ order, chosen }) =>
      `Égalité que les désignations ne départagent pas ; ordre du tirage : ${list(order)}. Le tour est à ${chosen}.`,
    en: ({ order, chosen }) =>
      `Equals whom nominations do not part; order of the lot: ${list(order)}. The turn is ${chosen}’s.`,
  },
  EQUALS_OPEN: {
    fr: ({ among }) =>
      `Égalité que rien ne départage : ${list(among)}. Il faut un tour supplémentaire entre elles, ou un tirage.`,
    en: ({ among }) =>
      `Equals whom nothing parts: ${list(among)}. A further round among them, or a lot, is needed.`,
  },
  AWAITS_CONSENT: {
    fr: ({ person }) => `À soumettre au consentement : ${person}.`,
    en: ({ person }) => `To be put to consent: ${person}.`,
  },
  CONSENTED: {
    fr: (put) => `Consentement à ${put.person} (${raisedInFrench(put)}) : c’est l’élection.`,
    en: (put) => `Consent to ${put.person} (${raisedInEnglish(put)}): elected.`,
  },
  OBJECTED: {
    fr: (put) => `Pas de consentement à ${put.person} (${raisedInFrench(put)}).`,
    en: (put) => `No consent to ${put.person} (${raisedInEnglish(put)}).`,
  },
  DECLINED: {
    fr: (put) => `${put.person} ne veut pas de ce rôle (${raisedInFrench(put)}).`,
    en: (put) => `${put.person} does not want the role (${raisedInEnglish(put)}).`,
  },
  NOBODY_NOMINATED: {
    fr: () => 'Personne n’est désigné : pas de décision.',
    en: () => 'Nobody is nominated: no decision.',
  },
  NOBODY_LEFT: {
    fr: ({ put }) =>
      `Toutes les personnes désignées ont été soumises au consentement (${put}) : pas de décision.`,
    en: ({ put }) => `Everybody nominated was put to consent (${put}): no decision.`,
  },
  TRIES_OVER: {
    fr: ({ tries }) =>
      `Autant de personnes que prévu ont été soumises au consentement (${tries}) : pas de décision.`,
    en: ({ tries }) => `As many were put to consent as are to be tried (${tries}): no decision.`,
  },
};

/** One step of an election without candidates, in words. */
export function sentenceOfNominationStep<C extends NominationStepCode>(
  step: NominationStep<C>,
  locale: Locale,
): string {
  const say: (data: NominationFacts[C]) => string = SENTENCES[step.code][locale];
  return say(step.data);
}
