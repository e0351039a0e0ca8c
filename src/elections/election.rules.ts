import { CHANGE_ROUND } from '../core/charter/circle-election.js';
import type { Instant } from '../core/kernel/instants.js';
import type { ElectionRow } from './election.entity.js';

/** How many rounds of nominations are over. */
export const roundsOver = ({
  phase,
  round,
  state,
}: Pick<ElectionRow, 'phase' | 'round' | 'state'>): number =>
  phase === 'CONSENT' || state !== 'RUNNING' ? round : round - 1;

/** Whether a round lets equals alone be named. */
export const isFurther = (round: number): boolean => round > CHANGE_ROUND;

/** When nominations of an open round are no longer taken; null where somebody moves on. */
export const isShut = ({ phaseEndsAt }: Pick<ElectionRow, 'phaseEndsAt'>, now: Instant): boolean =>
  phaseEndsAt !== null && phaseEndsAt <= now;
