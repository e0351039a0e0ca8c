import type { ApolloServerPlugin } from '@apollo/server';
import { GraphQLError, OperationTypeNode } from 'graphql';

/** Where the API is, over HTTP and by socket. */
export const API_PATH = '/graphql';

/**
 * The part of Nest's GraphQL options that speaks HTTP (GraphQL over HTTP, draft of the GraphQL Foundation): one
 * operation a request, a preflight header on whatever a plain form or link could send, no page from elsewhere.
 */
export const OVER_HTTP = {
  csrfPrevention: true,
  allowBatchedHttpRequests: false,
  persistedQueries: false,
  // Nest's GraphiQL and Apollo's landing page load their scripts from other hosts; our own page is in page.ts.
  graphiql: false,
  includeStacktraceInErrorResponses: false,
} as const;

/**
 * Answers 200 to a well-formed request whose document, operation or variables are refused, when the answer is
 * `application/json`, and leaves 400 to `application/graphql-response+json`; refuses a POST that is not JSON (415).
 */
export function httpStatusPlugin(): ApolloServerPlugin {
  return {
    async requestDidStart() {
      return {
        async didResolveOperation({ request: { http }, operation }) {
          if (operation?.operation === OperationTypeNode.SUBSCRIPTION)
            throw new GraphQLError('Subscribe by a socket.', {
              extensions: { code: 'SUBSCRIPTION_BY_SOCKET', http: { status: 400 } },
            });
          // The preflight header alone would let a form-encoded body through: Fastify parses it.
          if (http?.method === 'POST' && essenceOf(http.headers.get('content-type') ?? '') !== PLAIN)
            throw new GraphQLError('Send the operation as application/json.', {
              extensions: { code: 'BAD_REQUEST', http: { status: 415 } },
            });
        },
        async willSendResponse({ request, source, response: { body, http } }) {
          if (!request.http || body.kind !== 'single') return;
          const mediaType = mediaTypeOfAnswer(request.http.headers.get('accept') ?? '*/*');
          if (!mediaType) return; // Apollo answers 406
          http.headers.set('content-type', `${mediaType}; charset=utf-8`);
          const wellFormed = source !== undefined;
          if (wellFormed && http.status === 400 && mediaType === PLAIN) http.status = 200;
        },
      };
    },
  };
}

const PLAIN = 'application/json';
const GRAPHQL = 'application/graphql-response+json';

/**
 * The media type of the answer by the request's Accept header (RFC 9110, section 12.5.1); null when neither is
 * accepted. Apollo makes the same choice, but only after the plugins, when the status is already written.
 */
function mediaTypeOfAnswer(accept: string): string | null {
  const ranges = accept.split(',').map(readRange);
  const weigh = (type: string) => {
    for (const name of [type, 'application/*', '*/*']) {
      const place = ranges.findIndex((range) => range.name === name);
      if (place >= 0) return { quality: ranges[place]?.quality ?? 0, named: name === type, place };
    }
    return { quality: 0, named: false, place: ranges.length };
  };
  const plain = weigh(PLAIN);
  const graphql = weigh(GRAPHQL);
  if (plain.quality === 0 && graphql.quality === 0) return null;
  if (plain.quality !== graphql.quality) return plain.quality > graphql.quality ? PLAIN : GRAPHQL;
  const graphqlFirst = graphql.named && !(plain.named && plain.place < graphql.place);
  return graphqlFirst ? GRAPHQL : PLAIN;
}

/** One range of an Accept header: `application/json;q=0.9`. */
function readRange(text: string): { name: string; quality: number } {
  const quality = /;\s*q=([\d.]+)/i.exec(text)?.[1];
  return { name: essenceOf(text), quality: quality === undefined ? 1 : Number(quality) };
}

/** A media type without its parameters. */
const essenceOf = (text: string): string => (text.split(';')[0] ?? '').trim().toLowerCase();
