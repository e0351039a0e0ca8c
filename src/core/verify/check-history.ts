import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import type { TakeOverText } from '../kernel/effects.js';
import { hashJson } from '../kernel/hash.js';
import type { Uuid } from '../kernel/ids.js';
import { Refusal } from '../kernel/refusals.js';
import { operationsOf, replayHistory } from '../text/history.js';
import { byKey, type Book } from './book.js';
import { withheld, type Notes } from './notes.js';
import type { DecisionInBundle, OperationsInBundle, TextInBundle, VersionInBundle } from './rows.js';

/**
 * A history that was taken over is the one that a decision of this register took over, to the letter, and its replay makes the
 * wordings that stand. Who decided it elsewhere, and whether anybody did, no bundle can show.
 */
export function checkHistory(
  book: Book,
  notes: Notes,
  text: TextInBundle,
  past: readonly OperationsInBundle[],
  stored: readonly VersionInBundle[],
): void {
  const { takenOverBy } = text;
  const leaves = book.leavesAbout('text.taken-over', 'text', text.id);
  if (takenOverBy === null) {
    notes.hold(past.length === 0 && leaves.length === 0, 'HISTORY_DISAGREES', text.id);
    return;
  }
  notes.miss('HISTORY_TAKEN_OVER', past.length);
  const decision = book.rows('decision').find(({ id }) => id === takenOverBy);
  if (!decision) return void notes.hold(book.kind !== 'FULL', 'HISTORY_DISAGREES', text.id);
  if (decision.effects === null) return withheld(book, notes);
  const effect = takeOverIn(decision, ({ textId }) => textId === text.id);
  const isSo =
    effect !== undefined &&
    effect.title === text.title &&
    effect.matter === text.matter &&
    isApplied(decision) &&
    leaves.length === 1 &&
    canonicalJson(leaves[0]?.body ?? null) === canonicalJson(leafOf(effect, takenOverBy)) &&
    isWrittenAs(effect, past) &&
    isStoredAs(effect, past, stored);
  notes.hold(isSo, 'HISTORY_DISAGREES', text.id);
  if (effect && book.kind !== 'PUBLIC') checkNames(book, notes, effect, past);
}

/** Each decision taken over bears the number and the day that the history says. */
function checkNames(
  book: Book,
  notes: Notes,
  { patches, decisions }: TakeOverText,
  past: readonly OperationsInBundle[],
): void {
  const rows = byKey(book.rows('taken_over_decision'), ({ id }) => id);
  const days = new Map(decisions.map(({ label, date }) => [label, date]));
  for (const [at, { decision }] of patches.entries()) {
    const row = rows.get(past[at]?.decisionId ?? '');
    const isSo = row?.label.toLowerCase() === decision && row.decidedOn === days.get(decision);
    notes.hold(isSo, 'DECISION_TAKEN_OVER_DISAGREES', decision);
  }
}

/** Decisions that were taken over with a text: each by a decision of this register that names it. */
export function checkDecisionsOfHistories(book: Book, notes: Notes): void {
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  for (const { label, decidedOn, title, body, decisionId } of book.rows('taken_over_decision')) {
    if (decisionId === null) continue;
    const decision = decisions.get(decisionId);
    if (!decision && book.kind !== 'FULL') continue;
    const effect =
      decision &&
      takeOverIn(
        decision,
        (one) => one.title === title && one.decisions.some((told) => told.label === label),
      );
    const told = effect?.decisions.find((one) => one.label === label);
    const isSo = decision !== undefined && isApplied(decision) && told?.date === decidedOn && body === '';
    notes.hold(isSo, 'DECISION_TAKEN_OVER_DISAGREES', label);
  }
  const texts = byKey(book.rows('legal_text'), ({ id }) => id);
  for (const { body } of book.leaves('text.taken-over')) {
    const text = texts.get(body['text'] as Uuid);
    notes.hold(text?.takenOverBy === body['decision'], 'HISTORY_DISAGREES', String(body['text']));
  }
}

const takeOverIn = (
  { effects }: DecisionInBundle,
  isIt: (effect: TakeOverText) => boolean,
): TakeOverText | undefined =>
  (effects ?? []).find((one): one is TakeOverText => one.kind === 'TAKE_OVER_TEXT' && isIt(one));

const isApplied = ({ outcome, effectsState }: DecisionInBundle): boolean =>
  outcome === 'ADOPTED' && effectsState === 'APPLIED';

const leafOf = (effect: TakeOverText, decision: Uuid): Json => {
  const { textId: text, title, matter, from, decisions, patches } = effect;
  const history = hashJson({ decisions, patches } as unknown as Json);
  return { text, title, matter, decision, from: from.collectiveId, history, decisions: decisions.length };
};

/** The ids under which its decisions are known here: what each did is written once, in the same order. */
const idsIn = ({ patches }: TakeOverText, past: readonly OperationsInBundle[]): ReadonlyMap<string, Uuid> =>
  new Map(patches.map(({ decision }, at) => [decision, past[at]?.decisionId ?? 'MISSING']));

function isWrittenAs(effect: TakeOverText, past: readonly OperationsInBundle[]): boolean {
  const ids = idsIn(effect, past);
  const told = effect.patches.map((patch) => [
    patch.effectiveOn,
    patch.knownAt,
    operationsOf(patch, (label) => ids.get(label) ?? 'MISSING'),
  ]);
  const written = past.map(({ effectiveOn, knownAt, operations }) => [effectiveOn, knownAt, operations]);
  return canonicalJson(told as unknown as Json) === canonicalJson(written as unknown as Json);
}

/** Every wording of the history keeps its identity; its end alone may have come since. */
function isStoredAs(
  effect: TakeOverText,
  past: readonly OperationsInBundle[],
  stored: readonly VersionInBundle[],
): boolean {
  const ids = idsIn(effect, past);
  const replayed = replayHistory(effect, (label) => ids.get(label) ?? 'MISSING');
  if (replayed instanceof Refusal) return false;
  const rows = byKey(stored, ({ id }) => id);
  return replayed.every(({ versionId, provisionId, hash, knownFrom, inForceFrom }) => {
    const row = rows.get(versionId);
    return (
      row?.provisionId === provisionId &&
      row.hash === hash &&
      row.knownFrom === knownFrom &&
      row.inForceFrom === inForceFrom
    );
  });
}
