import type pg from 'pg';

/** What the tables of the house are, who may do what with them, and what the database does by itself: one hash for all. */
const SHAPE = `
  SELECT md5(string_agg(said, E'\\n' ORDER BY said)) AS shape FROM (
    SELECT concat_ws('|', 'class', oid::regclass, relkind, relacl, relrowsecurity, reloptions) FROM pg_class
      WHERE relnamespace = 'ormee'::regnamespace
    UNION ALL SELECT concat_ws('|', 'column', attrelid::regclass, attname, atttypid, atttypmod, attnotnull, attacl, attisdropped)
      FROM pg_attribute JOIN pg_class c ON c.oid = attrelid WHERE relnamespace = 'ormee'::regnamespace
    UNION ALL SELECT concat_ws('|', 'trigger', tgrelid::regclass, tgname, tgenabled, tgfoid::regproc) FROM pg_trigger
      WHERE NOT tgisinternal
    UNION ALL SELECT concat_ws('|', 'constraint', conrelid::regclass, conname, convalidated) FROM pg_constraint
      WHERE connamespace = 'ormee'::regnamespace
    UNION ALL SELECT concat_ws('|', 'function', oid::regprocedure, proacl, md5(prosrc)) FROM pg_proc
      WHERE pronamespace = 'ormee'::regnamespace
    UNION ALL SELECT concat_ws('|', 'setting', setdatabase, setrole, setconfig) FROM pg_db_role_setting
  ) AS every (said)`;

/** Everything but which migrations were done, which a new database has too. */
const TABLES = `
  SELECT format('DELETE FROM ormee.%I', relname) AS emptied FROM pg_class
  WHERE relnamespace = 'ormee'::regnamespace AND relkind = 'r' AND relname <> 'migration'`;

/** The clock as migrations made it. */
const CLOCK = `SELECT pg_get_functiondef('ormee.instant'::regproc) AS clock`;

/** Makes a database that was used as it was before: every row goes, and the clock runs as everybody's. */
export class Wiping {
  private constructor(
    private readonly owner: pg.Client,
    private readonly shape: string,
    private readonly clock: string,
    private readonly emptied: string,
  ) {}

  /** Looks at a database that nothing has used yet. */
  static async of(owner: pg.Client): Promise<Wiping> {
    const one = async (text: string): Promise<string> =>
      ((await owner.query<Record<string, string>>(text)).rows.flatMap(Object.values) as string[]).join('; ');
    const clock = await one(CLOCK);
    return new Wiping(owner, await one(SHAPE), clock, await one(TABLES));
  }

  /**
   * Empties it; answers whether it is as it was: a spec may have given it a trigger, or taken a right away, and a job of the
   * service may be in the way.
   */
  async wipe(): Promise<boolean> {
    try {
      await this.owner.query(`BEGIN; SET LOCAL session_replication_role = replica; ${this.emptied}; COMMIT`);
      await this.owner.query(this.clock);
      const { rows } = await this.owner.query<{ shape: string }>(SHAPE);
      return rows[0]?.shape === this.shape;
    } catch {
      return false;
    }
  }
}
