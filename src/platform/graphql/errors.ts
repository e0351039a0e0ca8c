import type { ApolloServerOptions, ApolloServerPlugin } from '@apollo/server';
import { unwrapResolverError } from '@apollo/server/errors';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { refuse, Refusal, type RefusalCode, type RefusalFacts } from '../../core/kernel/refusals.js';
import type { RequestContext } from '../access/context.js';
import { REFUSAL_CODES, sentenceOf } from '../i18n/refusals.js';
import { sentenceOfRequestError } from '../i18n/request-errors.js';
import type { Log } from '../logging/log.js';
import { withoutValues } from './jit.js';

type FormatError = NonNullable<ApolloServerOptions<object>['formatError']>;

/** Longest detail, in characters: it quotes names that were sent, which may be as long as a document. */
const DETAIL_AT_MOST = 300;

/**
 * Turns what went wrong into what may be told: a refusal keeps its code and facts, an error of the request its code
 * and a detail without values, and anything else is a fault: logged under an id, of which alone the caller learns.
 */
export function errorFormatter(log: Log): FormatError {
  return (formatted, error) => {
    const cause = unwrapResolverError(error);
    const place = {
      ...(formatted.path && { path: formatted.path }),
      ...(formatted.locations && { locations: formatted.locations }),
    };
    if (cause instanceof Refusal)
      return { message: cause.code, ...place, extensions: { code: cause.code, facts: { ...cause.facts } } };
    if (!isForeseen(cause, formatted))
      return { message: 'FAULT', ...place, extensions: { code: 'FAULT', faultId: log.fault(cause) } };
    const message = withoutValues(formatted.message).slice(0, DETAIL_AT_MOST);
    return { message, ...place, extensions: { ...formatted.extensions, detail: message } };
  };
}

/** GraphQL's own errors are about the request; an error out of our code is a fault, whatever wrapped it. */
const isForeseen = (cause: unknown, formatted: GraphQLFormattedError): boolean =>
  cause instanceof GraphQLError && formatted.extensions?.['code'] !== 'INTERNAL_SERVER_ERROR';

/** Says every error in the caller's language, once the answer is whole. */
export function refusalsPlugin(): ApolloServerPlugin {
  return {
    requestDidStart: () =>
      Promise.resolve({
        willSendResponse: ({ response, contextValue }) => {
          const { body } = response;
          if (body.kind === 'single' && body.singleResult.errors)
            body.singleResult.errors = body.singleResult.errors.map((error) =>
              said(error, (contextValue as RequestContext).locale),
            );
          return Promise.resolve();
        },
      }),
  };
}

/** Errors of an operation over a socket, as they are said over HTTP. */
export const errorsSaid = (
  errors: readonly GraphQLError[],
  formatError: FormatError,
  locale: RequestContext['locale'],
): GraphQLFormattedError[] => errors.map((error) => said(formatError(error.toJSON(), error), locale));

function said(error: GraphQLFormattedError, locale: RequestContext['locale']): GraphQLFormattedError {
  const { code, facts } = (error.extensions ?? {}) as { code?: string; facts?: RefusalFacts[RefusalCode] };
  if (code === undefined) return error;
  if ((REFUSAL_CODES as readonly string[]).includes(code))
    return {
      ...error,
      message: sentenceOf(refuse(code as 'INVALID_INPUT', facts as RefusalFacts['INVALID_INPUT']), locale),
    };
  const sentence = sentenceOfRequestError(code, locale);
  return sentence === null ? error : { ...error, message: sentence };
}
