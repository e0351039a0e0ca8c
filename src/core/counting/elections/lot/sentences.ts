import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { LotFacts } from './facts.js';

export const LOT_SENTENCES: SentencesOf<LotFacts> = {
  SORTITION: {
    fr: ({ options, seats }) => `Sièges à tirer au sort : ${seats}, parmi : ${list(options)}.`,
    en: ({ options, seats }) => `Seats to be drawn by lot: ${seats}, among: ${list(options)}.`,
  },
  RFC3797_POOL: {
    fr: ({ key, numbers }) => `Clé : « ${key} ». Numéros : ${numbered(numbers)}.`,
    en: ({ key, numbers }) => `Key: “${key}”. Numbers: ${numbered(numbers)}.`,
  },
  RFC3797_SELECTED: {
    fr: ({ index, digest, left, remainder, option }) =>
      `Tirage ${index} : empreinte MD5 ${digest}, reste ${remainder} pour ${left} : ${option}.`,
    en: ({ index, digest, left, remainder, option }) =>
      `Selection ${index}: MD5 ${digest}, remainder ${remainder} of ${left}: ${option}.`,
  },
};

const numbered = (numbers: { readonly [option: string]: string }): string =>
  list(Object.entries(numbers).map(([option, number]) => `${number} ${option}`));
