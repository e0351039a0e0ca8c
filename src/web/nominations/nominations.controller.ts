import { Body, Controller, Get, Inject, Param, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { nameSkeleton } from '../../core/kernel/names.js';
import { Transactions } from '../../platform/database/transactions.js';
import { fromGlobalId, toGlobalId } from '../../platform/graphql/global-ids.js';
import type { Asker } from '../../platform/graphql/in-process.js';
import { MembersDoor, type Seen } from '../members-door.js';
import { askerOf, sendPage, textOf } from '../members-page.js';
import { nominationPage, noElectionPage, type ShownElection } from './nomination.page.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) {
  ... on ElectionWithoutCandidates { id title instructions state phase phaseEndsAt whatNow heard
    viewerNomination { personId reason } declinedIds explanation
    nominations(first: 100) { edges { node { round byId personId reason } } } } } }`;
const NOMINATE = `mutation ($input: NominateInput!) { done: nominate(input: $input) {
  __typename ... on Problem { message } } }`;
const DECLINE = `mutation ($input: DeclineNominationInput!) { done: declineNomination(input: $input) {
  __typename ... on Problem { message } } }`;

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
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Transactions) private readonly transactions: Transactions,
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
    const asker = this.door.senderOf(request);
    const typed = { name: textOf(form?.name), reason: textOf(form?.reason) };
    const read = await this.read(asker, address);
    if (!read) return sendPage(reply, 404, noElectionPage(asker.locale, typed.reason));
    const said = await this.do(asker, read.node.id, textOf(form?.act), typed);
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
    if (act === 'decline') return this.door.press(asker, DECLINE, { electionId });
    if (act === 'nobody') return this.door.press(asker, NOMINATE, { electionId, personId: null, reason });
    const personId = await this.memberCalled(electionId, name);
    if (personId === null) return WORDS[asker.locale].unknown(name);
    return this.door.press(asker, NOMINATE, { electionId, personId, reason });
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
    const { node: election, viewerId } = read;
    const names = await this.door.namesOf(asker, namedIn(election));
    const place = await this.door.placeOf(election.id);
    const page = nominationPage(asker.locale, election, { ...place, viewerId, names, said, typed });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  private read(asker: Asker, address: string): Promise<Seen<ShownElection> | null> {
    return this.door.readAt<ShownElection>(asker, ['ElectionWithoutCandidates', address], READ);
  }
}

/** Whom an election names by their ids. */
const namedIn = ({ nominations, viewerNomination }: ShownElection): (string | null)[] => [
  ...nominations.edges.flatMap(({ node }) => [node.byId, node.personId]),
  viewerNomination?.personId ?? null,
];
