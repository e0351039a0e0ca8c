/** Owns the schema and migrates it. */
export const OWNER_ROLE = 'ormee_owner';

/** Serves: reads and writes rows as far as migrations grant it, and can neither alter the schema nor undo what is append-only. */
export const SERVING_ROLE = 'ormee_serving';

/** The name of the database in the PostgreSQL of our own. */
export const DATABASE = 'ormee';
