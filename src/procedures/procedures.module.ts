import { Module } from '@nestjs/common';
import { JOB_HANDLERS, Jobs, type JobHandler } from '../platform/jobs/jobs.js';
import { ChallengeActs } from './challenge.graphql.js';
import { closePoll } from './close-poll.js';
import { ContestActs, ContestsOfDecisionResolver } from './contest.graphql.js';
import { ExclusionActs, PollExclusionResolver } from './exclusion.graphql.js';
import { FoundingDraftActs } from './founding.graphql.js';
import { ImportActs } from './imports.graphql.js';
import { CLOSE_POLL, PROCLAIM_POLL } from './job-kinds.js';
import { LeavingActs } from './leaving.graphql.js';
import { DecisionPollResolver, NodesResolver, PollDecisionResolver } from './nodes.graphql.js';
import { PeopleActs } from './people.graphql.js';
import { PollActs } from './polls.graphql.js';
import { proclaim } from './proclaim.js';
import { SignatoriesResolver } from './signatories.graphql.js';
import { ProposalActs } from './proposals.graphql.js';

const handlers: ReadonlyMap<string, JobHandler> = new Map<string, JobHandler>([
  [CLOSE_POLL, async (tx, job) => void (await closePoll(tx, job.collectiveId, job.subjectId))],
  [PROCLAIM_POLL, async (tx, job) => void (await proclaim(tx, job.collectiveId, job.subjectId))],
]);

@Module({
  providers: [
    { provide: JOB_HANDLERS, useValue: handlers },
    Jobs,
    ProposalActs,
    FoundingDraftActs,
    PollActs,
    LeavingActs,
    PeopleActs,
    ImportActs,
    SignatoriesResolver,
    NodesResolver,
    DecisionPollResolver,
    PollDecisionResolver,
    ExclusionActs,
    PollExclusionResolver,
    ChallengeActs,
    ContestActs,
    ContestsOfDecisionResolver,
  ],
  exports: [Jobs],
})
export class ProceduresModule {}
