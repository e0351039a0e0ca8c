import type { Reader } from './transactions.js';

/** The work of a lane: one statement for a batch of items, answering each in the order given. */
export interface LaneWork<Item, Answer> {
  /** Two items of one key never share a batch: one statement cannot write a row twice. */
  keyOf(item: Item): string;
  run(reader: Reader, items: readonly Item[]): Promise<readonly Answer[]>;
}

interface Waiting<Item, Answer> {
  readonly item: Item;
  readonly answer: (answer: Answer) => void;
  readonly fail: (error: unknown) => void;
}

const BATCH = 200;
const LANES = 2;

/**
 * Group commit: whatever arrives while the previous batch commits goes together in the next, without a timer, so
 * nobody waits for company. Each caller is answered after the commit. When a batch fails as a whole, its members
 * are tried one by one, so that one bad item costs the others nothing but time.
 */
export class Lane<Item, Answer> {
  private readonly queue: Waiting<Item, Answer>[] = [];
  private running = 0;

  constructor(
    private readonly reader: Reader,
    private readonly work: LaneWork<Item, Answer>,
  ) {}

  submit(item: Item): Promise<Answer> {
    return new Promise((answer, fail) => {
      this.queue.push({ item, answer, fail });
      void this.drain();
    });
  }

  private async drain(): Promise<void> {
    if (this.running >= LANES) return;
    this.running += 1;
    while (this.queue.length > 0) await this.commit(this.takeBatch());
    this.running -= 1;
  }

  private takeBatch(): Waiting<Item, Answer>[] {
    const keys = new Set<string>();
    const batch: Waiting<Item, Answer>[] = [];
    const later: Waiting<Item, Answer>[] = [];
    for (const waiting of this.queue.splice(0)) {
      const key = this.work.keyOf(waiting.item);
      const fits = batch.length < BATCH && !keys.has(key);
      (fits ? batch : later).push(waiting);
      keys.add(key);
    }
    this.queue.unshift(...later);
    return batch;
  }

  private async commit(batch: readonly Waiting<Item, Answer>[]): Promise<void> {
    try {
      const answers = await this.work.run(
        this.reader,
        batch.map((waiting) => waiting.item),
      );
      batch.forEach((waiting, index) => waiting.answer(answers[index] as Answer));
    } catch (error) {
      if (batch.length > 1) {
        for (const waiting of batch) await this.commit([waiting]);
        return;
      }
      batch[0]?.fail(error);
    }
  }
}
