import type pg from 'pg';
import type { Instant, Zone } from '../core/kernel/instants.js';
import { withClient } from '../platform/database/open-database.js';

/**
 * The clock of a database whose past is being lived, in the hands of its owner: nobody else can move it. It only ever
 * goes forward, so that the register's leaves stay in the order of time.
 */
export class SeedingClock {
  private constructor(
    private readonly owner: pg.Client,
    private readonly zone: Zone,
    private readonly today: Instant,
  ) {}

  /** Lends the clock to some work. Whatever comes of the work, time is as it was before when this ends. */
  static lend(ownerUrl: string, zone: Zone, work: (clock: SeedingClock) => Promise<void>): Promise<void> {
    return withClient(ownerUrl, async (owner) => {
      const { rows } = await owner.query<{ plain: string; now: Date }>(
        `SELECT pg_get_functiondef('ormee.instant()'::regprocedure) AS plain, ormee.instant() AS now`,
      );
      const { plain, now } = rows[0] as { plain: string; now: Date };
      await work(new SeedingClock(owner, zone, now.toISOString())).finally(() => owner.query(plain));
    });
  }

  /** Goes to an hour (`19:30`) of the day that lies so many days before today; time runs on from there. */
  travelTo(daysAgo: number, hour: string): Promise<void> {
    return this.set(`(($1::timestamptz AT TIME ZONE $2)::date - $3::int + $4::time) AT TIME ZONE $2`, [
      this.today,
      this.zone,
      daysAgo,
      hour,
    ]);
  }

  /** Lets some minutes pass. */
  forward(minutes: number): Promise<void> {
    return this.set(`ormee.instant() + $1::int * interval '1 minute'`, [minutes]);
  }

  private async set(instant: string, parameters: readonly unknown[]): Promise<void> {
    const { rows } = await this.owner.query<{ seconds: string }>(
      `SELECT extract(epoch FROM (${instant}) - clock_timestamp())::text AS seconds`,
      [...parameters],
    );
    const [{ seconds }] = rows as [{ seconds: string }];
    await this.owner.query(
      `CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE AS
       $$ SELECT date_trunc('milliseconds', clock_timestamp() + interval '${Number(seconds)} seconds') $$`,
    );
  }
}
