import { sentenceOfElectionStep } from '../counting/elections/sentences.js';
import { sentenceOfStep } from '../counting/sentences.js';
import type { Locale } from '../kernel/actors.js';
import type { Matter } from './clause.js';
import type { Outcome, OutcomeCode, Ruling } from './ruling.js';

type Words<K extends string> = Readonly<Record<Locale, Readonly<Record<K, string>>>>;

const OUTCOMES: Words<OutcomeCode> = {
  fr: {
    ADOPTED: 'Adopté.',
    REJECTED: 'Rejeté.',
    NO_QUORUM: 'Quorum non atteint : rien n’est décidé.',
    NO_DECISION: 'Pas de décision.',
    TIED: 'Partage des voix : rien n’est encore décidé.',
    PREFERENCE: 'Une préférence est exprimée, sans effet.',
  },
  en: {
    ADOPTED: 'Adopted.',
    REJECTED: 'Rejected.',
    NO_QUORUM: 'Quorum not reached: nothing is decided.',
    NO_DECISION: 'No decision.',
    TIED: 'A tie: nothing is decided yet.',
    PREFERENCE: 'A preference is expressed, without effect.',
  },
};

const RULES: Words<Matter> = {
  fr: {
    ROUTINE: 'Règle des questions courantes',
    DEEP: 'Règle des questions de fond',
    GOVERNANCE: 'Règle de gouvernance',
    MANDATE: 'Règle des mandats',
    EXCLUSION: 'Règle des exclusions',
  },
  en: {
    ROUTINE: 'Rule for routine questions',
    DEEP: 'Rule for questions that need thought',
    GOVERNANCE: 'Rule for governance',
    MANDATE: 'Rule for mandates',
    EXCLUSION: 'Rule for exclusions',
  },
};

const RULING: Readonly<Record<Locale, (rule: string, arithmetic: string) => string>> = {
  fr: (rule, arithmetic) => `${rule} : ${arithmetic}`,
  en: (rule, arithmetic) => `${rule}: ${arithmetic}`,
};

const INTERPRETATION: Readonly<Record<Locale, (question: string, choice: string) => string>> = {
  fr: (question, choice) => `Choix d’interprétation, « ${question} » : ${choice}`,
  en: (question, choice) => `Interpretation chosen, “${question}”: ${choice}`,
};

/**
 * An outcome in words: what it is, then for each clause its arithmetic and the interpretations it cites, a line each; of a
 * poll among options, also how it was counted.
 */
export const explainOutcome = (outcome: Outcome, locale: Locale): readonly string[] => [
  OUTCOMES[locale][outcome.code],
  ...outcome.rulings.flatMap((ruling) => explainRuling(ruling, locale)),
  ...(outcome.election?.steps ?? []).map((step) => sentenceOfElectionStep(step, locale)),
];

function explainRuling({ matter, working, interpretations }: Ruling, locale: Locale): string[] {
  const arithmetic = working.steps.map((step) => sentenceOfStep(step, locale)).join(' ');
  return [
    RULING[locale](RULES[locale][matter], arithmetic),
    ...interpretations.map(({ question, choice }) => INTERPRETATION[locale](question, choice)),
  ];
}
