import { Inject } from '@nestjs/common';
import { Args, Context, Field, ID, InputType, Int, ObjectType, Resolver } from '@nestjs/graphql';
import { AppealType, appealObject } from '../appeals/appeal.graphql.js';
import { appealsByIds } from '../appeals/appeals.queries.js';
import type { RefusalCode } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { importDecisions } from './import-decisions.js';
import { importMembers } from './import-members.js';
import { importSignatories } from './import-signatories.js';

const A_TABLE = 'A table in UTF-8, with commas or semicolons and its names of columns on the first line';

@InputType({ description: 'The signatories of an appeal.' })
export class ImportSignatoriesInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, {
    description: `${A_TABLE}: name (nom), and if you have them email (courriel), date.`,
  })
  file!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'They are written down, and none of them is a member by it.' })
export class ImportSignatoriesSuccess {
  @Field(() => Int, { description: 'How many lines.' })
  imported!: number;

  @Field(() => AppealType, { description: 'The appeal.' })
  appeal!: AppealType;
}

@InputType({ description: 'The members that the collective had before it came here.' })
export class ImportMembersInput {
  @Field(() => String, {
    description: `${A_TABLE}: name (nom), and if you have them kind (type), email (courriel), joined_on (depuis).`,
  })
  file!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'They are members, not verified until they sign in.' })
export class ImportMembersSuccess {
  @Field(() => Int, { description: 'How many lines.' })
  imported!: number;
}

@InputType({ description: 'The decisions that the collective took before it came here.' })
export class ImportDecisionsInput {
  @Field(() => String, {
    description: `${A_TABLE}: label (numéro), date, title (titre), and if you have it body (texte).`,
  })
  file!: string;
}

@Seen('PARENT')
@ObjectType({ description: 'They can be read, apart from the numbered ones, and nothing follows from them.' })
export class ImportDecisionsSuccess {
  @Field(() => Int, { description: 'How many lines.' })
  imported!: number;
}

const FILE_REFUSALS: readonly RefusalCode[] = [
  'MANDATE_REQUIRED',
  'FILE_TOO_LARGE',
  'FILE_NOT_UTF8',
  'FILE_NOT_CSV',
  'FILE_HEADER_WRONG',
  'FILE_CELL_FORMULA',
  'FILE_CELL_MARKUP',
  'FILE_CELL_UNREADABLE',
  'FILE_CELL_INVALID',
  'FILE_LINE_TWICE',
  'DUPLICATE',
];
export const IMPORT_SIGNATORIES = act('importSignatories', ['NOT_FOUND', ...FILE_REFUSALS]);
export const IMPORT_MEMBERS = act('importMembers', ['LOOKALIKE_NAME', ...FILE_REFUSALS]);
export const IMPORT_DECISIONS = act('importDecisions', FILE_REFUSALS);
const ImportSignatoriesResult = resultOf(IMPORT_SIGNATORIES, ImportSignatoriesSuccess);
const ImportMembersResult = resultOf(IMPORT_MEMBERS, ImportMembersSuccess);
const ImportDecisionsResult = resultOf(IMPORT_DECISIONS, ImportDecisionsSuccess);

const sayImported = (imported: number): { imported: number } => ({ imported });

@Resolver()
export class ImportActs {
  constructor(
    @Inject(Acts) private readonly acts: Acts,
    @Inject(Transactions) private readonly reader: Transactions,
  ) {}

  @ActMutation(
    IMPORT_SIGNATORIES,
    ImportSignatoriesResult,
    'MEMBER',
    'Under a mandate, writes down the signatories of an appeal from a file: all of them, or none.',
  )
  importSignatories(
    @Args('input') input: ImportSignatoriesInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      IMPORT_SIGNATORIES,
      async (tx, actor) => {
        const { collectiveId } = actor;
        const appealId = rowIdOf(input.appealId, 'Appeal', collectiveId, ['input', 'appealId']);
        const imported = await importSignatories(tx, actor, { appealId, file: input.file });
        return { collectiveId, appealId, imported };
      },
      async ({ collectiveId, appealId, imported }) => {
        const [record] = await appealsByIds(this.reader, collectiveId, [appealId]);
        if (!record) throw new Error('an appeal that was just acted on is gone');
        return { imported, appeal: appealObject(record) };
      },
    );
  }

  @ActMutation(
    IMPORT_MEMBERS,
    ImportMembersResult,
    'MEMBER',
    'Takes over members from a file, by a founder while the collective founds itself and then under a mandate: all, or none.',
  )
  importMembers(
    @Args('input') input: ImportMembersInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      IMPORT_MEMBERS,
      (tx, actor) => importMembers(tx, actor, input),
      sayImported,
    );
  }

  @ActMutation(
    IMPORT_DECISIONS,
    ImportDecisionsResult,
    'MEMBER',
    'Takes over past decisions from a file, by a founder while the collective founds itself and then under a mandate: all, or none.',
  )
  importDecisions(
    @Args('input') input: ImportDecisionsInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(
      context,
      IMPORT_DECISIONS,
      (tx, actor) => importDecisions(tx, actor, input),
      sayImported,
    );
  }
}
