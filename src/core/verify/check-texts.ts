import { canonicalJson, type Json } from '../kernel/canonical-json.js';
import { hashJson } from '../kernel/hash.js';
import type { AdoptText, PatchText } from '../kernel/effects.js';
import { civilDateOf, type CivilDate } from '../kernel/instants.js';
import { Refusal } from '../kernel/refusals.js';
import type { Uuid } from '../kernel/ids.js';
import { applyPatch, withPatch, type AppliedPatch } from '../text/patch.js';
import type { ProvisionVersion } from '../text/version.js';
import { byKey, groupBy, type Book } from './book.js';
import { checkDecisionsOfHistories, checkHistory } from './check-history.js';
import { labelOf } from './check-decisions.js';
import { Notes, withheld, type Report } from './notes.js';
import type { DecisionInBundle, OperationsInBundle, TextInBundle, VersionInBundle } from './rows.js';

/**
 * Replays all operations of each text in the order in which they became known, and finds the stored versions word for
 * word, each opened by an adopted decision that says these operations, or taken over with the history that one says.
 */
export function checkTexts(book: Book): Report {
  const notes = new Notes();
  const operations = groupBy(book.rows('text_operation'), ({ textId }) => textId);
  const versions = groupBy(book.rows('provision_version'), ({ textId }) => textId);
  const provisions = groupBy(book.rows('provision'), ({ textId }) => textId);
  const decisions = byKey(book.rows('decision'), ({ id }) => id);
  for (const text of book.rows('legal_text')) {
    const written = [...(operations.get(text.id) ?? [])].sort((a, b) => (a.knownAt < b.knownAt ? -1 : 1));
    const past = written.filter(({ takenOverFrom }) => takenOverFrom !== null);
    for (const one of written) {
      const { decisionId, adoptedBy, takenOverFrom } = one;
      const isOne =
        (adoptedBy === null) !== (takenOverFrom === null) && (adoptedBy ?? takenOverFrom) === decisionId;
      notes.hold(isOne, 'SOURCE_OF_OPERATIONS', decisionId);
      if (takenOverFrom === null) checkOrigin(book, notes, one, decisions.get(decisionId));
    }
    checkHistory(book, notes, text, past, versions.get(text.id) ?? []);
    replayText(book, notes, text, written, versions.get(text.id) ?? []);
    const inserted = written.flatMap((one) =>
      one.operations.flatMap((operation) => (operation.kind === 'INSERT' ? operation.provisionId : [])),
    );
    const stored = (provisions.get(text.id) ?? []).map(({ id }) => id).sort();
    notes.hold(canonicalJson(stored) === canonicalJson(inserted.sort()), 'PROVISIONS_NOT_REPLAYED', text.id);
    notes.hold(text.revision === written.length, 'REVISION', text.id);
    for (const map of [operations, versions, provisions]) map.delete(text.id);
  }
  checkDecisionsOfHistories(book, notes);
  for (const map of [operations, versions, provisions])
    for (const id of map.keys()) notes.hold(false, 'TEXT_UNKNOWN', id);
  return notes.report('TEXTS');
}

function checkOrigin(
  book: Book,
  notes: Notes,
  written: OperationsInBundle,
  decision: DecisionInBundle | undefined,
): void {
  if (!decision) return notes.miss('DECISION_OF_TEXT_HIDDEN');
  const label = labelOf(decision.year, decision.number);
  if (decision.effects === null) withheld(book, notes);
  else {
    const effect = decision.effects.find(
      (one) => (one.kind === 'PATCH_TEXT' || one.kind === 'ADOPT_TEXT') && one.textId === written.textId,
    );
    const text = book.rows('legal_text').find(({ id }) => id === written.textId);
    const [{ zone } = { zone: 'UTC' }] = book.rows('collective');
    const says =
      (effect?.kind === 'PATCH_TEXT' || (effect?.kind === 'ADOPT_TEXT' && isAdoptedAs(text, effect))) &&
      canonicalJson(effect.operations as unknown as Json) ===
        canonicalJson(written.operations as unknown as Json) &&
      written.effectiveOn === (dayAsked(effect) ?? civilDateOf(decision.proclaimedAt, zone));
    notes.hold(says, 'OPERATIONS_DISAGREE', label);
  }
  const isAdopted = decision.outcome === 'ADOPTED' && decision.effectsState === 'APPLIED';
  notes.hold(isAdopted && decision.proclaimedAt === written.knownAt, 'TEXT_WITHOUT_ADOPTION', label);
}

/** A text that was adopted whole bears the title and the matter that were put to the vote. */
const isAdoptedAs = (text: TextInBundle | undefined, { title, matter }: AdoptText): boolean =>
  text?.title === title && text.matter === matter;

const dayAsked = (effect: PatchText | AdoptText): CivilDate | null =>
  effect.kind === 'PATCH_TEXT' ? effect.effectiveOn : null;

function replayText(
  book: Book,
  notes: Notes,
  text: TextInBundle,
  written: readonly OperationsInBundle[],
  stored: readonly VersionInBundle[],
): void {
  const [{ zone } = { zone: 'UTC' }] = book.rows('collective');
  const ids = new Map(
    stored.map((one) => [placeOf(one.provisionId, one.inForceFrom, one.knownFrom), one.id]),
  );
  let versions: readonly ProvisionVersion[] = [];
  for (const { operations, effectiveOn, knownAt, decisionId, takenOverFrom } of written) {
    const applied = applyPatch({
      versions,
      operations,
      effectiveOn,
      // Elsewhere it may have been another day.
      today: takenOverFrom === null ? civilDateOf(knownAt, zone) : effectiveOn,
      now: knownAt,
      decisionId,
      newId: ({ provisionId, inForceFrom }) =>
        ids.get(placeOf(provisionId, inForceFrom, knownAt)) ?? 'MISSING',
    });
    if (!notes.hold(!(applied instanceof Refusal), 'OPERATION_REFUSED', decisionId)) return;
    versions = withPatch(versions, applied as AppliedPatch);
    if (takenOverFrom !== null) continue;
    notes.hold(
      agreesWithLeaf(book, text.id, decisionId, operations, applied as AppliedPatch, effectiveOn),
      'TEXT_DISAGREES',
      decisionId,
    );
  }
  const replayed = new Map(versions.map((version) => [version.versionId, canonicalJson(flat(version))]));
  for (const version of stored) {
    const { textId, ...rest } = version;
    notes.hold(
      textId === text.id && replayed.get(version.id) === canonicalJson(rest as unknown as Json),
      'WORDS_NOT_REPLAYED',
      version.id,
    );
  }
  notes.hold(stored.length === replayed.size, 'WORDS_NOT_REPLAYED', text.id);
}

function agreesWithLeaf(
  book: Book,
  textId: Uuid,
  decisionId: Uuid,
  operations: OperationsInBundle['operations'],
  { opened }: AppliedPatch,
  effectiveOn: string,
): boolean {
  const leaves = book
    .leavesAbout('text.patched', 'decision', decisionId)
    .concat(book.leavesAbout('text.adopted', 'decision', decisionId))
    .filter(({ body }) => body['text'] === textId);
  const body = leaves[0]?.body;
  return (
    leaves.length === 1 &&
    body?.['operations'] === hashJson(operations as unknown as Json) &&
    body['effectiveOn'] === effectiveOn &&
    canonicalJson(body['versions'] ?? null) === canonicalJson(opened.map(({ hash }) => hash))
  );
}

const placeOf = (provisionId: Uuid, inForceFrom: string, knownFrom: string): string =>
  `${provisionId} ${inForceFrom} ${knownFrom}`;

/** A version as its row has it, without its text. */
const flat = ({ versionId, content, ...rest }: ProvisionVersion): Json =>
  ({ ...rest, ...content, id: versionId }) as unknown as Json;
