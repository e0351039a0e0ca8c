import type { Locale } from '../kernel/actors.js';
import type { TargetKey } from '../kernel/effects.js';
import { hashJson } from '../kernel/hash.js';
import { uuidOfHash, type Uuid } from '../kernel/ids.js';
import { refuse, type Refusal } from '../kernel/refusals.js';
import { numberKey } from '../text/content.js';
import { validateClause } from './validate-clause.js';
import type { Base, Clause, Threshold } from './clause.js';

/**
 * What a collective settles before it has rules: by what majority, under which charter and texts, and that each
 * founder confirms the whole. Nothing else is put while it is CONSTITUTING, and none of these ever after.
 */
export const FOUNDING_SUBJECTS = ['MAJORITY', 'CHARTER', 'TEXTS', 'CONFIRMATION'] as const;
export type FoundingSubject = (typeof FOUNDING_SUBJECTS)[number];

/** The source of the built-in clauses: no article is there yet, so they cite the founding itself. */
export const THE_FOUNDING_ITSELF: Uuid = '00000000-0000-0000-0000-000000000000';

/** The majority that founders agree on among themselves, for their charter and their texts. */
export interface FoundersMajority {
  readonly base: Base;
  readonly threshold: Threshold;
}

/** Everyone on the roll, no vote less. */
const EVERYONE: FoundersMajority = {
  base: 'ROLL',
  threshold: { fraction: '1/1', strict: false, plus: 0 },
};

/** What must be adopted before a subject may be voted on. */
const BEFORE: Readonly<Record<FoundingSubject, readonly FoundingSubject[]>> = {
  MAJORITY: [],
  CHARTER: ['MAJORITY'],
  TEXTS: ['MAJORITY'],
  CONFIRMATION: ['MAJORITY', 'CHARTER', 'TEXTS'],
};

/** Whether the earlier steps are there: FOUNDING_STEP_MISSING names the first that is not. */
export function refuseOutOfTurn(
  subject: FoundingSubject,
  adopted: ReadonlySet<FoundingSubject>,
): Refusal | null {
  const missing = BEFORE[subject].find((step) => !adopted.has(step));
  return missing === undefined ? null : refuse('FOUNDING_STEP_MISSING', { step: missing });
}

const WORDS = {
  fr: {
    question: 'D’où vient cette règle, quand il n’y a pas encore de règles ?',
    EVERYONE: 'De la fondation : il faut la voix de chaque personne qui fonde.',
    AGREED: 'De la majorité dont toutes les personnes qui fondent sont convenues.',
  },
  en: {
    question: 'Where does this rule come from, when there are no rules yet?',
    EVERYONE: 'From the founding: the voice of each founder is needed.',
    AGREED: 'From the majority that all founders agreed on.',
  },
} as const satisfies Record<Locale, object>;

/**
 * The built-in rule of a subject: MAJORITY and CONFIRMATION ask everyone on the roll, CHARTER and TEXTS the agreed
 * majority. Online or in any assembly, without waiting times: founders who meet tonight found tonight.
 */
export function foundingClause(
  subject: FoundingSubject,
  agreed: FoundersMajority | null,
  locale: Locale,
): Clause {
  const byAgreement = subject === 'CHARTER' || subject === 'TEXTS';
  if (byAgreement && !agreed) throw refuse('FOUNDING_STEP_MISSING', { step: 'MAJORITY' });
  const { base, threshold } = byAgreement && agreed ? agreed : EVERYONE;
  const { question, ...choices } = WORDS[locale];
  return {
    matter: 'GOVERNANCE',
    venues: ['ONLINE', 'ASSEMBLY'],
    forms: ['PHYSICAL', 'HYBRID', 'REMOTE'],
    // The founding binds nobody afterwards but by the rules that it adopts.
    prevailingForms: [],
    method: 'threshold@1',
    allowedMethods: ['threshold@1'],
    ballotMode: 'OPEN',
    ballotsVisibleTo: 'MEMBERS',
    base,
    threshold,
    quorum: null,
    minimumDeliberation: 'PT0S',
    minimumVoting: 'PT0S',
    notice: 'PT0S',
    supportNeeded: 0,
    mayPropose: 'ANY_MEMBER',
    tieRule: 'STATUS_QUO',
    // Whoever leaves without having voted holds the others up no longer.
    lateRule: 'STRIKE_UNCAST',
    ballotMayChange: true,
    resultVisibility: 'MEMBERS',
    contestPeriod: 'PT0S',
    friendlyAmendments: false,
    silenceConsents: false,
    revocableOnline: true,
    provisionId: THE_FOUNDING_ITSELF,
    interpretations: [{ question, choice: byAgreement ? choices.AGREED : choices.EVERYONE }],
  };
}

/** What a poll of the founding holds while it lasts: its subject; the confirmation holds them all. */
export const targetsOfFounding = (subject: FoundingSubject): readonly TargetKey[] =>
  (subject === 'CONFIRMATION' ? FOUNDING_SUBJECTS.toSorted() : [subject]).map((one) => `founding:${one}`);

/** Whether a majority can be counted online and in assembly alike; CHARTER_INVALID as for any clause. */
export const refuseMajority = (majority: FoundersMajority): Refusal | null =>
  validateClause(foundingClause('CHARTER', majority, 'en'));

/**
 * The identity of a text of the founding, or of one of its provisions, from the names that founders use: a draft that
 * replaces another keeps it, so that the charter may cite "Article 5" before, after or beside the text.
 */
export const foundingTextId = (collectiveId: Uuid, title: string): Uuid =>
  uuidOfHash(hashJson(['ormee/founding-text/1', collectiveId, numberKey(title)]));

export const foundingProvisionId = (collectiveId: Uuid, title: string, number: string): Uuid =>
  uuidOfHash(hashJson(['ormee/founding-provision/1', collectiveId, numberKey(title), numberKey(number)]));
