import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

/** A system account: PostgreSQL refuses to run as root, so root lends it another one. */
export interface ServiceUser {
  readonly name: string;
  readonly uid: number;
  readonly gid: number;
}

/**
 * Whom PostgreSQL runs as when this process is root: the owner of the data that exists, else `postgres`, else
 * `nobody`. Null for an ordinary user, who runs it themselves.
 */
export function serviceUser(existingData: string): ServiceUser | null {
  if (process.getuid?.() !== 0) return null;
  const users = readUsers();
  const owner = existsSync(existingData) ? statSync(existingData).uid : 0;
  return (
    users.find((user) => user.uid !== 0 && user.uid === owner) ??
    users.find((user) => user.name === 'postgres') ??
    users.find((user) => user.name === 'nobody') ??
    null
  );
}

function readUsers(): ServiceUser[] {
  return readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .filter((fields) => fields.length === 7)
    .map(([name, , uid, gid]) => ({ name: name as string, uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 }));
}

/** The first folder on the way to an existing `path`, itself included, that the user's modes do not let them enter; or null. */
export function closedFolder(path: string, user: ServiceUser): string | null {
  const above = dirname(path) === path ? null : closedFolder(dirname(path), user);
  if (above) return above;
  const { uid, gid, mode } = statSync(path);
  const enter = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
  return mode & enter ? null : path;
}
