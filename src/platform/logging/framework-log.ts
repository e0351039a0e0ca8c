import type { LoggerService } from '@nestjs/common';
import { Refusal } from '../../core/kernel/refusals.js';
import type { Log } from './log.js';

/**
 * What Nest has to say, said by the house's log. Nest prints an error whole, and that of a failed statement holds its
 * parameters: ballots and session keys among them. A refusal is no fault, and is not logged.
 */
export class FrameworkLog implements LoggerService {
  constructor(private readonly house: Log) {}

  error(error: unknown): void {
    if (!(error instanceof Refusal)) this.house.fault(error);
  }

  fatal(error: unknown): void {
    this.error(error);
  }

  // What else it says is about its own modules and routes.
  warn(): void {}
  log(): void {}
}
