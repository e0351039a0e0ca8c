import { Inject } from '@nestjs/common';
import {
  Args,
  Context,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
  Resolver,
} from '@nestjs/graphql';
import { AppealType, appealObject } from '../appeals/appeal.graphql.js';
import { appealsByIds } from '../appeals/appeals.queries.js';
import type { ListFormat } from '../appeals/lists/read-list.js';
import type { RefusalCode } from '../core/kernel/refusals.js';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions } from '../platform/database/transactions.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { rowIdOf } from '../platform/graphql/ids-of-input.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { inWords } from '../platform/i18n/words.js';
import { importDecisions } from './import-decisions.js';
import { importMembers } from './import-members.js';
import { importSignatories } from './import-signatories.js';

const ListFormatEnum = { CSV: 'CSV', MARKDOWN: 'MARKDOWN', ISSUES: 'ISSUES' } as const satisfies {
  readonly [F in ListFormat]: F;
};
registerEnumType(ListFormatEnum, {
  name: 'SignatoryListFormat',
  description: 'How a list of signatories is written.',
  valuesMap: {
    CSV: { description: 'A table as spreadsheets write it: all of it, or refused at its first fault.' },
    MARKDOWN: {
      description:
        'A line each, `* [Name](url), role, organisation`; a numbered one is among the first signatories.',
    },
    ISSUES: { description: 'The issues of a forge as JSON, each with its signature in its title or body.' },
  },
});

const A_TABLE = 'A table in UTF-8, with commas or semicolons and its names of columns on the first line';

@InputType({ description: 'The signatories of an appeal.' })
export class ImportSignatoriesInput {
  @Field(() => ID, { description: 'The appeal.' })
  appealId!: string;

  @Field(() => String, {
    description:
      `${A_TABLE}: name (nom), and if you have them email (courriel), date, kind (type), role (rôle), organisation, ` +
      'url (site), place (rang), public; or a list in Markdown, or issues as JSON, as `format` says.',
  })
  file!: string;

  @Field(() => ListFormatEnum, { defaultValue: 'CSV', description: 'How the file is written.' })
  format!: ListFormat;

  @Field(() => Boolean, {
    defaultValue: false,
    description: 'True: you answer for it that the people of this list consented to be named in public.',
  })
  named!: boolean;

  @Field(() => Int, {
    defaultValue: 1,
    description: 'The number of its first line, where the file is a part of a longer list.',
  })
  firstLine!: number;
}

@Seen('PARENT')
@ObjectType('UnreadLine', {
  description:
    'A line that is no signature: it is kept aside for whoever sent it, and nothing was written of it.',
})
export class UnreadLineType {
  @Field(() => Int, { description: 'Its number in the list; of an issue, which one it is.' })
  line!: number;

  @Field(() => String, { description: 'The line as it was sent.' })
  raw!: string;

  @Field(() => String, { description: 'Why, as a code.' })
  reason!: string;

  @Field(() => String, { description: 'Why, in words.' })
  words!: string;
}

@Seen('PARENT')
@ObjectType({
  description: 'They are written down, and none of them is a member by it. Nobody was written to.',
})
export class ImportSignatoriesSuccess {
  @Field(() => Int, { description: 'How many lines were new.' })
  imported!: number;

  @Field(() => Int, { description: 'How many were there already.' })
  alreadyThere!: number;

  @Field(() => [UnreadLineType], { description: 'The lines that cannot be read, in their order.' })
  unread!: UnreadLineType[];

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
export const IMPORT_SIGNATORIES = act('importSignatories', ['NOT_FOUND', 'INVALID_INPUT', ...FILE_REFUSALS]);
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
    'Under a mandate, writes down the signatories of an appeal from a list; what is there already is passed over.',
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
        const { file, format, named, firstLine } = input;
        const written = await importSignatories(tx, actor, { appealId, file, format, named, firstLine });
        return { collectiveId, appealId, ...written };
      },
      async ({ collectiveId, appealId, added, alreadyThere, unread }) => {
        const [record] = await appealsByIds(this.reader, collectiveId, [appealId]);
        if (!record) throw new Error('an appeal that was just acted on is gone');
        const said = inWords(context.locale, 'UTC');
        return {
          imported: added,
          alreadyThere,
          unread: unread.map((line) => ({ ...line, words: said(line.reason) })),
          appeal: appealObject(record),
        };
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
