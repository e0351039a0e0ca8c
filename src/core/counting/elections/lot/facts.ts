/** What draws by lot say. */
export type LotFacts = {
  /** `seats` are drawn among `options`, all of them equal before the lot. */
  SORTITION: { readonly options: readonly string[]; readonly seats: string };
  /** RFC 3797: the key, and the pool by number. */
  RFC3797_POOL: { readonly key: string; readonly numbers: { readonly [option: string]: string } };
  /**
   * RFC 3797, one selection: `digest` is MD5(index, key, index), the index in two bytes from 0; its remainder by `left`
   * says which of those left, by rising number from 0, is selected.
   */
  RFC3797_SELECTED: {
    readonly index: string;
    readonly digest: string;
    readonly left: string;
    readonly remainder: string;
    readonly option: string;
  };
};
