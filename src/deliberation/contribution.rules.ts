import type { Uuid } from '../core/kernel/ids.js';
import { refuse, type Refusal } from '../core/kernel/refusals.js';
import type { ContributionKind, ContributionState, HidingState } from './contribution.entity.js';

/** In characters (Unicode code points, as PostgreSQL counts them). */
export const BODY_MAX = 10_000;
export const QUOTE_MAX = 1_000;
export const REASON_MAX = 2_000;
export const SUMMARY_MAX = 20_000;

/** An answer is of a question; anything else may reply to anything. */
export function refuseReply(kind: ContributionKind, to: ContributionKind | null): Refusal | null {
  if (kind !== 'ANSWER' || to === 'QUESTION') return null;
  return refuse('ANSWERS_NO_QUESTION', {}, ['input', 'repliesToId']);
}

/** Words are changed as long as they stand: hidden ones are appealed, those taken back are gone. */
export const mustStand = (state: ContributionState): Refusal | null =>
  state === 'STANDING' ? null : refuse('CONTRIBUTION_NOT_STANDING', { state });

/** Whether a moderation takes words from where others read them. */
const hides = (hiding: HidingState | null): boolean => hiding !== null && hiding !== 'RESTORED';

/** What became of one version of the words of a contribution, current or former, by what moderation did to it. */
export const stateOfWords = (
  contribution: ContributionState,
  hiding: HidingState | null,
): ContributionState => {
  if (contribution === 'WITHDRAWN' || contribution === 'ERASED') return contribution;
  return hides(hiding) ? 'HIDDEN' : 'STANDING';
};

/** What is known of whoever would hide, uphold or show again. */
export interface Moderating {
  readonly memberId: Uuid;
  /** Whether they wrote it, or what it answers, or what its thread is about. */
  readonly concerned: boolean;
}

/** Nobody hides what answers them, or speaks of their own proposal: another holder of the mandate does, or nobody. */
export const refuseConcerned = ({ concerned }: Pick<Moderating, 'concerned'>): Refusal | null =>
  concerned ? refuse('MODERATOR_CONCERNED') : null;

/** Words that stand are hidden once, by a holder of the mandate whom they do not concern. */
export const mayHide = (
  { state, hiding }: { readonly state: ContributionState; readonly hiding: HidingState | null },
  moderating: Pick<Moderating, 'concerned'>,
): Refusal | null =>
  mustStand(state) ??
  refuseConcerned(moderating) ??
  (hiding === null ? null : refuse('MODERATION_SETTLED', { state: hiding }));

/** What was hidden and not shown again may be appealed, once. */
export const mayBeAppealed = (state: HidingState): Refusal | null =>
  state === 'HIDDEN' ? null : refuse('MODERATION_SETTLED', { state });

/**
 * Another holder of the mandate than whoever hid it may uphold, on an appeal; whoever hid it may only show it again. What
 * was upheld is shown again by somebody who did neither.
 */
export function maySettle(
  hiding: {
    readonly state: HidingState;
    readonly hiddenBy: Uuid;
    readonly settledBy: Uuid | null;
  },
  uphold: boolean,
  { memberId, concerned }: Moderating,
): Refusal | null {
  const { state, hiddenBy, settledBy } = hiding;
  if (state === 'RESTORED' || state === 'DROPPED') return refuse('MODERATION_SETTLED', { state });
  if (uphold && state !== 'APPEALED') return refuse('MODERATION_SETTLED', { state });
  if (state === 'UPHELD' && (memberId === hiddenBy || memberId === settledBy))
    return refuse('MODERATOR_CONCERNED');
  if (memberId === hiddenBy) return uphold ? refuse('MODERATOR_CONCERNED') : null;
  return concerned ? refuse('MODERATOR_CONCERNED') : null;
}
