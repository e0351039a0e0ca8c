import { Inject, Injectable } from '@nestjs/common';
import { uuidV4, uuidV7, type Uuid } from '../../core/kernel/ids.js';
import { Clock } from '../clock/clock.js';
import { Random } from './random.js';

/** The greatest count that follows the milliseconds in a time-ordered id. */
const COUNT_MAX = 0xfff;
/** By how many milliseconds ids may run before the clock; a clock that was set back by more is followed. */
const AHEAD_AT_MOST = 10;

/** Makes ids: time-ordered ones for everything but ballots, which get fully random ones. */
@Injectable()
export class Ids {
  private milliseconds = 0;
  private count = 0;

  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Random) private readonly random: Random,
  ) {}

  /**
   * Of two made here, the later one is the greater, also within one millisecond (a counter: RFC 9562, section 6.2, method 1):
   * a list in the order of its ids is in the order in which things were made, not in one that chance gave it.
   */
  timeOrdered(): Uuid {
    const now = this.clock.unixMilliseconds();
    const random = Uint8Array.from(this.random.bytes(10));
    const drawn = ((random[0] as number) & 0x07) * 0x100 + (random[1] as number); // half of the room is left to count in
    const [ahead, isRoom] = [this.milliseconds - now, this.count < COUNT_MAX];
    if (ahead < 0 || ahead > AHEAD_AT_MOST) [this.milliseconds, this.count] = [now, drawn];
    else if (isRoom) this.count += 1;
    else [this.milliseconds, this.count] = [this.milliseconds + 1, drawn];
    random.set([this.count >> 8, this.count & 0xff]);
    return uuidV7(this.milliseconds, random);
  }

  unordered(): Uuid {
    return uuidV4(this.random.bytes(16));
  }
}
