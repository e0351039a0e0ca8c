import type { Config } from '../../platform/config/config.js';
import { openReader } from '../../platform/database/open-reader.js';
import { SERVING_ROLE } from '../../platform/database/roles.js';
import type { Reader } from '../../platform/database/transactions.js';
import { fault, fine, type Finding } from './finding.js';

interface Rights {
  readonly isSuperuser: boolean;
  readonly owns: boolean;
  readonly alters: boolean;
  readonly rewrites: boolean;
  readonly blindTo: readonly string[];
}

const REMEDY =
  `Give in DATABASE_URL a role that owns nothing (CREATE ROLE ${SERVING_ROLE} LOGIN PASSWORD '…'), ` +
  'and the owner in MIGRATION_DATABASE_URL.';

/** Whether the role that serves could do more than serve: own the tables, alter them, or rewrite a register. */
export async function lookAtServingRole(owner: Reader, config: Config): Promise<Finding> {
  const role = await servingRole(config);
  const [rights] = await owner.rows<Rights>(RIGHTS, [role]);
  if (!rights)
    return fault('role', `The role ${role} is not in this server.`, 'Start the service once: it makes it.');
  const { isSuperuser, owns, alters, rewrites, blindTo } = rights;
  const wrongs = [
    isSuperuser && 'is a superuser',
    owns && 'owns the schema or a table of it',
    alters && 'may make tables in the schema',
    rewrites && 'may rewrite the register',
    blindTo.length > 0 && `cannot read ${blindTo.join(', ')}`,
  ].filter((wrong) => wrong !== false);
  if (wrongs.length > 0) return fault('role', `The role that serves, ${role}, ${wrongs.join(', ')}.`, REMEDY);
  return fine('role', `The role that serves, ${role}, owns nothing and can alter nothing.`);
}

/** With one address alone the service makes itself a role; with two, the first is the role that serves. */
async function servingRole(config: Config): Promise<string> {
  if (config.databaseUrl === null || config.migrationDatabaseUrl === null) return SERVING_ROLE;
  const { reader, close } = await openReader(config, 'SERVING');
  const [row] = await reader.rows<{ role: string }>('SELECT current_user AS role').finally(close);
  return (row as { role: string }).role;
}

const RIGHTS = `
  SELECT role.rolsuper AS "isSuperuser",
    has_schema_privilege(role.oid, 'ormee', 'CREATE') AS alters,
    has_table_privilege(role.oid, 'ormee.register_leaf', 'UPDATE, DELETE, TRUNCATE') AS rewrites,
    EXISTS (SELECT FROM pg_namespace WHERE nspname = 'ormee' AND pg_has_role(role.oid, nspowner, 'MEMBER'))
      OR EXISTS (SELECT FROM pg_class WHERE relnamespace = 'ormee'::regnamespace
        AND pg_has_role(role.oid, relowner, 'MEMBER')) AS owns,
    coalesce((SELECT json_agg(class.relname ORDER BY class.relname) FROM pg_class class
      WHERE class.relnamespace = 'ormee'::regnamespace AND class.relkind IN ('r', 'p') AND class.relname <> 'migration'
        AND NOT has_any_column_privilege(role.oid, class.oid, 'SELECT')), '[]') AS "blindTo"
  FROM pg_roles role WHERE role.rolname = $1`;
