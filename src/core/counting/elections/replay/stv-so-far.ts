import { ZERO, type Fraction } from '../../../kernel/fractions.js';
import { BEFORE_MEEK, type MeekSoFar } from './meek.js';
import { isMore } from './numbers.js';

/** Those left of a tie, and the stage before which nothing was looked up yet. */
export interface TieSoFar {
  readonly of: 'TRANSFER' | 'ELIMINATION';
  readonly left: readonly string[];
  readonly before: number;
}

/** How many papers an option holds at each value, written exactly. */
export type Holding = ReadonlyMap<string, { readonly value: Fraction; readonly papers: bigint }>;

/** What is known of a count between two steps. Values are replaced, never changed: the ways of a tie share them. */
export interface StvSoFar {
  readonly valid: Fraction | null;
  readonly quota: Fraction | null;
  readonly votes: ReadonlyMap<string, Fraction>;
  readonly held: ReadonlyMap<string, Holding>;
  readonly nonTransferable: Fraction;
  readonly lost: Fraction;
  /** The votes at the end of each stage. */
  readonly stages: readonly ReadonlyMap<string, Fraction>[];
  /** Whether something was transferred since the last of them. */
  readonly moved: boolean;
  readonly elected: readonly string[];
  readonly excluded: readonly string[];
  readonly tie: TieSoFar | null;
  /** Those tied without a paper, who go one after the other. */
  readonly going: readonly string[];
  readonly noPapers: boolean;
  readonly meek: MeekSoFar;
}

export const BEFORE_STV: StvSoFar = {
  valid: null,
  quota: null,
  votes: new Map(),
  held: new Map(),
  nonTransferable: ZERO,
  lost: ZERO,
  stages: [],
  moved: false,
  elected: [],
  excluded: [],
  tie: null,
  going: [],
  noPapers: false,
  meek: BEFORE_MEEK,
};

export const continuing = ({ votes, elected, excluded }: StvSoFar): readonly string[] =>
  [...votes.keys()].filter((name) => !elected.includes(name) && !excluded.includes(name));

export const votesOf = ({ votes }: StvSoFar, name: string): Fraction => votes.get(name) ?? ZERO;

/** Those elected with more votes than the quota. */
export const surplusesOf = (soFar: StvSoFar): readonly string[] =>
  [...soFar.votes.keys()].filter(
    (name) => soFar.elected.includes(name) && isMore(votesOf(soFar, name), soFar.quota ?? ZERO),
  );
