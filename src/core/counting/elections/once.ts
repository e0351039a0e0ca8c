/**
 * Makes what depends on one value alone, and keeps it as long as that value is kept: the same ballots are counted again
 * for each way of a tie, and need not be read again for it.
 */
export function once<From extends object, To>(make: (from: From) => To): (from: From) => To {
  const known = new WeakMap<From, { readonly made: To }>();
  return (from) => {
    const found = known.get(from) ?? { made: make(from) };
    known.set(from, found);
    return found.made;
  };
}
