import { sentenceOfElectionStep } from '../counting/elections/sentences.js';
import { sentenceOfStep } from '../counting/sentences.js';
import type { Locale } from '../kernel/actors.js';
import type { Matter } from './clause.js';
import { STATUS_QUO_LABELS } from './question.js';
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
  ...codeInWords(outcome, locale),
  ...outcome.rulings.flatMap((ruling) => explainRuling(ruling, locale)),
  ...(outcome.election?.steps ?? []).map((step) => sentenceOfElectionStep(step, locale)),
];

/** What the code means under this poll’s rule: the code of a preference alone does not say what follows from it. */
function codeInWords({ code, rulings, election, chosen = [] }: Outcome, locale: Locale): string[] {
  const adopts = rulings[0]?.working.options['adopts'];
  const winners = election?.winners.flat() ?? [];
  const names = winners.map((name) => QUOTED[locale](name)).join(', ');
  const said = OUTCOMES[locale][code];
  if (code === 'PREFERENCE' && chosen.length === 0) return [NOTHING_CHOSEN[locale]];
  if (code === 'PREFERENCE' && adopts === 'CONFIRMING_POLL') return [TO_BE_CONFIRMED[locale](names)];
  if (code === 'PREFERENCE') return [PREFERRED[locale](names)];
  const empty =
    adopts === 'THRESHOLD' && winners.some((name) => isStatusQuo(name)) && election?.status !== 'TIED';
  return empty && (election?.seats ?? 1) > 1 ? [said, SEAT_LEFT_EMPTY[locale]] : [said];
}

const isStatusQuo = (name: string): boolean => Object.values(STATUS_QUO_LABELS).includes(name);

const QUOTED: Readonly<Record<Locale, (name: string) => string>> = {
  fr: (name) => `« ${name} »`,
  en: (name) => `“${name}”`,
};

const NOTHING_CHOSEN: Readonly<Record<Locale, string>> = {
  fr: 'Aucune option n’est retenue : rien ne change.',
  en: 'No option is chosen: nothing changes.',
};

const PREFERRED: Readonly<Record<Locale, (names: string) => string>> = {
  fr: (names) => `Préférence exprimée : ${names}. Rien n’en découle.`,
  en: (names) => `Preference expressed: ${names}. Nothing follows from it.`,
};

const TO_BE_CONFIRMED: Readonly<Record<Locale, (names: string) => string>> = {
  fr: (names) =>
    `Choix du scrutin : ${names}. Rien n’est encore adopté : un scrutin de confirmation, par oui ou non, l’adopte ou non.`,
  en: (names) =>
    `Chosen by this poll: ${names}. Nothing is adopted yet: a confirming poll, by yes or no, adopts it or not.`,
};

const SEAT_LEFT_EMPTY: Readonly<Record<Locale, string>> = {
  fr: '« Rien ne change » a obtenu une des places, qui reste vide.',
  en: '“Nothing changes” took one of the seats, which stays empty.',
};

function explainRuling({ matter, working, interpretations }: Ruling, locale: Locale): string[] {
  const arithmetic = working.steps.map((step) => sentenceOfStep(step, locale)).join(' ');
  return [
    RULING[locale](RULES[locale][matter], arithmetic),
    ...interpretations.map(({ question, choice }) => INTERPRETATION[locale](question, choice)),
  ];
}
