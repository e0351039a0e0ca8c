import type { BoundNamed } from '../quotas/facts.js';
import { allOf, firstOf, type Counted } from './by-option.js';

/** One quota, as it came to a number: of these so many at least, or at most. */
export interface QuotaBound {
  readonly group: string;
  readonly of: 'LEAST' | 'MOST';
  readonly number: number;
}

export interface PassedOver {
  readonly option: string;
  /** How many seats were filled by then. */
  readonly filled: number;
  /** The quotas that could not have been met with it. */
  readonly because: readonly QuotaBound[];
}

/** What the winners had to be together, and who got no seat for it. */
export interface QuotasWorking {
  readonly bounds: readonly (QuotaBound & { readonly options: readonly string[] })[];
  readonly passedOver: readonly PassedOver[];
}

const boundOf = ({ group, of, number }: BoundNamed): QuotaBound => ({ group, of, number: Number(number) });

/** Null where no quotas were asked. */
export function readQuotasKept(counted: Counted): QuotasWorking | null {
  const asked = firstOf(counted, 'QUOTAS');
  return (
    asked && {
      bounds: asked.bounds.map((bound) => ({ ...boundOf(bound), options: bound.options })),
      passedOver: allOf(counted, 'QUOTAS_PASSED_OVER').flatMap(({ filled, options }) =>
        options.map(({ option, bounds }) => ({
          option,
          filled: Number(filled),
          because: bounds.map(boundOf),
        })),
      ),
    }
  );
}
