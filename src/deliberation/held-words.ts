import type { Locale } from '../core/kernel/actors.js';
import type { RefusalCode } from '../core/kernel/refusals.js';

type Words = Readonly<Record<Locale, string>>;

const RULE: Words = {
  fr: 'la règle ne permet plus de le décider ainsi',
  en: 'the rule no longer lets it be decided like this',
};
const GROUP: Words = {
  fr: 'le groupe de travail ne peut pas en décider',
  en: 'the working group cannot decide it',
};
const PREVAILS: Words = {
  fr: 'une autre décision l’emporte sur elle',
  en: 'another decision prevails over it',
};
const EFFECTS: Words = {
  fr: 'ce qu’elle ferait n’est plus possible tel quel',
  en: 'what it would do is no longer possible as it is',
};
const OTHER_POLL: Words = {
  fr: 'un autre scrutin porte déjà sur la même chose',
  en: 'another poll is on the same thing already',
};

/** Why a question could not be put, without the facts: what changes meanwhile is not kept. All else is of what it would do. */
const BECAUSE: Partial<Readonly<Record<RefusalCode, Words>>> = {
  TARGET_RESERVED: OTHER_POLL,
  POLL_ALREADY_OPEN: OTHER_POLL,
  CLAUSE_MISSING: RULE,
  VENUE_NOT_ALLOWED: RULE,
  METHOD_NOT_ALLOWED: RULE,
  METHOD_NOT_FOR_QUESTION: RULE,
  UNSUPPORTED_BALLOT_MODE: RULE,
  CONSENT_RULE_DIFFERS: {
    fr: 'le texte relève maintenant d’une autre règle',
    en: 'the words now come under another rule',
  },
  AMENDMENTS_WAIT: {
    fr: 'des amendements attendent qu’on les tranche',
    en: 'amendments wait to be decided',
  },
  SUPPORT_MISSING: { fr: 'il manque des soutiens', en: 'support is missing' },
  DELIBERATION_TOO_SHORT: {
    fr: 'le temps de discussion n’est pas écoulé',
    en: 'the time for discussion is not over',
  },
  ANSWER_TIME_RUNNING: {
    fr: 'la personne concernée a encore du temps pour répondre',
    en: 'whoever it is about still has time to answer',
  },
  EMPTY_ROLL: { fr: 'personne n’aurait de voix', en: 'nobody would have a voice' },
  CHALLENGED_AS_CONTRADICTING: {
    fr: 'un membre dit qu’elle contredit une décision d’assemblée',
    en: 'a member says that it contradicts an assembly’s decision',
  },
  PROPOSAL_CHANGED: { fr: 'le texte a changé depuis', en: 'the words have changed since' },
  PROPOSAL_NOT_OPEN: { fr: 'la proposition n’est plus ouverte', en: 'the proposal is no longer open' },
  ASSEMBLY_NOT_RUNNING: { fr: 'la séance ne se tient pas', en: 'the sitting is not being held' },
  ASSEMBLY_PREVAILS: PREVAILS,
  ASSEMBLY_VOTES_FIRST: {
    fr: 'une assemblée vote d’abord sur la même chose',
    en: 'an assembly votes on the same thing first',
  },
  COLLECTIVE_PREVAILS: PREVAILS,
  GROUP_DECISION_RECALLED: PREVAILS,
  GROUP_NOT_OPEN: GROUP,
  GROUP_SCOPE_EXCEEDED: GROUP,
  NOT_IN_GROUP: GROUP,
  HOLDER_NOT_IN_GROUP: GROUP,
};

/** What holds a question up, in words: `un autre scrutin porte déjà sur la même chose`. */
export const sayHeldBy = (code: string, locale: Locale): string =>
  (BECAUSE[code as RefusalCode] ?? EFFECTS)[locale];

/** The vote that a rule falls back to is not tried again where these refuse it: trying changes nothing any more. */
const FOR_GOOD: readonly RefusalCode[] = [
  'CLAUSE_MISSING',
  'VENUE_NOT_ALLOWED',
  'METHOD_NOT_ALLOWED',
  'UNSUPPORTED_BALLOT_MODE',
  'PROPOSAL_CHANGED',
];

export const isForGood = (code: string): boolean => (FOR_GOOD as readonly string[]).includes(code);
