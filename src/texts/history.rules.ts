import type { EffectContext, TakeOverText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { unreadable } from '../core/kernel/readable.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { numberKey } from '../core/text/content.js';
import { replayHistory } from '../core/text/history.js';
import type { DecisionLabel } from '../core/text/markdown.js';
import { slugOf } from '../core/text/slug.js';
import { isGivenByAnother, insertedBy } from './text.rules.js';

const TITLE_AT_MOST = 200;

/** What the collective has that a history could collide with. */
export interface BesideHistory {
  /** The titles of its texts. */
  readonly titles: readonly string[];
  /** Texts, provisions and versions of these identities, in any text. */
  readonly taken: number;
  /** Decisions that were taken over already. */
  readonly decisions: readonly DecisionLabel[];
}

/**
 * May a text be taken over with its history: it replays by itself, nothing of it is still to come, and neither its name
 * nor anything of it is here already. A history that was made up replays too: what stands for it is the decision alone.
 */
export function refuseHistory(
  effect: TakeOverText,
  beside: BesideHistory,
  { now, today, effects }: EffectContext,
): Refusal | null {
  const { title, patches, decisions } = effect;
  const because = title.trim() === '' ? 'EMPTY' : unreadable(title, 'LINE', TITLE_AT_MOST);
  if (because) return invalid('title', because);
  if (patches.length === 0) return invalid('operations', 'EMPTY');
  const later = patches.findIndex(({ knownAt }) => knownAt >= now);
  if (later >= 0) return invalid(`operations[${later}].knownAt`, 'IN_THE_FUTURE');
  const ahead = decisions.findIndex(({ date }) => date > today);
  if (ahead >= 0) return invalid(`decisions[${ahead}].date`, 'IN_THE_FUTURE');
  const replayed = replayHistory(effect);
  if (replayed instanceof Refusal) return replayed;
  const others = effects.filter((one) => one !== effect);
  const titles = others.flatMap((one) =>
    one.kind === 'ADOPT_TEXT' || one.kind === 'TAKE_OVER_TEXT' ? [one.title] : [],
  );
  if ([...beside.titles, ...titles].some((one) => isOneName(one, title)) || beside.taken > 0)
    return refuse('DUPLICATE', { what: 'text' });
  if (isGivenByAnother(effect, effects, insertedBy(effect)))
    return refuse('DUPLICATE', { what: 'provision' });
  const told = others.flatMap((one) => (one.kind === 'TAKE_OVER_TEXT' ? one.decisions : []));
  const other = [...beside.decisions, ...told].find((one) =>
    decisions.some(({ label, date }) => label === one.label.toLowerCase() && date !== one.date),
  );
  return other ? refuse('DUPLICATE', { what: 'decision' }) : null;
}

/** Two names that an address would not tell apart: accents, capitals, spaces and signs make no other text. */
const isOneName = (one: string, other: string): boolean =>
  numberKey(one) === numberKey(other) || (slugOf(one, '') !== '' && slugOf(one, '') === slugOf(other, ''));

/** The identities that a history brings, all of them new here. */
export const identitiesOf = (
  effect: TakeOverText,
): { readonly provisions: readonly Uuid[]; readonly versions: readonly Uuid[] } => ({
  provisions: insertedBy(effect),
  versions: effect.patches.flatMap(({ versionIds }) => versionIds),
});

const invalid = (field: string, reason: string): Refusal => refuse('INVALID_INPUT', { field, reason });
