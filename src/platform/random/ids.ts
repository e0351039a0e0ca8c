import { Inject, Injectable } from '@nestjs/common';
import { uuidV4, uuidV7, type Uuid } from '../../core/kernel/ids.js';
import { Clock } from '../clock/clock.js';
import { Random } from './random.js';

/** Makes ids: time-ordered ones for everything but ballots, which get fully random ones. */
@Injectable()
export class Ids {
  constructor(
    @Inject(Clock) private readonly clock: Clock,
    @Inject(Random) private readonly random: Random,
  ) {}

  timeOrdered(): Uuid {
    return uuidV7(this.clock.unixMilliseconds(), this.random.bytes(10));
  }

  unordered(): Uuid {
    return uuidV4(this.random.bytes(16));
  }
}
