/**
 * consent@1: a proposal is adopted when no objection stands, whatever the number of those who consent.
 *
 * An objection stands unless it was lifted after the round: withdrawn by its author, or set aside by the clause's rule.
 * An answer is CONSENT, OBJECT or ABSTAIN: whoever abstains was asked, and does not object. In this order: a quorum
 * that is missed is NO_QUORUM; an objection that stands is REJECTED, whatever becomes of the next round; zero answers
 * is NO_DECISION, unless the clause counts silence and at least one person who could be reached kept silent.
 */
import { CONSENT_VALUES, type ConsentValue } from './ballot.js';
import type { Count, CountRule, Method, Verdict } from './method.js';
import { basesOf, tallyOf, type Electorate, type Profile } from './profile.js';
import { quorumOption, quorumStep } from './quorum.js';
import type { Step } from './steps.js';

function count(profile: Profile, electorate: Electorate, rule: CountRule): Count<ConsentValue> {
  const tally = tallyOf(CONSENT_VALUES, profile, electorate.roll);
  const bases = basesOf(electorate, tally.CONSENT + tally.OBJECT, tally.ABSTAIN);
  const options = { quorum: quorumOption(rule.quorum), silenceConsents: rule.silenceConsents };
  const quorum = quorumStep(rule.quorum, bases);
  const steps: Step[] = quorum ? [quorum] : [];
  const conclude = (verdict: Verdict, ...last: Step[]): Count<ConsentValue> => ({
    method: 'consent@1',
    options,
    tally,
    bases,
    steps: [...steps, ...last],
    verdict,
  });

  if (quorum?.code === 'PRESENCE_UNKNOWN') return conclude('NO_DECISION');
  if (quorum?.code === 'QUORUM_MISSED') return conclude('NO_QUORUM');
  const { withdrawn, setAside } = electorate.lifted ?? { withdrawn: 0n, setAside: 0n };
  const standing = tally.OBJECT - withdrawn - setAside;
  if (withdrawn + setAside > 0n) steps.push(liftedStep(withdrawn, setAside));
  if (standing > 0n) {
    return conclude('REJECTED', { code: 'OBJECTIONS_STAND', data: { objections: String(standing) } });
  }
  if (bases.TURNOUT > 0n) {
    return conclude('ADOPTED', { code: 'NO_OBJECTION', data: { answers: String(bases.TURNOUT) } });
  }
  const noAnswer: Step = { code: 'NO_ANSWER', data: {} };
  const silent = tally.NOT_CAST - (electorate.unreached ?? 0n);
  if (!rule.silenceConsents || silent === 0n) return conclude('NO_DECISION', noAnswer);
  return conclude('ADOPTED', noAnswer, { code: 'SILENCE_CONSENTS', data: { silent: String(silent) } });
}

const liftedStep = (withdrawn: bigint, setAside: bigint): Step => ({
  code: 'OBJECTIONS_LIFTED',
  data: { withdrawn: String(withdrawn), setAside: String(setAside) },
});

/** The consent of those asked, under a clause's quorum and its rule on silence. */
export const consent = { id: 'consent@1', count } as const satisfies Method;
