import { Field, ID, InterfaceType } from '@nestjs/graphql';
import type { Locale } from '../../core/kernel/actors.js';
import type { Uuid } from '../../core/kernel/ids.js';
import type { Reader } from '../database/transactions.js';

@InterfaceType({
  description: 'Something with an id that can be read again by `node(id:)`.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Node {
  @Field(() => ID, { description: 'Opaque and global: it carries the type and the collective.' })
  id!: string;
}

/** What every object that stands for a row carries, exposed or not: the guards of the schema read it. */
export interface Row {
  readonly __typename: string;
  readonly id: string;
  readonly collectiveId: Uuid;
}

/** How a feature answers `node(id:)` for one of its types. Visibility is checked by the schema's guard afterwards. */
export interface NodeSource {
  readonly type: string;
  load(
    reader: Reader,
    collectiveId: Uuid,
    ids: readonly Uuid[],
    locale: Locale,
    viewerId?: Uuid | null,
  ): Promise<readonly Row[]>;
}
