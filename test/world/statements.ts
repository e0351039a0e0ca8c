import pg from 'pg';

type Query = typeof pg.Client.prototype.query;

/** The statements that a piece of work sends to the database, whoever sends them in this process. */
export async function statementsOf(work: () => Promise<unknown>): Promise<string[]> {
  const sent: string[] = [];
  const prototype = pg.Client.prototype as { query: Query };
  const original = prototype.query;
  prototype.query = function (this: pg.Client, ...given: Parameters<Query>) {
    const [first] = given as readonly unknown[];
    sent.push(typeof first === 'string' ? first : String((first as { text?: string }).text));
    return original.apply(this, given);
  } as Query;
  try {
    await work();
  } finally {
    prototype.query = original;
  }
  // The clocks of jobs and letters run beside: what they ask every so often is no part of the work.
  return sent.filter(
    (statement) =>
      !/ormee\.(job|outbox)/.test(statement) &&
      !/^(START|SET TRANSACTION|COMMIT|ROLLBACK|BEGIN)/.test(statement),
  );
}
