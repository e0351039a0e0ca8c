import type { Locale } from '../../kernel/actors.js';
import { GRADE_SENTENCES } from './grades/sentences.js';
import { MATRIX_SENTENCES } from './matrix/sentences.js';
import type { ProfileKind } from './profile.js';
import type {
  CommonFacts,
  ElectionFacts,
  ElectionStep,
  ElectionStepCode,
  SentencesOf,
  TieOf,
} from './steps.js';
import { STV_SENTENCES } from './stv/sentences.js';
import { ROUND_SENTENCES } from './rounds/sentences.js';
import { SEAT_SENTENCES } from './seats/sentences.js';
import { BUDGET_SENTENCES } from './budget/sentences.js';
import { LOT_SENTENCES } from './lot/sentences.js';
import { TOTAL_SENTENCES } from './totals/sentences.js';
import { QUOTA_SENTENCES } from './quotas/sentences.js';
import { list, seatsInWords } from './words.js';

const KINDS_IN_FRENCH: Readonly<Record<ProfileKind, string>> = {
  RANKED: 'classements',
  SCORED: 'notes',
  APPROVED: 'approbations',
  GRADED: 'mentions',
};
const KINDS_IN_ENGLISH: Readonly<Record<ProfileKind, string>> = {
  RANKED: 'rankings',
  SCORED: 'scores',
  APPROVED: 'approvals',
  GRADED: 'grades',
};

/** What a tie is about, and what becomes of the one chosen. */
const TIES_IN_FRENCH: Readonly<Record<TieOf, { readonly for: string; readonly chosen: string }>> = {
  SEAT: { for: 'pour un siège', chosen: 'obtient le siège' },
  ELIMINATION: { for: 'pour l’élimination', chosen: 'est éliminée' },
  TRANSFER: { for: 'pour le premier surplus à transférer', chosen: 'passe en premier' },
  RUNOFF: { for: 'pour une place en finale', chosen: 'va en finale' },
};
const TIES_IN_ENGLISH: Readonly<Record<TieOf, { readonly for: string; readonly chosen: string }>> = {
  SEAT: { for: 'for a seat', chosen: 'gets the seat' },
  ELIMINATION: { for: 'for elimination', chosen: 'is eliminated' },
  TRANSFER: { for: 'for the first surplus to be transferred', chosen: 'goes first' },
  RUNOFF: { for: 'for a place in the runoff', chosen: 'goes to the runoff' },
};

const COMMON_SENTENCES: SentencesOf<CommonFacts> = {
  READ_AS: {
    fr: (data) =>
      `Bulletins lus comme des ${KINDS_IN_FRENCH[data.as]} (reçus : ${KINDS_IN_FRENCH[data.from]}).`,
    en: (data) => `Ballots read as ${KINDS_IN_ENGLISH[data.as]} (received: ${KINDS_IN_ENGLISH[data.from]}).`,
  },
  TIE_SETTLED_BY_LOT: {
    fr: ({ of, order, chosen }) =>
      `Égalité que la règle ne départage pas ; ordre du tirage : ${list(order)}. ` +
      `${chosen} ${TIES_IN_FRENCH[of].chosen}.`,
    en: ({ of, order, chosen }) =>
      `A tie that the rule does not settle; order of the lot: ${list(order)}. ` +
      `${chosen} ${TIES_IN_ENGLISH[of].chosen}.`,
  },
  TIE_OPEN: {
    fr: ({ of, among, ways }) =>
      `Égalité que rien ne départage, ${TIES_IN_FRENCH[of].for} : ${list(among)}. ` +
      ways.map(({ chosen, winners }) => `Avec ${chosen} : ${seatsInWords(winners)}.`).join(' '),
    en: ({ of, among, ways }) =>
      `A tie that nothing settles, ${TIES_IN_ENGLISH[of].for}: ${list(among)}. ` +
      ways.map(({ chosen, winners }) => `With ${chosen}: ${seatsInWords(winners)}.`).join(' '),
  },
  TIES_NOT_FOLLOWED: {
    fr: ({ limit }) =>
      `Trop d’égalités pour les suivre toutes (plus de ${limit} dépouillements) : rien n’est tranché.`,
    en: ({ limit }) =>
      `Too many ties to follow each of them (more than ${limit} counts): nothing is settled.`,
  },
  SEATS_SETTLED_BY_LOT: {
    fr: ({ seats, order, chosen }) =>
      `Sièges à tirer au sort : ${seats} ; ordre du tirage : ${list(order)}. Obtenus par : ${list(chosen)}.`,
    en: ({ seats, order, chosen }) =>
      `Seats drawn by lot: ${seats}; order of the lot: ${list(order)}. They go to: ${list(chosen)}.`,
  },
};

const SENTENCES: SentencesOf<ElectionFacts> = {
  ...COMMON_SENTENCES,
  ...TOTAL_SENTENCES,
  ...MATRIX_SENTENCES,
  ...STV_SENTENCES,
  ...ROUND_SENTENCES,
  ...GRADE_SENTENCES,
  ...SEAT_SENTENCES,
  ...BUDGET_SENTENCES,
  ...LOT_SENTENCES,
  ...QUOTA_SENTENCES,
};

/** One step of an election's working, in words. */
export function sentenceOfElectionStep<C extends ElectionStepCode>(
  step: ElectionStep<C>,
  locale: Locale,
): string {
  const say: (data: ElectionFacts[C]) => string = SENTENCES[step.code][locale];
  return say(step.data);
}
