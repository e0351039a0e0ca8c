import type { Visibility } from '../core/kernel/actors.js';
import type { AdoptText, Effect, EffectContext, PatchText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { Refusal } from '../core/kernel/refusals.js';
import { previewPatch, type PatchPreview } from '../core/text/preview.js';
import type { Reader } from '../platform/database/transactions.js';
import { patchText, readState } from './text.effects.js';
import { timeOf } from './text.queries.js';

/** What would become of one text, on the day on which the change would take effect. */
export interface TextPreview {
  readonly textId: Uuid;
  readonly title: string;
  readonly visibility: Visibility;
  readonly inForceOn: CivilDate;
  /** Why it could not be done as things stand; null where it could. */
  readonly refusal: Refusal | null;
  /** Null where it could not be done. */
  readonly preview: PatchPreview | null;
}

/**
 * The texts as they would stand were these effects decided now: judged and applied by the code of a proclamation, and
 * nothing is written. Effects on anything but texts are judged when they are decided.
 */
export async function previewTexts(
  reader: Reader,
  collectiveId: Uuid,
  effects: readonly Effect[],
): Promise<TextPreview[]> {
  const context: EffectContext = { collectiveId, effects, ...(await timeOf(reader, collectiveId)) };
  const previews: TextPreview[] = [];
  for (const effect of effects) {
    if (effect.kind === 'PATCH_TEXT') previews.push(await previewOfPatch(reader, effect, context));
    if (effect.kind === 'ADOPT_TEXT') previews.push(previewOfAdoption(effect, context));
  }
  return previews;
}

async function previewOfPatch(
  reader: Reader,
  effect: PatchText,
  context: EffectContext,
): Promise<TextPreview> {
  const state = await readState(reader, effect, context);
  const { title, visibility, versions } = state;
  const { operations, effectiveOn } = effect;
  const { today, now } = context;
  const refusal = patchText.validate(effect, state, context);
  const preview = refusal ?? previewPatch(versions, { operations, effectiveOn, today, now });
  return {
    textId: effect.textId,
    title,
    visibility,
    inForceOn: effectiveOn ?? today,
    ...eitherOf(preview),
  };
}

/** A text that was adopted whole may be read by everyone; until then, by whoever reads what would adopt it. */
const previewOfAdoption = (
  { textId, title, operations }: AdoptText,
  { today, now }: EffectContext,
): TextPreview => ({
  textId,
  title,
  visibility: 'PUBLIC',
  inForceOn: today,
  ...eitherOf(previewPatch([], { operations, effectiveOn: null, today, now })),
});

const eitherOf = (preview: PatchPreview | Refusal): Pick<TextPreview, 'refusal' | 'preview'> =>
  preview instanceof Refusal ? { refusal: preview, preview: null } : { refusal: null, preview };
