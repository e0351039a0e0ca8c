import type { SentencesOf } from '../steps.js';
import { list } from '../words.js';
import type { BoundNamed, HeldByQuotas, QuotaFacts } from './facts.js';

const inFrench = ({ group, of, number }: BoundNamed): string =>
  `${group} : ${number} ${of === 'LEAST' ? 'au moins' : 'au plus'}`;
const inEnglish = ({ group, of, number }: BoundNamed): string =>
  `${group}: ${number} at ${of === 'LEAST' ? 'least' : 'most'}`;

const held = (options: readonly HeldByQuotas[], say: (bound: BoundNamed) => string): string =>
  options.map(({ option, bounds }) => `${option} (${bounds.map(say).join(' ; ')})`).join(', ');

export const QUOTA_SENTENCES: SentencesOf<QuotaFacts> = {
  QUOTAS: {
    fr: ({ seats, bounds }) =>
      `Quotas sur ${seats} sièges. ` +
      bounds.map((bound) => `${inFrench(bound)} (${list(bound.options)}).`).join(' '),
    en: ({ seats, bounds }) =>
      `Quotas on ${seats} seats. ` +
      bounds.map((bound) => `${inEnglish(bound)} (${list(bound.options)}).`).join(' '),
  },
  QUOTAS_PASSED_OVER: {
    fr: ({ filled, options }) =>
      `Sièges pourvus : ${filled}. Avec eux, les quotas ne pourraient plus être tenus, ils n’auront pas de siège : ` +
      `${held(options, inFrench)}.`,
    en: ({ filled, options }) =>
      `Seats filled: ${filled}. With them the quotas could not be met any more, and they get no seat: ` +
      `${held(options, inEnglish)}.`,
  },
  QUOTAS_SEATED: {
    fr: ({ filled, options }) =>
      `Suivants dans le classement avec qui les quotas peuvent être tenus : ${list(options)}. Sièges pourvus : ${filled}.`,
    en: ({ filled, options }) =>
      `Next in the ranking with whom the quotas can be met: ${list(options)}. Seats filled: ${filled}.`,
  },
};
