import { RATIONALE_AT_MOST, type Question } from '../../charter/question.js';
import type { Locale } from '../../kernel/actors.js';
import type { AdoptText, Effect, PatchText } from '../../kernel/effects.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate, Instant } from '../../kernel/instants.js';
import { unreadable } from '../../kernel/readable.js';
import { refuse, Refusal } from '../../kernel/refusals.js';
import { consolidate, type ConsolidatedText } from '../consolidation.js';
import { hashContent } from '../content.js';
import type { PatchOperation } from '../operations.js';
import { patchFromCopy } from '../patch-from-copy.js';
import { applyPatch, withPatch } from '../patch.js';
import type { ProvisionVersion } from '../version.js';
import { workingCopy } from '../working-copy.js';

/** What of a proposal people amend: a text as it would make it, or what it says where it changes none. */
export type Amendable =
  | { readonly kind: 'PATCH_TEXT'; readonly place: number; readonly effect: PatchText }
  | { readonly kind: 'ADOPT_TEXT'; readonly place: number; readonly effect: AdoptText }
  | { readonly kind: 'RATIONALE' };

/** A version of a proposal, as far as it can be amended. */
export interface AmendableVersion {
  readonly rationale: string;
  readonly effects: readonly Effect[];
  readonly question: Question | null;
}

/** What an amended copy makes of a version. */
export interface AmendedVersion {
  readonly rationale: string;
  readonly effects: readonly Effect[];
}

/** The text that a patch is of, as it is known at this moment. */
export interface TextNow {
  readonly versions: readonly ProvisionVersion[];
  readonly today: CivilDate;
  readonly now: Instant;
  /** Of the collective: the language in which a working copy has its signs. */
  readonly locale: Locale;
}

/**
 * What there is to amend in a version. NOT_AMENDABLE, with a reason, where options stand for themselves (OPTIONS), where more
 * than one text is touched (SEVERAL_TEXTS), or where nothing but acts is put (NO_WORDING).
 */
export function amendableOf({
  effects,
  question,
}: Pick<AmendableVersion, 'effects' | 'question'>): Amendable | Refusal<'NOT_AMENDABLE'> {
  if (question) return refuse('NOT_AMENDABLE', { reason: 'OPTIONS' });
  const texts = effects.flatMap((effect, place): Amendable[] =>
    effect.kind === 'PATCH_TEXT'
      ? [{ kind: 'PATCH_TEXT', place, effect }]
      : effect.kind === 'ADOPT_TEXT'
        ? [{ kind: 'ADOPT_TEXT', place, effect }]
        : [],
  );
  const [only, ...more] = texts;
  if (more.length > 0) return refuse('NOT_AMENDABLE', { reason: 'SEVERAL_TEXTS' });
  if (only) return only;
  return effects.length === 0 ? { kind: 'RATIONALE' } : refuse('NOT_AMENDABLE', { reason: 'NO_WORDING' });
}

/** The Markdown that people amend: what the proposal would have the text say, or its own words. A refusal where its patch no longer applies. */
export function wordingToAmend(
  amendable: Amendable,
  { rationale }: Pick<AmendableVersion, 'rationale'>,
  text: TextNow,
): string | Refusal {
  if (amendable.kind === 'RATIONALE') return rationale;
  const resulting = resultingText(amendable, text);
  return resulting instanceof Refusal ? resulting : workingCopy(resulting, text.locale);
}

/**
 * The version that an amended copy of that wording makes: the patch is made anew from the text in force, and every provision
 * keeps the identity that it has in the proposal. Refuses as `provisionsFromMarkdown`, `patchFromCopy` and `applyPatch` do, by
 * INVALID_INPUT a rationale that no proposal may have and a copy that the text would not say whole (WORDS_LOST), and by
 * NOT_AMENDABLE (NOTHING_LEFT) where nothing would be changed any more.
 */
export function amendWording(
  amendable: Amendable,
  version: AmendableVersion,
  copy: string,
  text: TextNow,
  newId: () => Uuid,
): AmendedVersion | Refusal {
  const { rationale, effects } = version;
  if (amendable.kind === 'RATIONALE') {
    if (copy.trim() === '') return refuse('NOT_AMENDABLE', { reason: 'NOTHING_LEFT' });
    const reason = unreadable(copy, 'LINES', RATIONALE_AT_MOST);
    return reason ? invalid(reason) : { rationale: copy, effects };
  }
  const proposed = resultingText(amendable, text);
  if (proposed instanceof Refusal) return proposed;
  const operations = patchFromCopy(inForce(amendable, text), copy, newId, proposed);
  if (operations instanceof Refusal) return operations;
  if (operations.length === 0) return refuse('NOT_AMENDABLE', { reason: 'NOTHING_LEFT' });
  const kept = withCorrections(operations, amendable.effect.operations);
  const effect = { ...amendable.effect, operations: kept } as Effect;
  const amended = { ...amendable, effect } as Amendable;
  const says = wordingToAmend(amended, version, text);
  if (says instanceof Refusal) return says;
  if (lettersOf(says) !== lettersOf(copy)) return invalid('WORDS_LOST');
  return {
    rationale,
    effects: effects.map((each, place) => (place === amendable.place ? effect : each)),
  };
}

/** What a wording says, without signs: a title that no text has, or a line that reads as the text’s own, would be left out. */
const lettersOf = (markdown: string): string => markdown.normalize('NFC').replace(/[^\p{L}\p{N}]/gu, '');

type OfText = Exclude<Amendable, { kind: 'RATIONALE' }>;

/** What stands before the proposal: nothing, where it adopts a new text. */
const inForce = ({ kind, effect }: OfText, { versions, today, now }: TextNow): ConsolidatedText =>
  consolidate(kind === 'PATCH_TEXT' ? versions : [], {
    inForceOn: (kind === 'PATCH_TEXT' ? effect.effectiveOn : null) ?? today,
    knownAt: now,
  });

/** The text as it would be known the moment after its adoption, on the day that it takes effect. */
function resultingText({ effect }: OfText, { versions, today, now }: TextNow): ConsolidatedText | Refusal {
  const known = effect.kind === 'PATCH_TEXT' ? versions : [];
  const effectiveOn = effect.kind === 'PATCH_TEXT' ? effect.effectiveOn : null;
  const { operations, textId } = effect;
  // Nothing is written, so any name of the decision and of its versions does.
  const applied = applyPatch({
    versions: known,
    operations,
    effectiveOn,
    today,
    now,
    decisionId: textId,
    newId: ({ provisionId }) => provisionId,
  });
  if (applied instanceof Refusal) return applied;
  return consolidate(withPatch(known, applied), { inForceOn: effectiveOn ?? today, knownAt: now });
}

/** A correction that nobody amended is still one. */
function withCorrections(
  operations: readonly PatchOperation[],
  before: readonly PatchOperation[],
): readonly PatchOperation[] {
  const corrections = new Map(
    before.flatMap((one) => (one.kind === 'ERRATUM' ? [[one.provisionId, one] as const] : [])),
  );
  return operations.map((one) => {
    const correction = corrections.get(one.provisionId);
    if (!correction || (one.kind !== 'REPLACE' && one.kind !== 'SET_HEADING')) return one;
    const isAsked =
      one.kind === 'REPLACE'
        ? hashContent(one.content) === hashContent(correction.content)
        : one.heading === correction.content.heading;
    return isAsked ? correction : one;
  });
}

const invalid = (reason: string): Refusal => refuse('INVALID_INPUT', { field: 'copy', reason });
