import { Inject } from '@nestjs/common';
import { Args, Context, Field, InputType, ObjectType, Resolver } from '@nestjs/graphql';
import { Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { ActMutation, Acts } from '../platform/graphql/acts.js';
import { act, resultOf } from '../platform/graphql/problems.js';
import { DateTimeScalar } from '../platform/graphql/scalars.js';
import { exportCollective } from './export-collective.js';

@InputType({ description: 'Nothing to choose: a full export is the whole collective.' })
export class ExportCollectiveInput {
  @Field(() => Boolean, { defaultValue: true, description: 'All of it, names included.' })
  everything!: boolean;
}

@Seen('PARENT')
@ObjectType({ description: 'A ticket for everything of the collective, written down with your name.' })
export class ExportCollectiveSuccess {
  @Field(() => String, {
    description:
      'Send it once to `POST /export/full` with a passphrase of twelve characters or more, from your own session.',
  })
  ticket!: string;

  @Field(() => DateTimeScalar, { description: 'When it stops being good.' })
  expiresAt!: string;
}

export const EXPORT_COLLECTIVE = act('exportCollective', ['MANDATE_REQUIRED', 'POLL_STILL_OPEN']);
const ExportCollectiveResult = resultOf(EXPORT_COLLECTIVE, ExportCollectiveSuccess);

@Resolver()
export class ExportActs {
  constructor(@Inject(Acts) private readonly acts: Acts) {}

  @ActMutation(
    EXPORT_COLLECTIVE,
    ExportCollectiveResult,
    'MEMBER',
    'Under a mandate, asks for everything of the collective, to take it elsewhere. While a box with ballots in it is open, nobody may.',
  )
  exportCollective(
    @Args('input') _input: ExportCollectiveInput,
    @Context() context: RequestContext,
  ): Promise<object> {
    return this.acts.perform(context, EXPORT_COLLECTIVE, exportCollective, (ticket) => ({ ...ticket }));
  }
}
