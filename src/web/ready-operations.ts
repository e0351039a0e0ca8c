import type { ReadyOperation } from '../platform/graphql/page.js';

/** The API in ten operations: what the page offers, the README shows and a test runs. */
export const READY_OPERATIONS: readonly ReadyOperation[] = [
  { name: 'Who am I', document: '{ viewer { memberId state member { publicName } } }', variables: {} },
];
