import { canonicalJson } from '../kernel/canonical-json.js';
import type { GrantMandate } from '../kernel/effects.js';
import { byKey, groupBy, type Book } from './book.js';
import type { Notes } from './notes.js';
import type { MandateLineInBundle } from './rows-of-mandates.js';
import type { DecisionInBundle } from './rows.js';

/** A line that a decision settled is what that decision gave or did not give, word for word. */
export function checkLines(book: Book, notes: Notes): void {
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  const holders = groupBy(book.rows('mandate_line_holder'), ({ lineId }) => lineId);
  for (const line of book.rows('mandate_line')) {
    const named = (holders.get(line.id) ?? []).map(({ memberId }) => memberId);
    notes.hold(isSettledAs(line, named, decisions), 'MANDATE_LINE', line.id);
    holders.delete(line.id);
  }
  for (const id of holders.keys()) notes.hold(false, 'MANDATE_LINE', id);
}

const VERDICTS: Readonly<Record<string, DecisionInBundle['outcome']>> = {
  CONFIRMED: 'ADOPTED',
  REFUSED: 'REJECTED',
};

function isSettledAs(
  line: MandateLineInBundle,
  named: readonly string[],
  decisions: ReadonlyMap<string, DecisionInBundle>,
): boolean {
  const outcome = VERDICTS[line.state];
  if (outcome === undefined) return line.settledBy === null && isUndecided(line);
  const decision = decisions.get(line.settledBy ?? '');
  if (!decision) return false;
  // What names somebody may be withheld: its hash is checked elsewhere.
  if (decision.effects === undefined || decision.effects === null) return decision.outcome === outcome;
  const effect = decision.effects.find(
    (one): one is GrantMandate => one.kind === 'GRANT_MANDATE' && one.mandateId === line.id,
  );
  return (
    decision.outcome === outcome &&
    line.settledAt === decision.proclaimedAt &&
    (outcome === 'REJECTED' || decision.effectsState === 'APPLIED') &&
    effect !== undefined &&
    saysTheSame(line, effect) &&
    canonicalJson([...effect.holders].sort()) === canonicalJson([...named].sort())
  );
}

/** Still written down, or taken back at some hour. */
const isUndecided = ({ state, settledAt }: MandateLineInBundle): boolean =>
  settledAt === null ? state === 'PROPOSED' : state === 'WITHDRAWN';

const saysTheSame = (line: MandateLineInBundle, effect: GrantMandate): boolean =>
  effect.task === line.task &&
  effect.title === line.title &&
  effect.instructions === line.instructions &&
  effect.endsAt === line.endsAt &&
  effect.reportDueAt === line.reportDueAt &&
  (effect.reportEvery ?? null) === line.reportEvery &&
  canonicalJson(effect.boundBy) === canonicalJson(line.decisionId === null ? [] : [line.decisionId]) &&
  effect.scope.acts.length === 0 &&
  (line.groupId === null
    ? effect.scope.object.kind === 'COLLECTIVE'
    : effect.scope.object.id === line.groupId);
