/** What a quota comes to: of the options of a group so many at least, or at most. */
export interface Bound {
  readonly group: string;
  readonly of: 'LEAST' | 'MOST';
  readonly number: string;
  readonly options: readonly string[];
}

/** A bound without those whom it is about. */
export type BoundNamed = Omit<Bound, 'options'>;

/** Somebody whom the quotas hold back, and the bounds that could not be met otherwise: fewer would not do. */
export interface HeldByQuotas {
  readonly option: string;
  readonly bounds: readonly BoundNamed[];
}

/** What quotas on the winners say, in whatever method. */
export type QuotaFacts = {
  /** What the winners of `seats` must be together. */
  QUOTAS: { readonly seats: string; readonly bounds: readonly Bound[] };
  /** With them beside those who have the `filled` seats, no committee would meet the quotas: they get none. */
  QUOTAS_PASSED_OVER: { readonly filled: string; readonly options: readonly HeldByQuotas[] };
  /** The next down the ranking with whom the quotas can be met; after them `filled` seats are. */
  QUOTAS_SEATED: { readonly filled: string; readonly options: readonly string[] };
};
