import DataLoader from 'dataloader';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Reader } from '../database/transactions.js';

/** Reads what many rows of one collective have, in one statement whatever their number; what else it needs follows their ids. */
export type ReadOfMany<Found, Rest extends readonly unknown[]> = (
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
  ...rest: Rest
) => Promise<readonly Found[]>;

/** The property by which what was found says to which row it belongs. */
export type Belonging<Found> = {
  [P in keyof Found]-?: Found[P] extends Uuid | null ? P : never;
}[keyof Found] &
  string;

/** Which rows one is among: those of one collective that are asked the same. */
export interface Asked<Found, Rest extends readonly unknown[]> {
  readonly read: ReadOfMany<Found, Rest>;
  readonly by: Belonging<Found>;
  readonly collectiveId: Uuid;
  readonly rest: Rest;
}

type Loader = DataLoader<Uuid, readonly unknown[]>;

/**
 * Reads together what the rows of a list ask for one by one, so that a page costs as many statements as it has kinds of
 * parts, and not as it has rows. It lives as long as a request and keeps no answer: an act in the same request is seen.
 */
export class Together {
  private readonly loaders = new Map<unknown, Map<string, Loader>>();

  constructor(private readonly reader: Reader) {}

  /** What belongs to one row, in the order in which it was read. */
  async load<Found, Rest extends readonly unknown[]>(
    asked: Asked<Found, Rest>,
    id: Uuid,
  ): Promise<readonly Found[]> {
    return (await this.loaderOf(asked).load(id)) as readonly Found[];
  }

  private loaderOf<Found, Rest extends readonly unknown[]>(asked: Asked<Found, Rest>): Loader {
    const { read, by, collectiveId, rest } = asked;
    const ofRead = this.loaders.get(read) ?? new Map<string, Loader>();
    this.loaders.set(read, ofRead);
    const key = JSON.stringify([by, collectiveId, rest]);
    const loader = ofRead.get(key) ?? new DataLoader((ids) => this.readAll(asked, ids), { cache: false });
    ofRead.set(key, loader);
    return loader;
  }

  private async readAll<Found, Rest extends readonly unknown[]>(
    { read, by, collectiveId, rest }: Asked<Found, Rest>,
    ids: readonly Uuid[],
  ): Promise<(readonly Found[])[]> {
    const found = new Map<unknown, Found[]>();
    for (const one of await read(this.reader, collectiveId, [...new Set(ids)], ...rest))
      found.set(one[by], [...(found.get(one[by]) ?? []), one]);
    return ids.map((id) => found.get(id) ?? []);
  }
}
