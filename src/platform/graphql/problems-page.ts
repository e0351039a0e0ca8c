import type { GraphQLSchema } from 'graphql';
import { REFUSAL_CODES, patternOf } from '../i18n/refusals.js';
import { REQUEST_ERROR_CODES, sentenceOfRequestError } from '../i18n/request-errors.js';
import { problemTypeName, type Act } from './problems.js';

/** The page of the documentation about refusals, in Markdown, from the catalogue and the acts themselves. */
export function printProblems(schema: GraphQLSchema): string {
  const acts = actsOf(schema);
  const problems = REFUSAL_CODES.map((code) => {
    const refusing = acts.filter(({ refuses }) => refuses.includes(code)).map(({ name }) => `\`${name}\``);
    return row(
      `\`${code}\` (\`${problemTypeName(code)}\`)`,
      patternOf(code, 'fr'),
      patternOf(code, 'en'),
      refusing.length === acts.length ? 'every act' : refusing.join(', ') || 'queries',
    );
  });
  const errors = REQUEST_ERROR_CODES.map((code) =>
    row(
      `\`${code}\``,
      sentenceOfRequestError(code, 'fr') as string,
      sentenceOfRequestError(code, 'en') as string,
    ),
  );
  return [
    '# Problems',
    '',
    'An act that is refused answers a type that implements `Problem`: `code` stays the same for ever, `message` is the',
    'sentence below in the language of the caller, `facts` are its values in braces. Nothing was written.',
    '',
    '| Code (type) | In French | In English | Acts |',
    '|---|---|---|---|',
    ...problems,
    '',
    'Whatever is no answerable operation comes back in the list `errors`, with its code in `extensions.code`; so does a',
    'refusal of a whole query, and a fault of the service, which is known by `extensions.faultId` in its log.',
    '',
    '| Code | In French | In English |',
    '|---|---|---|',
    ...errors,
    '',
  ].join('\n');
}

const row = (...cells: readonly string[]): string =>
  `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;

function actsOf(schema: GraphQLSchema): Act[] {
  const mutations = Object.values(schema.getMutationType()?.getFields() ?? {});
  return mutations.map(({ extensions }) => extensions['act'] as Act);
}
