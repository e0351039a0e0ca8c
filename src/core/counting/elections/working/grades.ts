import type { Amount } from '../amounts.js';
import type { ElectionStep } from '../steps.js';
import type { GradeCount, GradeFacts } from '../grades/facts.js';
import { firstOf, inSlateOrder, type Counted } from './by-option.js';

export interface OptionGrade {
  readonly option: string;
  readonly grade: string;
}

/** What the predicate makes of an option: `supporting` of `base`, of whom `needed` are enough. */
export interface Agreement {
  readonly supporting: string;
  readonly base: string;
  readonly share: Amount | null;
  readonly needed: string;
  readonly opposing: string;
  readonly holds: boolean;
}

/** What an option was given, and how what is missing was made up for: by a grade, or by counting judgments several times. */
export interface JudgedOption {
  readonly option: string;
  /** One number a grade, from the worst. */
  readonly given: readonly GradeCount[];
  readonly missing: string;
  readonly filled: GradeCount | null;
  readonly times: string | null;
  /** Before any is taken away; null where medians are not compared. */
  readonly median: string | null;
  readonly agreement: Agreement | null;
}

/** Medians side by side, once `removed` were taken from each of `among`; none where nothing was left to compare. */
export interface MedianComparison {
  readonly among: readonly string[];
  readonly removed: readonly GradeCount[];
  readonly left: string;
  readonly medians: readonly OptionGrade[];
  /** They were given the same grades as many times: nothing parts them. */
  readonly alike: boolean;
}

/** The grades of each option, and what parts them. */
export interface GradesWorking {
  readonly family: 'GRADES';
  /** From the worst. */
  readonly grades: readonly string[];
  readonly participants: string;
  readonly judged: readonly JudgedOption[];
  readonly comparisons: readonly MedianComparison[];
  readonly predicate: GradeFacts['PREDICATE'] | null;
}

export function readGrades(counted: Counted): GradesWorking {
  const facts = firstOf(counted, 'GRADES_GIVEN');
  return {
    family: 'GRADES',
    grades: facts?.grades ?? [],
    participants: facts?.participants ?? '0',
    judged: facts ? judgedOf(counted, facts) : [],
    comparisons: comparisonsOf(counted),
    predicate: firstOf(counted, 'PREDICATE'),
  };
}

function judgedOf(counted: Counted, facts: GradeFacts['GRADES_GIVEN']): readonly JudgedOption[] {
  const filled = firstOf(counted, 'MISSING_AS_GRADE')?.filled ?? {};
  const times = firstOf(counted, 'JUDGMENTS_NORMALIZED')?.times ?? {};
  const medians = firstOf(counted, 'MEDIANS')?.medians ?? {};
  const agreements = firstOf(counted, 'AGREEMENT')?.options ?? {};
  return inSlateOrder(counted, facts.given).map(([option, given]) => ({
    option,
    given: given.map((number, at) => ({ grade: facts.grades[at] as string, number })),
    missing: own(facts.missing, option) as string,
    filled: own(filled, option),
    times: own(times, option),
    median: own(medians, option),
    agreement: own(agreements, option),
  }));
}

/** What one option has in a record, whatever name it bears. */
const own = <T>(record: { readonly [option: string]: T }, option: string): T | null =>
  Object.hasOwn(record, option) ? (record[option] as T) : null;

/** Judgments are taken away and medians compared in turn: what is compared after they were taken belongs to that. */
function comparisonsOf(counted: Counted): readonly MedianComparison[] {
  const comparisons: MedianComparison[] = [];
  const goOn = (among: readonly string[], more: Partial<MedianComparison>): void => {
    const last = comparisons.at(-1);
    const isSame = last && last.medians.length === 0 && JSON.stringify(last.among) === JSON.stringify(among);
    if (isSame) comparisons.pop();
    const before = isSame ? last : { among, removed: [], left: '0', medians: [], alike: false };
    comparisons.push({ ...before, ...more });
  };
  const read = (step: ElectionStep): void => {
    if (step.code === 'MEDIANS_REMOVED') {
      const { among, removed, left } = step.data;
      comparisons.push({ among, removed, left, medians: [], alike: false });
    }
    if (step.code === 'MEDIANS') {
      const { among, judgments, medians } = step.data;
      const shown = inSlateOrder(counted, medians).map(([option, grade]) => ({ option, grade }));
      goOn(among, { left: judgments, medians: shown });
    }
    if (step.code === 'JUDGED_ALIKE') goOn(step.data.among, { alike: true });
  };
  counted.steps.forEach(read);
  return comparisons;
}
