import type { Visibility } from '../core/kernel/actors.js';
import type { AdoptText, Effect, EffectContext, PatchText, TakeOverText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate, Instant } from '../core/kernel/instants.js';
import { Refusal } from '../core/kernel/refusals.js';
import { consolidate } from '../core/text/consolidation.js';
import { replayHistory } from '../core/text/history.js';
import { previewPatch, type PatchPreview } from '../core/text/preview.js';
import type { ProvisionVersion } from '../core/text/version.js';
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
    if (effect.kind === 'TAKE_OVER_TEXT') previews.push(previewOfTakeOver(effect, context));
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

/** As its history leaves it today: nothing is done to what stands. */
const previewOfTakeOver = (effect: TakeOverText, { today, now }: EffectContext): TextPreview => {
  const versions = replayHistory(effect);
  const preview = versions instanceof Refusal ? versions : historyPreview(versions, today, now);
  return {
    textId: effect.textId,
    title: effect.title,
    visibility: 'PUBLIC',
    inForceOn: today,
    ...eitherOf(preview),
  };
};

function historyPreview(versions: readonly ProvisionVersion[], today: CivilDate, now: Instant): PatchPreview {
  const after = consolidate(versions, { inForceOn: today, knownAt: now });
  const provisions = after.provisions.map((provision) => ({ provision, operation: null }));
  return { inForceOn: today, before: consolidate([], after), operations: [], provisions };
}

const eitherOf = (preview: PatchPreview | Refusal): Pick<TextPreview, 'refusal' | 'preview'> =>
  preview instanceof Refusal ? { refusal: preview, preview: null } : { refusal: null, preview };
