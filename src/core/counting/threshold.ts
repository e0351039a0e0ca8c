/**
 * threshold@1: a yes/no question is adopted when the votes for it reach a share of a base.
 *
 *   FOR >= fraction × base + plus, or > when strict
 *
 * The bases are EXPRESSED = FOR + AGAINST; TURNOUT = FOR + AGAINST + ABSTAIN + BLANK; PRESENT = checked in at opening;
 * ROLL = the electoral roll. SPOILED, NOT_TAKING_PART and who cast nothing are only in PRESENT and ROLL.
 *
 * In this order: a quorum that is missed is NO_QUORUM; nobody in TURNOUT, or an empty base, is NO_DECISION, because
 * 0 of 0 decides nothing; then the threshold. A missed threshold is a tie only when the fraction is 1/2 and
 * FOR = AGAINST > 0, whatever the base: under STATUS_QUO it is REJECTED, under FURTHER_POLL and LOT it is TIED. A
 * threshold above one half that nobody reaches is no tie, and one that FOR = AGAINST does reach is adopted.
 */
import type { TieRule } from '../charter/clause.js';
import { compareFractions, type Fraction } from '../kernel/fractions.js';
import { orderByLot } from './elections/lot.js';
import { YES_NO_VALUES, type YesNoValue } from './ballot.js';
import type { Count, CountRule, Method, Verdict } from './method.js';
import { basesOf, tallyOf, type Bases, type Electorate, type Profile, type Tally } from './profile.js';
import { quorumOption, quorumStep } from './quorum.js';
import { leastReaching, reaches, readShare, type Share } from './share.js';
import type { Step } from './steps.js';

const ONE_HALF: Fraction = { numerator: 1n, denominator: 2n };

function count(profile: Profile, electorate: Electorate, rule: CountRule): Count<YesNoValue> {
  const tally = tallyOf(YES_NO_VALUES, profile, electorate.roll);
  const bases = basesOf(electorate, tally.FOR + tally.AGAINST, tally.ABSTAIN + tally.BLANK);
  const { base, quorum, tieRule } = rule;
  const { fraction, strict, plus } = rule.threshold;
  const options = { base, fraction, strict, plus: String(plus), quorum: quorumOption(quorum), tieRule };
  return { method: 'threshold@1', options, tally, bases, ...decide(tally, bases, rule) };
}

function decide(
  tally: Tally<YesNoValue>,
  bases: Bases,
  rule: CountRule,
): { verdict: Verdict; steps: Step[] } {
  const quorum = quorumStep(rule.quorum, bases);
  const steps: Step[] = quorum ? [quorum] : [];
  const conclude = (verdict: Verdict, ...last: Step[]) => ({ verdict, steps: [...steps, ...last] });

  if (quorum?.code === 'PRESENCE_UNKNOWN') return conclude('NO_DECISION');
  if (quorum?.code === 'QUORUM_MISSED') return conclude('NO_QUORUM');
  if (bases.TURNOUT === 0n) return conclude('NO_DECISION', { code: 'NOBODY_VOTED', data: {} });
  const asked = thresholdStep(tally.FOR, bases[rule.base], rule);
  if (asked.code === 'THRESHOLD_MET') return conclude('ADOPTED', asked);
  if (asked.code !== 'THRESHOLD_MISSED') return conclude('NO_DECISION', asked);
  if (!isTie(tally, readShare(rule.threshold))) return conclude('REJECTED', asked);
  return conclude(verdictOfTie(rule.tieRule), asked, {
    code: 'TIE',
    data: { votes: String(tally.FOR), rule: rule.tieRule },
  });
}

/** Whether votes reach what a rule asks of a number of persons; null for a base that nobody knows, as those present online. */
export function thresholdStep(
  votes: bigint,
  number: bigint | null,
  { base, threshold: asked }: Pick<CountRule, 'base' | 'threshold'>,
): Step<'PRESENCE_UNKNOWN' | 'BASE_EMPTY' | 'THRESHOLD_MET' | 'THRESHOLD_MISSED'> {
  if (number === null) return { code: 'PRESENCE_UNKNOWN', data: {} };
  if (number === 0n) return { code: 'BASE_EMPTY', data: { base } };
  const share = readShare(asked);
  const data = {
    votes: String(votes),
    base,
    number: String(number),
    needed: String(leastReaching(share, number)),
    fraction: asked.fraction,
    strict: asked.strict,
    plus: String(asked.plus),
  };
  return { code: reaches(votes, share, number) ? 'THRESHOLD_MET' : 'THRESHOLD_MISSED', data };
}

const isTie = (tally: Tally<YesNoValue>, share: Share): boolean =>
  compareFractions(share.fraction, ONE_HALF) === 0 && tally.FOR === tally.AGAINST && tally.FOR > 0n;

/** What a tie that the rule leaves to a lot comes to, once a value was drawn; any other count stays as it is. */
export function settledByLot(count: Count, drawn: string): Count {
  const isTied = count.verdict === 'TIED' && count.options['tieRule'] === 'LOT';
  if (!isTied) return count;
  const order = orderByLot(drawn, ['ADOPTED', 'REJECTED']);
  const steps: Step[] = [...count.steps, { code: 'TIE_DRAWN', data: { drawn, order } }];
  return { ...count, steps, verdict: order[0] as Verdict };
}

const verdictOfTie = (rule: TieRule): Verdict => (rule === 'STATUS_QUO' ? 'REJECTED' : 'TIED');

/** The yes/no question under a clause's base, threshold, quorum and tie rule. */
export const threshold = { id: 'threshold@1', count } as const satisfies Method;
