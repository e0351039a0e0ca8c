import { Inject, Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import type { Locale } from '../core/kernel/actors.js';
import type { Zone } from '../core/kernel/instants.js';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { Transactions } from '../platform/database/transactions.js';
import { InProcess, type Asker } from '../platform/graphql/in-process.js';
import { idAt, type Addressed } from './address.js';
import { askerOf, isOfTheirs, nothingFor, placeOf } from './members-page.js';
import { namesOf } from './names.js';
import { refuseForeignForm } from './sign-in.controller.js';

/** Something of their own collective, with who looks at it. */
export interface Seen<Node> {
  readonly node: Node;
  readonly viewerId: string;
}

/** What an act answers to the alias `done`: what is wrong with it, in a sentence of the asker's language; else what it did. */
export interface Done {
  readonly code?: string;
  readonly message?: string;
}

/** The API as the pages for members ask it: they read and do what it lets whoever asks read and do, and nothing else. */
@Injectable()
export class MembersDoor {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly reader: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Who sent a form. Throws for one that a page elsewhere sent. */
  senderOf(request: FastifyRequest): Asker {
    refuseForeignForm(request.headers, this.config);
    return askerOf(request);
  }

  /** What a query answers; null without a session, and for what is refused to whoever asks. */
  async read<Data>(asker: Asker, query: string, variables: Record<string, unknown>): Promise<Data | null> {
    return asker.session ? this.api.execute<Data>(query, variables, asker).catch(nothingFor) : null;
  }

  /**
   * What stands at an address, by a query of `viewer { member { id } }` and `node(id: $id)`, with whatever else that asks. Null for
   * what is not there, and for whoever is no member of the collective that it is of: to them it is not there.
   */
  async readAt<Node, Beside = unknown>(
    asker: Asker,
    [type, address]: readonly [Addressed, string],
    query: string,
    variables: Record<string, unknown> = {},
  ): Promise<(Beside & Seen<Node>) | null> {
    const id = idAt(type, address);
    if (id === null) return null;
    const read = await this.read<Beside & { node: Node | null; viewer: { member: { id: string } | null } }>(
      asker,
      query,
      { id, ...variables },
    );
    const viewerId = read?.viewer.member?.id;
    if (!read?.node || viewerId === undefined || !isOfTheirs(viewerId, id)) return null;
    return { ...read, node: read.node, viewerId };
  }

  /** Does an act, by a mutation of the alias `done`. */
  async act<Did extends Done>(asker: Asker, mutation: string, input: object): Promise<Did> {
    return (await this.api.execute<{ done: Did }>(mutation, { input }, asker)).done;
  }

  /** The same: what is wrong with it, in a sentence; null where it was done. */
  async press(asker: Asker, mutation: string, input: object): Promise<string | null> {
    return (await this.act(asker, mutation, input)).message ?? null;
  }

  /** What members and things are called, by id; what whoever asks may not see is not among them. */
  namesOf(asker: Asker, ids: readonly (string | null)[]): Promise<ReadonlyMap<string, string>> {
    return namesOf(this.api, asker, ids);
  }

  /** In which zone the collective of something says its hours, and in which language its members write. */
  placeOf(globalId: string): Promise<{ zone: Zone; language: Locale }> {
    return placeOf(this.reader, globalId);
  }
}
