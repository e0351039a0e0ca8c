import { Module } from '@nestjs/common';
import type { Config } from '../platform/config/config.js';
import { CONFIG } from '../platform/config/config.token.js';
import { CLOSE_POLL } from '../polls/job-kinds.js';
import { FORGET } from '../platform/jobs/forgetting.js';
import { JOB_HANDLERS, Jobs, type JobHandler } from '../platform/jobs/jobs.js';
import { RETURN_CONCERN, returnConcern } from '../deliberation/carry-concerns.js';
import { RESTORE_CONTRIBUTION, restoreContribution } from '../deliberation/moderate.js';
import { RESTORE_THREAD_WORDS, restoreThreadWords } from '../deliberation/moderate-thread.js';
import { SLEEP_GROUP, sleepWhenDormant } from '../groups/dormancy.js';
import { settleAcceptance } from './accept-amendment.js';
import { AmendmentFileResolver } from './amendment-file.graphql.js';
import { AmendmentActs } from './amendments.graphql.js';
import { ChallengeActs } from './challenge.graphql.js';
import { closePoll } from './close-poll.js';
import { ContestActs, ContestsOfDecisionResolver } from './contest.graphql.js';
import { ExclusionActs, PollExclusionResolver } from './exclusion.graphql.js';
import { FollowUpActs } from './follow-ups.graphql.js';
import { GroupStories, PartsOfGroupResolver } from './groups.graphql.js';
import { FoundingDraftActs } from './founding.graphql.js';
import { forget } from './forget.js';
import { ImportActs } from './imports.graphql.js';
import { freezeAtDeadline } from './set-amendment-deadline.js';
import {
  FREEZE_AMENDMENTS,
  MOVE_CONSENT,
  MOVE_ELECTION,
  PROCLAIM_POLL,
  CARRY_AMENDMENTS,
  SETTLE_ACCEPTANCE,
} from './job-kinds.js';
import { LeavingGroupActs } from './leave-group.graphql.js';
import { LeavingActs } from './leaving.graphql.js';
import { DecisionPollResolver, NodesResolver, PollDecisionResolver } from './nodes.graphql.js';
import { OwnDataResolver } from './own-data.graphql.js';
import { MandateStoryActs } from './mandates.graphql.js';
import { PaperSignatureActs } from './paper-signatures.graphql.js';
import { PeopleActs } from './people.graphql.js';
import { LotActs } from './lot.graphql.js';
import { PollActs } from './polls.graphql.js';
import { PollsToFinishResolver } from './polls-to-finish.graphql.js';
import { PreviewResolver } from './preview.graphql.js';
import { proclaim } from './proclaim.js';
import { carryAmendmentsOfTexts } from './carry-amendments.js';

import { moveElectionInTime } from './move-election.js';
import { moveConsentInTime } from './seek-consent.js';
import { ElectionActs } from './election-acts.graphql.js';
import { ConsentActs } from './consent-acts.graphql.js';
import { ConsentOfProposalResolver } from './consent.graphql.js';
import { SignatoriesResolver } from './signatories.graphql.js';
import { ProposalActs } from './proposals.graphql.js';

const handlersWith = ({ retention, smtpUrl }: Config): ReadonlyMap<string, JobHandler> =>
  new Map<string, JobHandler>([
    [FORGET, (tx, job) => forget(tx, job.collectiveId, retention, smtpUrl !== null)],
    [CLOSE_POLL, async (tx, job) => void (await closePoll(tx, job.collectiveId, job.subjectId))],
    [FREEZE_AMENDMENTS, (tx, job) => freezeAtDeadline(tx, job.collectiveId, job.subjectId)],
    [CARRY_AMENDMENTS, (tx, job) => carryAmendmentsOfTexts(tx, job.collectiveId, [job.subjectId])],
    [SETTLE_ACCEPTANCE, (tx, job) => settleAcceptance(tx, job.collectiveId, job.subjectId)],
    [RESTORE_CONTRIBUTION, (tx, job) => restoreContribution(tx, job.collectiveId, job.subjectId)],
    [RESTORE_THREAD_WORDS, (tx, job) => restoreThreadWords(tx, job.collectiveId, job.subjectId)],
    [RETURN_CONCERN, (tx, job) => returnConcern(tx, job.collectiveId, job.subjectId)],
    [MOVE_CONSENT, (tx, job) => moveConsentInTime(tx, job.collectiveId, job.subjectId)],
    [MOVE_ELECTION, (tx, job) => moveElectionInTime(tx, job.collectiveId, job.subjectId)],
    [SLEEP_GROUP, (tx, job) => sleepWhenDormant(tx, job.collectiveId, job.subjectId)],
    [PROCLAIM_POLL, async (tx, job) => void (await proclaim(tx, job.collectiveId, job.subjectId))],
  ]);

@Module({
  providers: [
    { provide: JOB_HANDLERS, inject: [CONFIG], useFactory: handlersWith },
    Jobs,
    ProposalActs,
    FoundingDraftActs,
    PollActs,
    LotActs,
    LeavingActs,
    PeopleActs,
    ImportActs,
    SignatoriesResolver,
    PaperSignatureActs,
    NodesResolver,
    DecisionPollResolver,
    PollDecisionResolver,
    ExclusionActs,
    PollExclusionResolver,
    ChallengeActs,
    MandateStoryActs,
    FollowUpActs,
    AmendmentActs,
    AmendmentFileResolver,
    ContestActs,
    ContestsOfDecisionResolver,
    OwnDataResolver,
    PollsToFinishResolver,
    PreviewResolver,
    ConsentActs,
    ElectionActs,
    ConsentOfProposalResolver,
    GroupStories,
    LeavingGroupActs,
    PartsOfGroupResolver,
  ],
  exports: [Jobs],
})
export class ProceduresModule {}
