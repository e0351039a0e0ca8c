import { Inject, Injectable } from '@nestjs/common';
import { pino, type Logger } from 'pino';
import { Ids } from '../random/ids.js';

export const LOG_LEVEL = Symbol('LOG_LEVEL');

/** What a fault may show of itself: never its message's values, its query's parameters, nor its input. */
interface FaultRecord {
  readonly faultId: string;
  readonly name: string;
  readonly code: string | undefined;
  readonly constraint: string | undefined;
  readonly stack: string | undefined;
}

// One error may pass several doors, each of which logs what it meets.
const logged = new WeakMap<Error, string>();

/** The house's journal: facts about the service, never ballots, tokens, free text or what somebody typed. */
@Injectable()
export class Log {
  private readonly logger: Logger;

  constructor(
    @Inject(LOG_LEVEL) level: string,
    @Inject(Ids) private readonly ids: Ids,
  ) {
    this.logger = pino({ level, base: null });
  }

  info(event: string, facts: Readonly<Record<string, string | number>> = {}): void {
    this.logger.info(facts, event);
  }

  /** Logs what was not foreseen, once, and returns the id under which the person who met it may ask about it. */
  fault(error: unknown): string {
    const known = error instanceof Error ? logged.get(error) : undefined;
    if (known !== undefined) return known;
    const faultId = this.ids.timeOrdered();
    if (error instanceof Error) logged.set(error, faultId);
    this.logger.error(describe(faultId, error), 'fault');
    return faultId;
  }
}

function describe(faultId: string, error: unknown): FaultRecord {
  const driver = (error as { driverError?: { code?: string; constraint?: string } } | null)?.driverError;
  const stack = error instanceof Error ? frames(error) : undefined;
  const name = error instanceof Error ? error.name : typeof error;
  return { faultId, name, code: driver?.code, constraint: driver?.constraint, stack };
}

/**
 * The stack behind its message, which may quote what somebody typed: also a line that passes for one of the stack. A
 * message that was changed later is not found, and the stack that holds the older one is not shown.
 */
function frames({ stack = '', message }: Error): string {
  const end = stack.indexOf(message);
  return end < 0 ? '' : stack.slice(end + message.length).trimStart();
}
