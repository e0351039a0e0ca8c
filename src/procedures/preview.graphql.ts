import { Inject } from '@nestjs/common';
import { Args, Context, ID, ObjectType, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Visibility } from '../core/kernel/actors.js';
import { personsConcerned, type Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import { MayBeCalledBy, Seen } from '../platform/access/access.js';
import type { RequestContext } from '../platform/access/context.js';
import { Transactions, type Reader } from '../platform/database/transactions.js';
import { fromGlobalId } from '../platform/graphql/global-ids.js';
import { pollsByIds } from '../polls/polls.queries.js';
import { proposalsByIds, type ProposalRecord } from '../proposals/proposals.queries.js';
import { previewTexts } from '../texts/preview-texts.js';
import { TextPreviewType, textPreviewObject } from '../texts/preview.graphql.js';

/** Effects that may be adopted together, and the option that has them; null where the answer is yes or no. */
interface Adoptable {
  readonly option: string | null;
  readonly effects: readonly Effect[];
}

@Seen('BY_VISIBILITY')
@ObjectType('Preview', { description: 'What a proposal or a poll would make of texts, were it adopted now.' })
export class PreviewType {
  collectiveId!: Uuid;
  visibility!: Visibility;
  concerns!: readonly Uuid[];
  adoptable!: readonly Adoptable[];
}

/** Asked for on its own: a page of proposals would consolidate as many texts as it has rows. */
@Resolver(() => PreviewType)
export class PreviewResolver {
  constructor(@Inject(Transactions) private readonly reader: Transactions) {}

  @Query(() => PreviewType, {
    nullable: true,
    description:
      'What a proposal or a poll would make of texts, were it adopted now: read before the vote, by whoever may see it. ' +
      'Null where nothing here has the id, or it is not yours to see.',
  })
  @MayBeCalledBy('ANYONE')
  async preview(
    @Args('of', { type: () => ID, description: 'A proposal or a poll.' }) of: string,
  ): Promise<PreviewType | null> {
    const named = fromGlobalId(of);
    if (named?.type === 'Proposal') return previewOfProposal(this.reader, named.collectiveId, named.id);
    return named?.type === 'Poll' ? previewOfPoll(this.reader, named.collectiveId, named.id) : null;
  }

  @ResolveField(() => [TextPreviewType], {
    description:
      'Each text that it would change, with the option that would; none once it is settled, and none that you may not read.',
  })
  async texts(
    @Parent() { collectiveId, concerns, adoptable }: PreviewType,
    @Context() { locale }: RequestContext,
  ): Promise<TextPreviewType[]> {
    const objects: TextPreviewType[] = [];
    for (const { option, effects } of adoptable)
      for (const preview of await previewTexts(this.reader, collectiveId, effects))
        objects.push({ ...textPreviewObject(collectiveId, preview, locale), option, concerns });
    return objects;
  }
}

async function previewOfProposal(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<PreviewType | null> {
  const [record] = await proposalsByIds(reader, collectiveId, null, [id]);
  if (!record) return null;
  const { visibility, effects, state } = record;
  const adoptable = state === 'OPEN' ? adoptableOf(record) : [];
  return { collectiveId, visibility, concerns: personsConcerned(effects), adoptable };
}

const adoptableOf = ({ question, effects }: ProposalRecord): Adoptable[] =>
  question === null
    ? [{ option: null, effects }]
    : question.options.map(({ label, effects: places }) => ({
        option: label,
        effects: places.map((place) => effects[place] as Effect),
      }));

async function previewOfPoll(reader: Reader, collectiveId: Uuid, id: Uuid): Promise<PreviewType | null> {
  const [record] = await pollsByIds(reader, collectiveId, [id]);
  if (!record) return null;
  const { visibility, options, state, election } = record;
  const adoptable = options.map(({ label, effects }) => ({ option: election && label, effects }));
  return {
    collectiveId,
    visibility,
    concerns: personsConcerned(options.flatMap(({ effects }) => effects)),
    adoptable: state === 'OPEN' || state === 'CLOSED' ? adoptable : [],
  };
}
