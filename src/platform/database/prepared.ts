const NAMES = new Map<string, string>();

/**
 * Marks the statement of a hot list: each connection of reads has it planned once, where planning would cost more than
 * reading. Only for a text that is written once, and that one plan serves whatever its parameters are.
 */
export function prepared(sql: string): string {
  NAMES.set(sql, NAMES.get(sql) ?? `hot_${NAMES.size}`);
  return sql;
}

/** The name under which a connection keeps a statement that was marked. */
export const nameOfPrepared = (sql: string): string | undefined => NAMES.get(sql);
