import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../platform/config/config.js';
import { CONFIG } from '../../platform/config/config.token.js';
import { Transactions } from '../../platform/database/transactions.js';
import { InProcess, type Asker } from '../../platform/graphql/in-process.js';
import { idAt } from '../address.js';
import { askerOf, isOfTheirs, nothingFor, placeOf, sendPage, textOf } from '../members-page.js';
import { namesOf } from '../names.js';
import { refuseForeignForm } from '../sign-in.controller.js';
import {
  consentPage,
  noConsentPage,
  type Beside,
  type ShownConsent,
  type ShownProposal,
} from './consent.page.js';

const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) { ... on Proposal {
  id title rationale version consents { state phaseEndsAt whatNow rounds { round pollId } }
  polls { id state objections { id memberId reason stands ended integratedBy doubts } } } } }`;
const ABOUT = `query ($subject: ThreadSubjectInput!) { threads(first: 20, subject: $subject) {
  edges { node { id title } } } }`;
const WITHDRAW = `mutation ($input: WithdrawObjectionInput!) { done: withdrawObjection(input: $input) {
  __typename ... on Problem { message } } }`;

interface Read {
  readonly viewerId: string;
  readonly proposal: ShownProposal;
  /** The last search for consent on it. */
  readonly consent: ShownConsent;
}

/** The page of a search for consent, by its proposal: where it is, and the objections; without script, on the API's own acts. */
@Controller('consentements')
export class ConsentsController {
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
    @Body() form: { readonly objection?: unknown } | undefined,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const { origin, host } = request.headers;
    refuseForeignForm({ origin, host }, this.config);
    const asker = askerOf(request);
    if (!(await this.read(asker, address))) return sendPage(reply, 404, noConsentPage(asker.locale));
    const input = { objectionId: textOf(form?.objection) };
    const { done } = await this.api.execute<{ done: { message?: string } }>(WITHDRAW, { input }, asker);
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (done.message === undefined) await reply.redirect(`/consentements/${address}`, 303);
    else await this.show(reply, asker, address, done.message);
  }

  private async show(reply: FastifyReply, asker: Asker, address: string, said: string | null): Promise<void> {
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noConsentPage(asker.locale));
    const { viewerId, proposal, consent } = read;
    const objecting = proposal.polls.flatMap(({ objections }) => objections.map(({ memberId }) => memberId));
    const page = consentPage(asker.locale, proposal, consent, {
      ...(await placeOf(this.transactions, proposal.id)),
      names: await namesOf(this.api, asker, objecting),
      threads: await this.threadsAbout(asker, proposal.id),
      ...{ viewerId, said },
    });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** As the API shows it to a member: without a session, to another collective, or where none is sought, it is not there. */
  private async read(asker: Asker, address: string): Promise<Read | null> {
    const id = idAt('Proposal', address);
    if (!asker.session || id === null) return null;
    const read = await this.api
      .execute<{ viewer: { member: { id: string } | null }; node: ShownProposal | null }>(READ, { id }, asker)
      .catch(nothingFor);
    const viewerId = read?.viewer.member?.id;
    const consent = read?.node?.consents.at(-1);
    if (!read?.node || !consent || viewerId === undefined || !isOfTheirs(viewerId, id)) return null;
    return { viewerId, proposal: read.node, consent };
  }

  private async threadsAbout(asker: Asker, proposalId: string): Promise<Beside['threads']> {
    const { threads } = await this.api.execute<{
      threads: { edges: { node: Beside['threads'][number] }[] };
    }>(ABOUT, { subject: { proposalId } }, asker);
    return threads.edges.map(({ node }) => node);
  }
}
