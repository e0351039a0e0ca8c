import type { Question } from '../../charter/question.js';
import type { Locale } from '../../kernel/actors.js';
import type { AdoptText, Effect, PatchText } from '../../kernel/effects.js';
import type { Uuid } from '../../kernel/ids.js';
import type { CivilDate, Instant } from '../../kernel/instants.js';
import { refuse, Refusal } from '../../kernel/refusals.js';
import { consolidate, type ConsolidatedText } from '../consolidation.js';
import { numberKey } from '../content.js';
import { provisionsFromMarkdown } from '../markdown.js';
import type { InsertProvision, PatchOperation } from '../operations.js';
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
 * The version that an amended copy of that wording makes: the patch is made anew from the text in force, and what the
 * proposal itself inserts keeps its identity. Refuses as `provisionsFromMarkdown` and `patchFromCopy` do, and by
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
    return { rationale: copy, effects };
  }
  const operations =
    amendable.kind === 'PATCH_TEXT'
      ? patchFromCopy(inForce(amendable.effect, text), copy, newId)
      : insertionsIn(copy, newId);
  if (operations instanceof Refusal) return operations;
  if (operations.length === 0) return refuse('NOT_AMENDABLE', { reason: 'NOTHING_LEFT' });
  const kept = underTheirIdentities(operations, amendable.effect.operations);
  const amended = { ...amendable.effect, operations: kept } as Effect;
  return {
    rationale,
    effects: effects.map((effect, place) => (place === amendable.place ? amended : effect)),
  };
}

function insertionsIn(copy: string, newId: () => Uuid): readonly InsertProvision[] | Refusal {
  const read = provisionsFromMarkdown(copy, newId);
  return read instanceof Refusal ? read : read.operations;
}

const inForce = ({ effectiveOn }: PatchText, { versions, today, now }: TextNow): ConsolidatedText =>
  consolidate(versions, { inForceOn: effectiveOn ?? today, knownAt: now });

/** The text as it would be known the moment after its adoption, on the day that it takes effect. */
function resultingText(
  { effect }: Exclude<Amendable, { kind: 'RATIONALE' }>,
  { versions, today, now }: TextNow,
): ConsolidatedText | Refusal {
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

/** What the proposal inserted before under the same number is the same provision. */
function underTheirIdentities(
  operations: readonly PatchOperation[],
  before: readonly PatchOperation[],
): readonly PatchOperation[] {
  const known = new Map(
    before.flatMap((one) =>
      one.kind === 'INSERT' ? [[numberKey(one.content.number), one.provisionId]] : [],
    ),
  );
  const renamed = new Map(
    operations.flatMap((one) => {
      const id = one.kind === 'INSERT' ? known.get(numberKey(one.content.number)) : undefined;
      return id === undefined ? [] : [[one.provisionId, id] as const];
    }),
  );
  const idOf = <Id extends Uuid | null>(id: Id): Id => (renamed.get(id as Uuid) as Id | undefined) ?? id;
  return operations.map((one) =>
    one.kind === 'INSERT'
      ? {
          ...one,
          provisionId: idOf(one.provisionId),
          parentId: idOf(one.parentId),
          afterId: idOf(one.afterId),
        }
      : one,
  );
}
