import { Injectable } from '@nestjs/common';

/**
 * Node's clock: it makes ids sort by age and measures durations. It decides nothing that the database decides;
 * acts read time from `ormee.instant()`.
 */
@Injectable()
export class Clock {
  unixMilliseconds(): number {
    return Date.now();
  }
}
