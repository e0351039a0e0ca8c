import { registerEnumType } from '@nestjs/graphql';
import type { PatchOperation } from '../../core/text/operations.js';

export const OperationKindEnum = {
  INSERT: 'INSERT',
  REPLACE: 'REPLACE',
  RENUMBER: 'RENUMBER',
  SET_HEADING: 'SET_HEADING',
  MOVE: 'MOVE',
  REPEAL: 'REPEAL',
  RESTORE: 'RESTORE',
  ERRATUM: 'ERRATUM',
} as const satisfies { readonly [K in PatchOperation['kind']]: K };
registerEnumType(OperationKindEnum, {
  name: 'PatchOperationKind',
  description: 'What a change does to a text.',
  valuesMap: {
    INSERT: { description: 'Inserts a provision.' },
    REPLACE: { description: 'Replaces the words of a provision.' },
    RENUMBER: { description: 'Gives a provision another number.' },
    SET_HEADING: { description: 'Gives a provision another heading, or takes it away.' },
    MOVE: { description: 'Puts a provision elsewhere, with what stands under it.' },
    REPEAL: { description: 'Repeals a provision.' },
    RESTORE: { description: 'Brings back a provision that was repealed, under its own number.' },
    ERRATUM: { description: 'Mends a slip in the words of a provision; no rule changes by it.' },
  },
});
