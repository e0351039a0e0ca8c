import type { Locale } from '../../core/kernel/actors.js';

type Sentence = { readonly [L in Locale]: string };

/** What a request that is not an answerable operation is told, by the code in `extensions.code`. */
const SENTENCES: Readonly<Record<string, Sentence>> = {
  GRAPHQL_PARSE_FAILED: {
    fr: 'Cette opération GraphQL ne se lit pas.',
    en: 'This GraphQL operation cannot be read.',
  },
  GRAPHQL_VALIDATION_FAILED: {
    fr: 'Cette opération GraphQL ne correspond pas au schéma.',
    en: 'This GraphQL operation does not fit the schema.',
  },
  BAD_USER_INPUT: {
    fr: 'Une valeur envoyée n’a pas la forme attendue.',
    en: 'A value that was sent does not have the expected form.',
  },
  BAD_REQUEST: {
    fr: 'Cette requête n’est pas une requête GraphQL.',
    en: 'This request is not a GraphQL request.',
  },
  BODY_TOO_LARGE: {
    fr: 'Ce qui a été envoyé dépasse 256 Kio, ou dix mille objets et listes. Rien n’a été lu.',
    en: 'What was sent is over 256 KiB, or over ten thousand objects and lists. Nothing was read.',
  },
  MEDIA_TYPE_UNKNOWN: {
    fr: 'Envoyez du JSON (content-type: application/json).',
    en: 'Send JSON (content-type: application/json).',
  },
  ADDRESS_TOO_LONG: {
    fr: 'Cette adresse est trop longue. Recopiez le lien entier, et lui seul.',
    en: 'This address is too long. Copy the whole link, and nothing else.',
  },
  NO_SUCH_PAGE: {
    fr: 'Il n’y a rien à cette adresse.',
    en: 'There is nothing at this address.',
  },
  FOREIGN_PAGE: {
    fr: 'Cette demande vient d’une page d’ailleurs. Ouvrez votre lien vous-même.',
    en: 'This request comes from a page elsewhere. Open your link yourself.',
  },
  NOT_READY: {
    fr: 'Le service attend sa base de données. Réessayez dans un instant.',
    en: 'The service waits for its database. Try again in a moment.',
  },
  OPERATION_RESOLUTION_FAILURE: {
    fr: 'La requête ne dit pas quelle opération exécuter.',
    en: 'The request does not say which operation to run.',
  },
  QUERY_TOO_MANY_TOKENS: { fr: 'Cette opération est trop longue.', en: 'This operation is too long.' },
  QUERY_TOO_DEEP: { fr: 'Cette opération est trop profonde.', en: 'This operation is too deep.' },
  QUERY_TOO_MANY_FIELDS: {
    fr: 'Cette opération demande trop de champs.',
    en: 'This operation asks for too many fields.',
  },
  QUERY_TOO_MANY_FRAGMENTS: {
    fr: 'Cette opération a trop de fragments.',
    en: 'This operation has too many fragments.',
  },
  QUERY_TOO_REPETITIVE: {
    fr: 'Cette opération se répète trop.',
    en: 'This operation repeats itself too much.',
  },
  QUERY_TOO_MANY_ROOT_FIELDS: {
    fr: 'Cette opération a trop de champs de premier niveau.',
    en: 'This operation has too many root fields.',
  },
  QUERY_TOO_MANY_ALIASES: {
    fr: 'Cette opération a trop d’alias.',
    en: 'This operation has too many aliases.',
  },
  QUERY_TOO_MANY_DIRECTIVES: {
    fr: 'Cette opération a trop de directives.',
    en: 'This operation has too many directives.',
  },
  QUERY_TOO_COSTLY: {
    fr: 'Cette opération demande trop de lignes.',
    en: 'This operation asks for too many rows.',
  },
  SUBSCRIPTION_BY_SOCKET: {
    fr: 'On s’abonne par une connexion graphql-transport-ws, à la même adresse.',
    en: 'Subscribe by a graphql-transport-ws connection, at the same address.',
  },
  ONLY_SUBSCRIPTIONS: {
    fr: 'Cette connexion ne sert qu’à s’abonner. Envoyez le reste par HTTP.',
    en: 'This connection is only for subscriptions. Send the rest by HTTP.',
  },
  TOO_MANY_SUBSCRIPTIONS: {
    fr: 'Vous avez déjà dix abonnements ouverts. Fermez-en un.',
    en: 'You already have ten subscriptions open. Close one of them.',
  },
  SERVICE_STOPS: {
    fr: 'Le service s’arrête. Reconnectez-vous dans un instant.',
    en: 'The service stops. Connect again in a moment.',
  },
};

const FAULT: Sentence = {
  fr: 'Le service a rencontré un défaut. Rien n’a été écrit.',
  en: 'The service met a fault. Nothing was written.',
};

/** Every code of a request's error, and that of a fault. */
export const REQUEST_ERROR_CODES: readonly string[] = [...Object.keys(SENTENCES), 'FAULT'];

/** The sentence of a request's error, in the caller's language; null for a code without one. */
export const sentenceOfRequestError = (code: string, locale: Locale): string | null =>
  code === 'FAULT' ? FAULT[locale] : (SENTENCES[code]?.[locale] ?? null);
