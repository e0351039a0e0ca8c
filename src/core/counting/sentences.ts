import type { Base } from '../charter/clause.js';
import type { Locale } from '../kernel/actors.js';
import type { Step, StepCode, StepFacts } from './steps.js';

type Sentences = {
  readonly [C in StepCode]: { readonly [L in Locale]: (data: StepFacts[C]) => string };
};

const SENTENCES: Sentences = {
  PRESENCE_UNKNOWN: {
    fr: () => 'La règle compte les présents, et personne n’a été pointé : rien ne peut être décidé.',
    en: () => 'The rule counts those present, and nobody was checked in: nothing can be decided.',
  },
  QUORUM_MET: {
    fr: (data) => `Quorum atteint : ${quorumInFrench(data)}`,
    en: (data) => `Quorum reached: ${quorumInEnglish(data)}`,
  },
  QUORUM_MISSED: {
    fr: (data) => `Quorum non atteint : ${quorumInFrench(data)}`,
    en: (data) => `Quorum not reached: ${quorumInEnglish(data)}`,
  },
  NOBODY_VOTED: {
    fr: () => 'Personne n’a voté : rien n’est décidé.',
    en: () => 'Nobody voted: nothing is decided.',
  },
  BASE_EMPTY: {
    fr: ({ base }) => `Le seuil se compte sur ${inFrench(base, '0')} : rien n’est décidé.`,
    en: ({ base }) => `The threshold is a share of ${inEnglish(base, '0')}: nothing is decided.`,
  },
  THRESHOLD_MET: { fr: (data) => thresholdInFrench(data), en: (data) => thresholdInEnglish(data) },
  THRESHOLD_MISSED: { fr: (data) => thresholdInFrench(data), en: (data) => thresholdInEnglish(data) },
  TIE: {
    fr: ({ votes, rule }) =>
      `Partage des voix, ${votes} pour et ${votes} contre : ${TIE_RULES_IN_FRENCH[rule]}.`,
    en: ({ votes, rule }) => `A tie, ${votes} for and ${votes} against: ${TIE_RULES_IN_ENGLISH[rule]}.`,
  },
  TIE_DRAWN: {
    fr: ({ drawn, order }) =>
      `Tirage au sort, avec la valeur « ${drawn} » : ${order[0] === 'ADOPTED' ? 'adopté' : 'rejeté'}.`,
    en: ({ drawn, order }) =>
      `Drawn by lot, with the value “${drawn}”: ${order[0] === 'ADOPTED' ? 'adopted' : 'rejected'}.`,
  },
  NO_ANSWER: {
    fr: () => 'Personne n’a répondu.',
    en: () => 'Nobody answered.',
  },
  SILENCE_CONSENTS: {
    fr: ({ silent }) =>
      `La règle compte le silence comme un consentement : ${silent} sans réponse, aucune objection.`,
    en: ({ silent }) => `The rule counts silence as consent: ${silent} without an answer, no objection.`,
  },
  NO_OBJECTION: {
    fr: ({ answers }) => `Aucune objection maintenue ; réponses : ${answers}.`,
    en: ({ answers }) => `No objection stands; answers: ${answers}.`,
  },
  OBJECTIONS_STAND: {
    fr: ({ objections }) => `Objections maintenues : ${objections}.`,
    en: ({ objections }) => `Objections that stand: ${objections}.`,
  },
  OBJECTIONS_LIFTED: {
    fr: ({ withdrawn, setAside }) =>
      `Objections levées après le tour : retirées par leur auteur, ${withdrawn} ; écartées par la règle, ${setAside}.`,
    en: ({ withdrawn, setAside }) =>
      `Objections lifted after the round: withdrawn by their authors, ${withdrawn}; set aside by the rule, ${setAside}.`,
  },
  NOTHING_MARKED: {
    fr: () => 'Aucun bulletin ne marque une option : rien n’est décidé.',
    en: () => 'No ballot marks any option: nothing is decided.',
  },
  COUNT_REFUSED: {
    fr: ({ code, reason }) =>
      `La méthode ne sait pas compter ces bulletins (${code}${reason === '' ? '' : `, ${reason}`}) : rien n’est décidé.`,
    en: ({ code, reason }) =>
      `The method cannot count these ballots (${code}${reason === '' ? '' : `, ${reason}`}): nothing is decided.`,
  },
  NOTHING_ADOPTS: {
    fr: () => 'La règle n’adopte rien par un tel scrutin : c’est une préférence.',
    en: () => 'The rule adopts nothing by such a poll: it is a preference.',
  },
  CONFIRMING_POLL_ADOPTS: {
    fr: () => 'La règle demande un scrutin de confirmation, par oui ou non.',
    en: () => 'The rule asks for a confirming poll, by yes or no.',
  },
  ELECTION_TIED: {
    fr: ({ rule }) => `Des options sont à égalité : ${TIE_RULES_IN_FRENCH[rule]}.`,
    en: ({ rule }) => `Options are tied: ${TIE_RULES_IN_ENGLISH[rule]}.`,
  },
  STATUS_QUO_ELECTED: {
    fr: () => 'Aucune option n’est élue : rien ne change.',
    en: () => 'No option is elected: nothing changes.',
  },
  AGAINST_STATUS_QUO: {
    fr: ({ option, over, under, equal }) =>
      `« ${option} » face à « rien ne change » : ${over} au-dessus, ${under} au-dessous, ${equal} sans préférence.`,
    en: ({ option, over, under, equal }) =>
      `“${option}” against “nothing changes”: ${over} above, ${under} below, ${equal} without preference.`,
  },
};

const TIE_RULES_IN_FRENCH: Readonly<Record<StepFacts['TIE']['rule'], string>> = {
  STATUS_QUO: 'la règle garde l’existant',
  FURTHER_POLL: 'la règle demande un autre scrutin',
  LOT: 'la règle demande un tirage au sort',
};

const TIE_RULES_IN_ENGLISH: Readonly<Record<StepFacts['TIE']['rule'], string>> = {
  STATUS_QUO: 'the rule keeps things as they are',
  FURTHER_POLL: 'the rule asks for a further poll',
  LOT: 'the rule asks for a lot',
};

/** One step of a working, in words. */
export function sentenceOfStep<C extends StepCode>(step: Step<C>, locale: Locale): string {
  const say: (data: StepFacts[C]) => string = SENTENCES[step.code][locale];
  return say(step.data);
}

const thresholdInFrench = (data: StepFacts['THRESHOLD_MET']): string =>
  `${data.votes} pour sur ${inFrench(data.base, data.number)} ; il en faut au moins ${data.needed} ` +
  `(${data.strict ? 'plus de ' : ''}${data.fraction}${data.plus === '0' ? '' : ` + ${data.plus} voix`}).`;

const thresholdInEnglish = (data: StepFacts['THRESHOLD_MET']): string =>
  `${data.votes} for out of ${inEnglish(data.base, data.number)}; at least ${data.needed} needed ` +
  `(${data.strict ? 'more than ' : ''}${data.fraction}${data.plus === '0' ? '' : ` + ${data.plus} whole`}).`;

const quorumInFrench = (data: StepFacts['QUORUM_MET']): string =>
  `${inFrench(data.counts, data.count)} pour ${inFrench(data.of, data.number)} ; ` +
  `il en faut au moins ${data.needed} (${data.fraction}).`;

const quorumInEnglish = (data: StepFacts['QUORUM_MET']): string =>
  `${inEnglish(data.counts, data.count)} out of ${inEnglish(data.of, data.number)}; ` +
  `at least ${data.needed} needed (${data.fraction}).`;

/** A base with its number. French counts zero and one in the singular. */
function inFrench(base: Base, number: string): string {
  const singular = number === '0' || number === '1';
  const noun: Readonly<Record<Base, string>> = singular
    ? { ROLL: 'inscrit', PRESENT: 'présent', TURNOUT: 'votant', EXPRESSED: 'suffrage exprimé' }
    : { ROLL: 'inscrits', PRESENT: 'présents', TURNOUT: 'votants', EXPRESSED: 'suffrages exprimés' };
  return `${number} ${noun[base]}`;
}

function inEnglish(base: Base, number: string): string {
  const words: Readonly<Record<Base, string>> = {
    ROLL: 'on the roll',
    PRESENT: 'present',
    TURNOUT: 'voting',
    EXPRESSED: 'for or against',
  };
  return `${number} ${words[base]}`;
}
