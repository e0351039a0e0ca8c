import { createHash } from 'node:crypto';
import { packed, type Entry } from '../../src/exchange/backup/entries.js';
import type { Manifest } from '../../src/exchange/backup/manifest.js';
import { checkBackup, tablesOf } from '../../src/exchange/backup/read-backup.js';
import { BACKUP, seal } from '../../src/exchange/sealed.js';
import { Random } from '../../src/platform/random/random.js';

/** A backup in the hands of somebody who knows its passphrase, and makes files of their own whose sums are right. */
export class ForgedBackup {
  private constructor(
    private readonly passphrase: string,
    private readonly manifest: Manifest,
    /** By path in the data folder. */
    readonly files: ReadonlyMap<string, Buffer>,
    private readonly tables: ReadonlyMap<string, Buffer>,
  ) {}

  static async of(file: string, passphrase: string): Promise<ForgedBackup> {
    const { manifest, files } = await checkBackup(file, passphrase);
    const tables = new Map<string, Buffer>();
    for await (const [{ name }, body] of tablesOf(file, passphrase, manifest))
      tables.set(name, await all(body));
    return new ForgedBackup(passphrase, manifest, files, tables);
  }

  /** The rows of a table, as COPY wrote them. */
  textOf(table: string): string {
    const text = this.tables.get(table)?.toString('utf8');
    if (!text) throw new Error(`no row of ${table}`);
    return text;
  }

  /** The bytes of a file with another manifest, and other rows of some tables. */
  sealed(
    change: (manifest: Manifest) => Manifest,
    tables: Readonly<Record<string, string>> = {},
  ): Promise<Buffer> {
    const entries = this.entries(change(this.manifest), tables);
    return all(seal(packed(entries), this.passphrase, new Random(), BACKUP));
  }

  private async *entries(
    manifest: Manifest,
    tables: Readonly<Record<string, string>>,
  ): AsyncGenerator<Entry> {
    yield { kind: 'MANIFEST', name: 'manifest', body: one(JSON.stringify(manifest)) };
    for (const [name, bytes] of this.files) yield { kind: 'FILE', name, body: one(bytes) };
    const sums: Record<string, object> = {};
    for (const [name, kept] of this.tables) {
      const bytes = name in tables ? Buffer.from(tables[name] as string) : kept;
      sums[name] = { rows: 0, sha256: createHash('sha256').update(bytes).digest('hex') };
      yield { kind: 'TABLE', name, body: one(bytes) };
    }
    yield { kind: 'SUMS', name: 'sums', body: one(JSON.stringify(sums)) };
  }
}

async function* one(bytes: Buffer | string): AsyncGenerator<Buffer> {
  yield Buffer.from(bytes);
}

async function all(stream: AsyncIterable<Buffer>): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const bytes of stream) parts.push(bytes);
  return Buffer.concat(parts);
}
