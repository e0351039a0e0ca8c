import { isObjectType, type GraphQLSchema } from 'graphql';

/** How far the requests of a siege came, in shares that a reader can judge. */
export interface Reach {
  readonly requests: number;
  /** Requests that some resolver answered with more than nothing. */
  readonly answered: string;
  /** Acts asked for that were done, and the acts of the schema done at least once. */
  readonly actsDone: string;
  readonly kindsOfActsDone: string;
  readonly actsNeverDone: readonly string[];
  /** Fields of the object types that an answer held, of those there are. */
  readonly fieldsVisited: string;
}

/** Notes what answers show of the schema. */
export class Reached {
  private readonly fields = new Set<string>();
  private readonly done = new Set<string>();
  private requests = 0;
  private answered = 0;
  private asked = 0;
  private passed = 0;

  constructor(private readonly schema: GraphQLSchema) {}

  note(text: string, acts: readonly string[]): void {
    this.requests += 1;
    this.asked += acts.length;
    const data = dataOf(text);
    const roots = Object.values(data ?? {}).filter((value) => value !== null);
    if (roots.length > 0) this.answered += 1;
    for (const root of roots) this.visit(root);
    for (const [key, value] of Object.entries(data ?? {})) {
      const act = acts[Number(key.slice(1))];
      if (act === undefined || !typeName(value)?.endsWith('Success')) continue;
      this.passed += 1;
      this.done.add(act);
    }
  }

  sum(): Reach {
    const acts = Object.keys(this.schema.getMutationType()?.getFields() ?? {});
    const known = fieldsOf(this.schema);
    return {
      requests: this.requests,
      answered: share(this.answered, this.requests),
      actsDone: share(this.passed, this.asked),
      kindsOfActsDone: share(this.done.size, acts.length),
      actsNeverDone: acts.filter((act) => !this.done.has(act)),
      fieldsVisited: share(known.filter((field) => this.fields.has(field)).length, known.length),
    };
  }

  /** Every object says its type first: what stands beside it are its fields. */
  private visit(value: unknown): void {
    if (Array.isArray(value)) for (const one of value) this.visit(one);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return;
    const type = typeName(value);
    for (const [field, inside] of Object.entries(value)) {
      if (type !== null) this.fields.add(`${type}.${field}`);
      this.visit(inside);
    }
  }
}

function dataOf(text: string): Record<string, unknown> | null {
  try {
    return (JSON.parse(text) as { data?: Record<string, unknown> }).data ?? null;
  } catch {
    return null;
  }
}

const typeName = (value: unknown): string | null =>
  (value as { __typename?: string } | null)?.__typename ?? null;

const fieldsOf = (schema: GraphQLSchema): string[] =>
  Object.values(schema.getTypeMap())
    .filter((type) => isObjectType(type))
    .filter(({ name }) => !name.startsWith('__') && !['Query', 'Mutation', 'Subscription'].includes(name))
    .flatMap((type) => Object.keys(type.getFields()).map((field) => `${type.name}.${field}`));

const share = (part: number, whole: number): string =>
  `${part} of ${whole} (${((100 * part) / Math.max(1, whole)).toFixed(1)} %)`;
