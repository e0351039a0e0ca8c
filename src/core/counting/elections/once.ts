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

/** The same by what it is made of and a key, which says everything else that it depends on. */
export function onceByKey<To>(): (from: object, key: string, make: () => To) => To {
  const madeOf = once<object, Map<string, { readonly made: To }>>(() => new Map());
  return (from, key, make) => {
    const known = madeOf(from);
    const found = known.get(key) ?? { made: make() };
    known.set(key, found);
    return found.made;
  };
}
