import type pg from 'pg';

/** Moves a database's clock to an instant, from which it runs on. */
export async function setClock(owner: pg.Client, instant: string): Promise<void> {
  const { rows } = await owner.query<{ shift: string }>(
    `SELECT extract(epoch FROM ($1::timestamptz - clock_timestamp()))::text AS shift`,
    [instant],
  );
  await owner.query(`CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$ SELECT date_trunc('milliseconds', clock_timestamp() + interval '${Number(rows[0]?.shift)} seconds') $$`);
}

/** The clock as migrations make it: whoever keeps it for later, or compares it with another, wants no other. */
export async function setTrueClock(owner: pg.Client): Promise<void> {
  await owner.query(`CREATE OR REPLACE FUNCTION ormee.instant() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$ SELECT date_trunc('milliseconds', clock_timestamp()) $$`);
}
