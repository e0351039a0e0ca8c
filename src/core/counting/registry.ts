import type { QuestionMethodId } from '../charter/clause.js';
import { consent } from './consent.js';
import type { Count, CountRule, Method } from './method.js';
import { checkProfile, type Electorate, type Profile } from './profile.js';
import { threshold } from './threshold.js';

/** Every method that a clause may name. A method declared is a method written. */
export const METHOD_REGISTRY: Readonly<Record<QuestionMethodId, Method>> = {
  'threshold@1': threshold,
  'consent@1': consent,
};

/** Counts a profile under a rule; ballots and sums that cannot be are thrown as BALLOT_INVALID. */
export function countBallots(
  method: QuestionMethodId,
  profile: Profile,
  electorate: Electorate,
  rule: CountRule,
): Count {
  const refusal = checkProfile(method, profile, electorate);
  if (refusal) throw refusal;
  return METHOD_REGISTRY[method].count(profile, electorate, rule);
}
