import { describe, expect, it } from '@jest/globals';
import { isUuid } from '../../src/core/kernel/ids.js';
import { Clock } from '../../src/platform/clock/clock.js';
import { Ids } from '../../src/platform/random/ids.js';
import { Random } from '../../src/platform/random/random.js';

class SetClock extends Clock {
  now = 1_800_000_000_000;

  override unixMilliseconds(): number {
    return this.now;
  }
}

describe('a time-ordered id', () => {
  const clock = new SetClock();
  const ids = new Ids(clock, new Random());
  const many = (count: number): string[] => Array.from({ length: count }, () => ids.timeOrdered());
  const millisecondsOf = (id: string): number => Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16);

  it('sorts after those made before it, also within one millisecond and past what it can count', () => {
    const made = [...many(20_000), ...many(3)];
    clock.now += 50;
    made.push(...many(3));
    expect([...made].sort()).toEqual(made);
    expect(new Set(made).size).toBe(made.length);
    expect(made.every(isUuid)).toBe(true);
    expect(millisecondsOf(made.at(-1) as string)).toBe(clock.now);
  });

  it('follows a clock that is set back by an hour, and not one that wavers', () => {
    const [before] = many(1) as [string];
    clock.now -= 5;
    expect((many(1)[0] as string) > before).toBe(true);
    clock.now -= 3_600_000;
    expect(millisecondsOf(many(1)[0] as string)).toBe(clock.now);
  });
});
