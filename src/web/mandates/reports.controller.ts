import { Body, Controller, Get, Inject, Param, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Asker } from '../../platform/graphql/in-process.js';
import { Ids } from '../../platform/random/ids.js';
import { MembersDoor, type Seen } from '../members-door.js';
import { askerOf, sendPage, textOf } from '../members-page.js';
import { lastUpTo, noPage, placeIn, unwritable } from '../members-parts.js';
import { mayReport, reportPage, type ReportedMandate, type ShownReport } from './report.page.js';
import { HERE } from './ways.js';
import { WORDS } from './words.js';

const READ = `query ($id: ID!) { viewer { member { id } } node(id: $id) { ... on Mandate {
  id task title holders { id } formerHolders { memberId } reports { number versions { version body authorId writtenAt } } } } }`;
const IN_TASK = `query ($task: String!) {
  mandates(first: 1, task: $task, live: true) { edges { node { holders { id } } } } }`;
const REWRITE = `mutation ($input: ReportOnMandateInput!) { done: reportOnMandate(input: $input) {
  __typename ... on Problem { message } } }`;

interface InTask {
  readonly mandates: {
    readonly edges: readonly { readonly node: { readonly holders: readonly { readonly id: string }[] } }[];
  };
}

type Form = { readonly report?: unknown; readonly version?: unknown; readonly key?: unknown } | undefined;

/** The page of one report on a mandate, on which it gets a new version: a form without script on the API's act. */
@Controller('qui-fait-quoi/:address/comptes-rendus/:number')
export class ReportsController {
  constructor(
    @Inject(MembersDoor) private readonly door: MembersDoor,
    @Inject(Ids) private readonly ids: Ids,
  ) {}

  @Get()
  open(
    @Param() at: At,
    @Query('jusque') upTo: unknown,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.show(reply, askerOf(request), at, { upTo: placeIn(upTo) });
  }

  @Post()
  async send(
    @Param() at: At,
    @Body() form: Form,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asker = this.door.senderOf(request);
    const [typed, key] = [textOf(form?.report), textOf(form?.key)];
    const read = await this.read(asker, at);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [typed]));
    const { node: mandate, report } = read;
    const input = {
      mandateId: mandate.id,
      number: report.number,
      expectedVersion: placeIn(form?.version) ?? 0,
      body: typed,
      idempotencyKey: key === '' ? null : key,
    };
    const said = unwritable(typed, asker.locale) ?? (await this.door.press(asker, REWRITE, input));
    if (said !== null) return this.show(reply, asker, at, { said, typed });
    // Read again where it stands: whoever turns back, or reloads, sends nothing twice.
    const isAmongLast = lastUpTo(mandate.reports, null).shown.includes(report);
    const upTo = isAmongLast ? '' : `?jusque=${report.number}`;
    await reply.redirect(`${HERE}/${at.address}${upTo}#r${report.number}`, 303);
  }

  private async show(
    reply: FastifyReply,
    asker: Asker,
    at: At,
    { upTo = null, said = null, typed = null }: Partial<Shown>,
  ): Promise<void> {
    const read = await this.read(asker, at);
    if (!read) return sendPage(reply, 404, noPage(asker.locale, WORDS[asker.locale], [typed ?? '']));
    const { node: mandate, report, viewerId } = read;
    const page = reportPage(asker.locale, mandate, report, {
      ...(await this.door.placeOf(mandate.id)),
      names: await this.door.namesOf(
        asker,
        report.versions.map(({ authorId }) => authorId),
      ),
      ...{ viewerId, upTo, said, typed },
      mayReport: mayReport(mandate, await this.inTask(asker, mandate), viewerId),
      key: this.ids.unordered(),
    });
    return sendPage(reply, said === null ? 200 : 422, page);
  }

  /** Null also for a number that no report has. */
  private async read(
    asker: Asker,
    { address, number }: At,
  ): Promise<(Seen<ReportedMandate> & { readonly report: ShownReport }) | null> {
    const read = await this.door.readAt<ReportedMandate>(asker, ['Mandate', address], READ);
    const report = read?.node.reports.find((one) => one.number === placeIn(number));
    return read && report ? { ...read, report } : null;
  }

  private async inTask(asker: Asker, { task }: ReportedMandate): Promise<string[]> {
    const read = await this.door.read<InTask>(asker, IN_TASK, { task });
    return (read?.mandates.edges ?? []).flatMap(({ node }) => node.holders.map(({ id }) => id));
  }
}

interface At {
  readonly address: string;
  readonly number: string;
}

interface Shown {
  readonly upTo: number | null;
  readonly said: string | null;
  readonly typed: string | null;
}
