/** A map that forgets what was used longest ago. */
export class LastUsed<Value> {
  private readonly entries = new Map<string, Value>();

  constructor(private readonly size: number) {}

  get(key: string): Value | undefined {
    const value = this.entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: Value): void {
    this.entries.delete(key); // a Map keeps the order of insertion: the first is the one to forget
    this.entries.set(key, value);
    const oldest = this.entries.size > this.size ? this.entries.keys().next().value : undefined;
    if (oldest !== undefined) this.entries.delete(oldest);
  }
}
