/**
 * What waits for one who follows: of each key the latest alone, in the order in which the keys came. Whoever reads slowly
 * is told less often, and nothing piles up. `return` ends a wait that is under way, which a generator's would queue behind.
 */
export class Mailbox<Item> implements AsyncIterableIterator<Item, undefined> {
  private readonly waiting = new Map<string, Item>();
  private give: ((result: IteratorResult<Item, undefined>) => void) | null = null;
  private closed = false;

  /** `leave` runs once, when nobody reads any more. */
  constructor(private readonly leave: (box: Mailbox<Item>) => void) {}

  get size(): number {
    return this.waiting.size;
  }

  put(key: string, item: Item): void {
    if (this.closed) return;
    this.waiting.set(key, item);
    this.give?.(this.take());
    this.give = null;
  }

  empty(): void {
    this.waiting.clear();
  }

  next(): Promise<IteratorResult<Item, undefined>> {
    if (this.closed || this.waiting.size > 0) return Promise.resolve(this.take());
    return new Promise((give) => (this.give = give));
  }

  return(): Promise<IteratorResult<Item, undefined>> {
    if (!this.closed) this.leave(this);
    this.closed = true;
    this.waiting.clear();
    this.give?.(this.take());
    this.give = null;
    return Promise.resolve(this.take());
  }

  [Symbol.asyncIterator](): this {
    return this;
  }

  private take(): IteratorResult<Item, undefined> {
    for (const [key, value] of this.waiting) {
      this.waiting.delete(key);
      return { value, done: false };
    }
    return { value: undefined, done: true };
  }
}
