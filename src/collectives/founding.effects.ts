import { refuseMajority } from '../core/charter/founding.js';
import type { AgreeMajority, EffectHandler } from '../core/kernel/effects.js';
import type { Tx } from '../platform/database/transactions.js';

/**
 * The effect by which founders agree on a majority. It is read from the adopted poll for as long as the founding
 * lasts, and writes nothing: no rule of it outlives the founding.
 */
export const agreeMajority: EffectHandler<AgreeMajority, null, Tx> = {
  kind: 'AGREE_MAJORITY',
  lock: () => Promise.resolve(),
  load: () => Promise.resolve(null),
  validate: (effect) => refuseMajority(effect),
  apply: () => Promise.resolve(),
};
