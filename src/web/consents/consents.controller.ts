import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor } from '../members-door.js';
import { askerOf, sendPage, textOf } from '../members-page.js';
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
  constructor(@Inject(MembersDoor) private readonly door: MembersDoor) {}

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
    const asker = this.door.senderOf(request);
    if (!(await this.read(asker, address))) return sendPage(reply, 404, noConsentPage(asker.locale));
    const said = await this.door.press(asker, WITHDRAW, { objectionId: textOf(form?.objection) });
    // Read again by its own address: whoever turns back, or reloads, sends nothing twice.
    if (said === null) await reply.redirect(`/consentements/${address}`, 303);
    else await this.show(reply, asker, address, said);
  }

  private async show(reply: FastifyReply, asker: Asker, address: string, said: string | null): Promise<void> {
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noConsentPage(asker.locale));
    const { viewerId, proposal, consent } = read;
    const objecting = proposal.polls.flatMap(({ objections }) => objections.map(({ memberId }) => memberId));
    const page = consentPage(asker.locale, proposal, consent, {
      ...(await this.door.placeOf(proposal.id)),
      names: await this.door.namesOf(asker, objecting),
      threads: await this.threadsAbout(asker, proposal.id),
      ...{ viewerId, said },
    });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** Null also where no consent was ever sought. */
  private async read(asker: Asker, address: string): Promise<Read | null> {
    const read = await this.door.readAt<ShownProposal>(asker, ['Proposal', address], READ);
    const consent = read?.node.consents.at(-1);
    return read && consent ? { viewerId: read.viewerId, proposal: read.node, consent } : null;
  }

  private async threadsAbout(asker: Asker, proposalId: string): Promise<Beside['threads']> {
    const read = await this.door.read<{ threads: { edges: { node: Beside['threads'][number] }[] } }>(
      asker,
      ABOUT,
      {
        subject: { proposalId },
      },
    );
    return (read?.threads.edges ?? []).map(({ node }) => node);
  }
}
