import { fromGlobalId } from '../../src/platform/graphql/global-ids.js';
import { domainOf, type Furnished } from '../rights/stage.js';
import { opened } from '../rights/people.js';
import type { World } from '../world/world.js';

/** What nobody outside a collective may read: all its ids and hashes, and its mark in whatever it has in words. */
export interface Secrets {
  readonly mark: RegExp;
  readonly keys: ReadonlySet<string>;
}

/** Ids, and hashes in hexadecimal. */
const KEYS = /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|\b[0-9a-f]{64}\b/g;

/** Columns in words that the lives of the matrix leave without the name of the collective. */
const WORDS: readonly (readonly [string, readonly string[]])[] = [
  ['proposal_version', ['title', 'rationale']],
  ['poll', ['title']],
  ['decision', ['title']],
  ['legal_text', ['title']],
  ['provision_version', ['heading', 'body']],
  ['mandate', ['title', 'instructions']],
  ['assembly', ['title']],
  ['agenda_item', ['title']],
  ['appeal', ['title', 'body']],
  ['exclusion', ['grounds', 'answer', 'last_word', 'recourse_reason']],
  ['application', ['public_name', 'statement']],
  ['challenge', ['reason']],
  ['amendment', ['reason']],
  ['contest', ['reason']],
];

/** Columns of effects, and the fields in them that are words. */
const EFFECTS = ['proposal_version', 'poll_option', 'decision'];
const IN_EFFECTS = '"(title|instructions|heading|body|question|statement)": "';

/** Writes the name of a collective into every title, body and reason that it keeps. */
export async function markAll(world: World, { collective, name }: Furnished): Promise<void> {
  for (const [table, columns] of WORDS)
    for (const column of columns)
      await world.sql(
        `UPDATE ormee.${table} SET ${column} = ${column} || ' ' || $2::text
         WHERE collective_id = $1 AND position($2::text IN ${column}) = 0`,
        [collective.id, name],
      );
  for (const table of EFFECTS)
    await world.sql(
      `UPDATE ormee.${table} SET effects = regexp_replace(effects::text, $3, '"\\1": "' || $2 || ' ', 'g')::jsonb
       WHERE collective_id = $1`,
      [collective.id, name, IN_EFFECTS],
    );
}

/**
 * Reads, from every table, the ids and hashes that a collective has and that are nobody else's. Of what was written since
 * the secrets known `before`, ids alone: whoever puts the same words elsewhere gets the same hash of them.
 */
export async function secretsOf(
  world: World,
  one: Furnished,
  other: Furnished,
  before: Secrets | null,
): Promise<Secrets> {
  const others = new Set(await keysOf(world, other));
  const keys = (await keysOf(world, one)).filter((key) => !others.has(key));
  const added = before ? keys.filter((key) => key.includes('-')) : keys;
  return { mark: new RegExp(one.name, 'i'), keys: new Set([...(before?.keys ?? []), ...added]) };
}

async function keysOf(world: World, { collective }: Furnished): Promise<string[]> {
  const tables = await world.sql<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.columns
     WHERE table_schema = 'ormee' AND column_name = 'collective_id'`,
  );
  const found = new Set([collective.id]);
  for (const { name } of tables) {
    const rows = await world.sql<{ row: string }>(
      `SELECT to_jsonb(kept)::text AS row FROM ormee.${name} kept WHERE collective_id = $1`,
      [collective.id],
    );
    for (const { row } of rows) for (const key of opened(row).match(KEYS) ?? []) found.add(key);
  }
  return [...found];
}

/**
 * What an answer gives away of a collective that is not the asker's: a refusal may say again the ids that the request
 * itself held, and no mark is ever in a request.
 */
export function leakIn(answer: string, request: string, { mark, keys }: Secrets): string | null {
  const told = opened(answer);
  const marked = mark.exec(told);
  if (marked) return told.slice(Math.max(0, marked.index - 60), marked.index + 60);
  const held = new Set(opened(request).match(KEYS));
  return (told.match(KEYS) ?? []).find((key) => keys.has(key) && !held.has(key)) ?? null;
}

/** Where the types say who may see a record; a provision is as visible as its text. */
const VISIBLE: Readonly<Record<string, string>> = {
  Proposal: 'proposal',
  Poll: 'poll',
  Decision: 'decision',
  Mandate: 'mandate',
  Assembly: 'assembly',
  LegalText: 'legal_text',
  Appeal: 'appeal',
  Provision: `(SELECT provision.collective_id, provision.id, text.visibility FROM ormee.provision
    JOIN ormee.legal_text text ON text.collective_id = provision.collective_id AND text.id = provision.text_id)`,
};

/**
 * Whether what looks like a leak is of something public: texts are, and acts of the siege publish proposals and appeals.
 * Whoever names such a record reads it, though never a name or an address of a member.
 */
export async function isPublic(
  world: World,
  request: string,
  { collective, name }: Furnished,
  leak: string,
): Promise<boolean> {
  if (leak.includes(`${name} personne`) || leak.includes(domainOf(name))) return false;
  for (const [id] of request.matchAll(/[A-Za-z0-9_-]{40,}/g)) {
    const named = fromGlobalId(id);
    const table = named?.collectiveId === collective.id ? VISIBLE[named.type] : undefined;
    if (!named || table === undefined) continue;
    const [found] = await world.sql(
      `SELECT FROM ${table.startsWith('(') ? table : `ormee.${table}`} kept
       WHERE collective_id = $1 AND id = $2 AND visibility = 'PUBLIC'`,
      [collective.id, named.id],
    );
    if (found) return true;
  }
  return false;
}
