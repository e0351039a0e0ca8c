import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Locale } from '../../core/kernel/actors.js';
import type { Zone } from '../../core/kernel/instants.js';
import { nameSkeleton } from '../../core/kernel/names.js';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { fromGlobalId, toGlobalId } from '../../platform/graphql/global-ids.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { idAt } from '../address.js';
import { askerOf, nothingFor, placeOf, sendPage, textOf } from '../members-page.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import { nominationPage, noElectionPage, type ShownElection } from './nomination.page.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) {
  ... on ElectionWithoutCandidates { id title instructions state phase phaseEndsAt whatNow heard
    viewerNomination { personId reason } declinedIds explanation
    nominations(first: 100) { edges { node { round byId personId reason } } } } } }`;
const NAMES = 'query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Member { id publicName } } }';
const NOMINATE = `mutation ($input: NominateInput!) { done: nominate(input: $input) {
  __typename ... on Problem { message } } }`;
const DECLINE = `mutation ($input: DeclineNominationInput!) { done: declineNomination(input: $input) {
  __typename ... on Problem { message } } }`;

/** As many names as one request of the API answers. */
const NAMES_AT_ONCE = 100;

interface Read {
  readonly election: ShownElection;
  readonly viewerId: string;
  readonly zone: Zone;
  readonly language: Locale;
}

/** What was typed into the form. */
interface Typed {
  readonly act?: unknown;
  readonly name?: unknown;
  readonly reason?: unknown;
}

/** The page of one election without candidates, on which a member names somebody: a form without script on the API's acts. */
@Controller('designations')
export class NominationsController {
  constructor(
    @Inject(InProcess) private readonly api: InProcess,
    @Inject(Transactions) private readonly transactions: Transactions,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get(':address')
  open(
    @Param('address') address: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), address, null);
  }

  @Post(':address')
  async send(
    @Param('address') address: string,
    @Body() form: Typed | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    const typed = { name: textOf(form?.name), reason: textOf(form?.reason) };
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noElectionPage(asker.locale, typed.reason));
    const said = await this.do(asker, read.election.id, textOf(form?.act), typed);
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`/designations/${address}`, 303);
    else await this.show(reply, asker, address, said, typed);
  }

  /** What is wrong with it, in a sentence; null where it was done. */
  private async do(
    asker: Asker,
    electionId: string,
    act: string,
    { name, reason }: { readonly name: string; readonly reason: string },
  ): Promise<string | null> {
    if (act === 'decline') return this.press(asker, DECLINE, { electionId });
    if (act === 'nobody') return this.press(asker, NOMINATE, { electionId, personId: null, reason });
    const personId = await this.memberCalled(electionId, name);
    if (personId === null) return WORDS[asker.locale].unknown(name);
    return this.press(asker, NOMINATE, { electionId, personId, reason });
  }

  private async press(asker: Asker, act: string, input: object): Promise<string | null> {
    const { done } = await this.api.execute<{ done: { message?: string } }>(act, { input }, asker);
    return done.message ?? null;
  }

  /** Whoever bears a name in the collective of an election that was shown to whoever asks; names differ there. */
  private async memberCalled(electionId: string, name: string): Promise<string | null> {
    const { collectiveId } = fromGlobalId(electionId) as { collectiveId: string };
    const [member] = await this.transactions.rows<{ id: string }>(
      `SELECT id FROM ormee.member
       WHERE collective_id = $1 AND name_skeleton = $2 AND state = 'ACTIVE' AND kind = 'NATURAL'`,
      [collectiveId, nameSkeleton(name)],
    );
    return member ? toGlobalId('Member', collectiveId, member.id) : null;
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    address: string,
    said: string | null,
    typed = { name: '', reason: '' },
  ): Promise<void> {
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noElectionPage(asker.locale, typed.reason));
    const { election, ...beside } = read;
    const names = await this.namesIn(asker, election);
    const page = nominationPage(asker.locale, election, { ...beside, names, said, typed });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** As the API shows it to whoever asks: without a session, or to another collective, it is not there. */
  private async read(asker: Asker, address: string): Promise<Read | null> {
    const id = idAt('ElectionWithoutCandidates', address);
    if (!asker.session || id === null) return null;
    const read = await this.api
      .execute<{
        viewer: { member: { id: string } | null };
        node: ShownElection | null;
      }>(READ, { id }, asker)
      .catch(nothingFor);
    if (!read?.node) return null;
    const place = await placeOf(this.transactions, id);
    return { election: read.node, viewerId: read.viewer.member?.id ?? '', ...place };
  }

  private async namesIn(
    asker: Asker,
    { nominations, viewerNomination }: ShownElection,
  ): Promise<ReadonlyMap<string, string>> {
    const named = nominations.edges.flatMap(({ node }) => [node.byId, node.personId]);
    const ids = [...new Set([...named, viewerNomination?.personId ?? null])].filter((id) => id !== null);
    const names = new Map<string, string>();
    for (let from = 0; from < ids.length; from += NAMES_AT_ONCE) {
      const { nodes } = await this.api.execute<{ nodes: ({ id: string; publicName: string } | null)[] }>(
        NAMES,
        { ids: ids.slice(from, from + NAMES_AT_ONCE) },
        asker,
      );
      for (const member of nodes) if (member) names.set(member.id, member.publicName);
    }
    return names;
  }
}
