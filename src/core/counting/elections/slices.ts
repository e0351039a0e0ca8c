/**
 * Work that can be left between two slices and taken up again later: it comes to the same, however long whoever does it
 * was away. What is one slice is short, whatever the whole takes.
 */
export type Slices<T> = Generator<undefined, T, undefined>;

/** Does work without ever leaving it. */
export function atOnce<T>(work: Slices<T>): T {
  for (;;) {
    const slice = work.next();
    if (slice.done === true) return slice.value;
  }
}
