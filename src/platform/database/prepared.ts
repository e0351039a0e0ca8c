const NAMES = new Map<string, string>();

/**
 * Marks a statement that runs often: each connection has it planned once, where planning it would cost more than running it.
 * Only for a text that is written once, and that one plan serves whatever its parameters are.
 */
export function prepared(sql: string): string {
  NAMES.set(sql, NAMES.get(sql) ?? `hot_${NAMES.size}`);
  return sql;
}

/** What a connection is asked: a statement that was marked goes with the name under which its plan is kept. */
export function withItsName(asked: unknown): unknown {
  const name = typeof asked === 'string' ? NAMES.get(asked) : undefined;
  return name === undefined ? asked : { name, text: asked };
}
