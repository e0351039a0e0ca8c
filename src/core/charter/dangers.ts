import { reaches, readShare } from '../counting/share.js';
import { compareFractions, parseFraction, type Fraction } from '../kernel/fractions.js';
import type { Locale } from '../kernel/actors.js';
import { clauseFor, type Charter } from './charter.js';
import { MATTERS, type Clause, type Matter, type Threshold } from './clause.js';
import { sentenceOfDanger } from './danger-sentences.js';

/** What a rule may lead to that its authors may not have meant. None is forbidden: those who adopt it are to know. */
export const DANGERS = [
  'FEW_DECIDE',
  'FEW_EXCLUDE',
  'EXCLUSION_AS_DEEP',
  'ONE_ABSENT_BLOCKS',
  'ONE_AGAINST_BLOCKS',
  'MINORITY_ADOPTS',
  'RULES_AS_EASY_AS_REST',
  'ONLY_IN_ONE_FORM',
  'NO_VOTING_TIME',
  'NO_NOTICE',
  'NO_CONTEST',
  'SILENCE_ADOPTS',
  'QUORUM_OF_ALL',
] as const;
export type Danger = (typeof DANGERS)[number];

/** One warning, on the rule of one matter. */
export interface CharterWarning {
  readonly code: Danger;
  readonly matter: Matter;
}

type Sign = (clause: Clause, charter: Charter) => boolean;

/** How each danger is seen, in the clause under which a matter is decided. */
const SIGNS: Readonly<Record<Danger, Sign>> = {
  // Two who vote, of two hundred who do not, are enough wherever nobody asks how many take part.
  FEW_DECIDE: (clause) => clause.matter !== 'EXCLUSION' && fewDecide(clause),
  FEW_EXCLUDE: (clause, charter) => decidesExclusion(clause, charter) && fewDecide(clause),
  EXCLUSION_AS_DEEP: (clause, charter) => clause.matter === 'DEEP' && decidesExclusion(clause, charter),
  ONE_ABSENT_BLOCKS: (clause) =>
    needsAll(clause) && (clause.base === 'ROLL' || clause.base === 'PRESENT') && isCounted(clause),
  ONE_AGAINST_BLOCKS: (clause) =>
    needsAll(clause) && (clause.base === 'TURNOUT' || clause.base === 'EXPRESSED') && isCounted(clause),
  MINORITY_ADOPTS: (clause) => isCounted(clause) && noMoreThanHalf(clause.threshold),
  RULES_AS_EASY_AS_REST: (clause, charter) => clause.matter === 'GOVERNANCE' && isAsEasy(clause, charter),
  ONLY_IN_ONE_FORM: ({ venues, forms }) => !venues.includes('ONLINE') && forms.length === 1,
  NO_VOTING_TIME: ({ venues, minimumVoting }) => venues.includes('ONLINE') && isNothing(minimumVoting),
  NO_NOTICE: ({ venues, notice }) => venues.includes('ASSEMBLY') && isNothing(notice),
  NO_CONTEST: ({ contestPeriod }) => isNothing(contestPeriod),
  SILENCE_ADOPTS: ({ silenceConsents, allowedMethods }) =>
    silenceConsents && allowedMethods.includes('consent@1'),
  QUORUM_OF_ALL: ({ quorum }) => quorum?.of === 'ROLL' && isWhole(quorum.fraction),
};

/** The warnings of a charter, in the order of its matters, then of `DANGERS`. Each has its sentence in words. */
export function dangersOf(charter: Charter): readonly CharterWarning[] {
  const clauses = MATTERS.flatMap((matter) => charter.clauses.filter((clause) => clause.matter === matter));
  return clauses.flatMap((clause) =>
    DANGERS.filter((code) => SIGNS[code](clause, charter)).map((code) => ({ code, matter: clause.matter })),
  );
}

/** A warning in words, whole. */
export const explainDanger = ({ code, matter }: CharterWarning, locale: Locale): string =>
  sentenceOfDanger(code, matter, locale);

const fewDecide = ({ quorum, base }: Clause): boolean => quorum === null && base !== 'ROLL';

/** The clause is the one under which somebody is excluded: its own, or DEEP where there is none. */
const decidesExclusion = (clause: Clause, charter: Charter): boolean =>
  clauseFor(charter, 'EXCLUSION') === clause;

const isCounted = ({ method }: Clause): boolean => method === 'threshold@1';

const needsAll = ({ threshold }: Clause): boolean => isWhole(threshold.fraction);

const isWhole = (fraction: string): boolean => {
  const read = parseFraction(fraction);
  return read !== null && read.numerator === read.denominator;
};

/** As many against as for are enough to adopt, or fewer. */
function noMoreThanHalf(threshold: Threshold): boolean {
  const share = readShare(threshold);
  // Of 100, 50 that suffice are no majority; asked strictly, or with a voice more, they are.
  return reaches(50n, share, 100n);
}

/** What changes the rules asks no more than the rule for every day: whoever wins one evening may keep it. */
function isAsEasy(governance: Clause, charter: Charter): boolean {
  const routine = charter.clauses.find(({ matter }) => matter === 'ROUTINE');
  if (!routine) return false;
  const [asked, daily] = [fractionOf(governance), fractionOf(routine)];
  return compareFractions(asked, daily) <= 0 && governance.venues.includes('ONLINE');
}

const fractionOf = ({ threshold }: Clause): Fraction => readShare(threshold).fraction;

/** `PT0S`, `P0D`: a duration whose every number is zero. */
const isNothing = (duration: string): boolean => !/[1-9]/.test(duration);
