import type { TestCollective } from './world.js';

/** How many rows of a collective each table holds, once no job is due that would take some away meanwhile. */
export async function rowCountsOf({ world, id }: TestCollective): Promise<Readonly<Record<string, number>>> {
  await world.runDueJobs();
  const tables = await world.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'ormee' AND column_name = 'collective_id' ORDER BY table_name`,
  );
  const counts = tables.map(
    ({ name }) => `(SELECT count(*)::int FROM ormee.${name} WHERE collective_id = $1) AS "${name}"`,
  );
  const [row] = await world.sql<Record<string, number>>(`SELECT ${counts.join(', ')}`, [id]);
  return row as Record<string, number>;
}
