import { readEnvironment } from '../platform/config/config.js';
import { CommandFault } from './command.js';

/** What an act answered: what was selected of its success, or the code and the sentence of its refusal. */
export interface Answered {
  readonly [field: string]: unknown;
  readonly code?: string;
  readonly message?: string;
}

/** The session of whoever acts: no command acts for the host. */
export function readToken(what: string): string {
  const token = readEnvironment()['ORMEE_TOKEN'];
  if (!token) throw new CommandFault(`ORMEE_TOKEN is missing: the session of whoever may ${what}.`);
  return token;
}

/** Does an act at a service, with a session; `selection` is of its success. What is no answer of the act is a CommandFault. */
export async function askService(
  { to, token }: { readonly to: string; readonly token: string },
  mutation: string,
  input: object,
  selection: string,
): Promise<Answered> {
  const name = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const response = await fetch(new URL('/graphql', to), {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'accept-language': 'en',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({
      query: `mutation($input: ${name}Input!) { done: ${mutation}(input: $input) {
        ... on ${name}Success { ${selection} } ... on Problem { code message } } }`,
      variables: { input },
    }),
  }).catch(() => {
    throw new CommandFault(`Nobody answers at ${to}.`);
  });
  if (response.status === 413) throw new CommandFault('The service takes no request of that size.');
  const { data, errors } = (await response.json()) as {
    data?: { done?: Answered };
    errors?: { message: string }[];
  };
  if (!data?.done) throw new CommandFault(errors?.[0]?.message ?? 'No answer.');
  return data.done;
}
