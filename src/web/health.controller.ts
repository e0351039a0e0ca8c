import { Controller, Get, HttpCode, Inject, ServiceUnavailableException } from '@nestjs/common';
import { Transactions } from '../platform/database/transactions.js';

/** Whether the service lives, and whether it can serve: for a host's supervisor. */
@Controller('health')
export class HealthController {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Get('live')
  @HttpCode(200)
  live(): { status: string } {
    return { status: 'live' };
  }

  /** 503 while the database does not answer, or before its migrations are done. */
  @Get('ready')
  async ready(): Promise<{ status: string }> {
    await this.reader.rows('SELECT ormee.instant()').catch(() => {
      throw new ServiceUnavailableException({ status: 'waiting for the database' });
    });
    return { status: 'ready' };
  }
}
