import { Inject, Injectable } from '@nestjs/common';
import { GraphQLSchemaHost } from '@nestjs/graphql';
import { graphql } from 'graphql';
import type { Locale } from '../../core/kernel/actors.js';
import { ACTOR_LOADER, RequestContext, type ActorLoader, type SessionKey } from '../access/context.js';
import { Transactions } from '../database/transactions.js';

/** Who asks, as a page reads it from its request. */
export interface Asker {
  readonly locale: Locale;
  readonly session: SessionKey | null;
}

/** The API for our own pages: documents executed on the same guarded schema, so that it stays the one door. */
@Injectable()
export class InProcess {
  constructor(
    @Inject(GraphQLSchemaHost) private readonly host: GraphQLSchemaHost,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(ACTOR_LOADER) private readonly actors: ActorLoader,
  ) {}

  /** Executes a document and answers its data. Throws the first error: a fault, or a field that is not theirs to see. */
  async execute<Data>(source: string, variableValues: Record<string, unknown>, asker: Asker): Promise<Data> {
    const contextValue = new RequestContext(asker.locale, asker.session, this.transactions, this.actors);
    const { data, errors } = await graphql({
      schema: this.host.schema,
      source,
      variableValues,
      contextValue,
    });
    const error = errors?.[0];
    if (error) throw error.originalError ?? error;
    return data as Data;
  }
}
