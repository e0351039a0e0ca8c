import { MigrationExecutor, type DataSource, type QueryRunner } from 'typeorm';
import { AHistoryIsTakenOver20261127072900 } from '../../../migrations/20261127072900-a-history-is-taken-over.js';
import { WordsLeadToTheirAmendment20261127060000 } from '../../../migrations/20261127060000-words-lead-to-their-amendment.js';
import { ATaskIsOneLineUntilItIsDecided20261127101700 } from '../../../migrations/20261127101700-a-task-is-one-line-until-it-is-decided.js';
import { ALetterWaitsAsLongAsItMatters20261127120900 } from '../../../migrations/20261127120900-a-letter-waits-as-long-as-it-matters.js';
import { AnErasedNameIsServedToNobody20261127120700 } from '../../../migrations/20261127120700-an-erased-name-is-served-to-nobody.js';
import { ACircleElectsWithoutCandidates20261127121500 } from '../../../migrations/20261127121500-a-circle-elects-without-candidates.js';
import { ARelayBringsABallotForWhoeverAsked20261127113100 } from '../../../migrations/20261127113100-a-relay-brings-a-ballot-for-whoever-asked.js';
import { ABoxWaitsForWhoeverNoLetterReaches20261127130400 } from '../../../migrations/20261127130400-a-box-waits-for-whoever-no-letter-reaches.js';
import { ALetterCountsOnce20261127130500 } from '../../../migrations/20261127130500-a-letter-counts-once.js';
import { ASignatureIsVerified20261127094000 } from '../../../migrations/20261127094000-a-signature-is-verified.js';
import { KeysLeadWithTheCollective20261123080000 } from '../../../migrations/20261123080000-keys-lead-with-the-collective.js';
import { TheRegisterOnlyGrows20261123080100 } from '../../../migrations/20261123080100-the-register-only-grows.js';
import { EveryWordHasItsDecision20261123080200 } from '../../../migrations/20261123080200-every-word-has-its-decision.js';
import { OneBallotAMemberAndPoll20261123080300 } from '../../../migrations/20261123080300-one-ballot-a-member-and-poll.js';
import { NobodyLooksLikeSomebodyElse20261126110000 } from '../../../migrations/20261126110000-nobody-looks-like-somebody-else.js';
import { ALinkSaysWhoGaveIt20261126110100 } from '../../../migrations/20261126110100-a-link-says-who-gave-it.js';
import { ALetterWaitsForItsServer20261126110200 } from '../../../migrations/20261126110200-a-letter-waits-for-its-server.js';
import { WhoBecomesAMember20261126113000 } from '../../../migrations/20261126113000-who-becomes-a-member.js';
import { KeysThatSignedAreKnown20261126120000 } from '../../../migrations/20261126120000-keys-that-signed-are-known.js';
import { NobodyIsExcludedWithoutGrounds20261126130000 } from '../../../migrations/20261126130000-nobody-is-excluded-without-grounds.js';
import { AnAgendaLeadsTheSitting20261126115000 } from '../../../migrations/20261126115000-an-agenda-leads-the-sitting.js';
import { ACollectiveFoundsItself20261126131500 } from '../../../migrations/20261126131500-a-collective-founds-itself.js';
import { WhatIsOverIsForgotten20261126140000 } from '../../../migrations/20261126140000-what-is-over-is-forgotten.js';
import { AnExportIsLogged20261126140000 } from '../../../migrations/20261126140000-an-export-is-logged.js';
import { GroundsAreNeverPublic20261126150000 } from '../../../migrations/20261126150000-grounds-are-never-public.js';
import { ANameThatWasBorneIsKept20261126150100 } from '../../../migrations/20261126150100-a-name-that-was-borne-is-kept.js';
import { AProposalIsAmendedBeforeItIsVoted20261127010000 } from '../../../migrations/20261127010000-a-proposal-is-amended-before-it-is-voted.js';
import { APollElectsAmongOptions20261126190000 } from '../../../migrations/20261126190000-a-poll-elects-among-options.js';
import { ADeclarationIsFoundAgain20261127020000 } from '../../../migrations/20261127020000-a-declaration-is-found-again.js';
import { ConsentIsSoughtInRounds20261127090000 } from '../../../migrations/20261127090000-consent-is-sought-in-rounds.js';
import { LettersComeOnce20261127105800 } from '../../../migrations/20261127105800-letters-come-once.js';
import { GroupsHaveNoOwner20261127100000 } from '../../../migrations/20261127100000-groups-have-no-owner.js';
import { PeopleTalkBeforeTheyDecide20261127083000 } from '../../../migrations/20261127083000-people-talk-before-they-decide.js';
import { AGroupDecidesInItsScope20261127103000 } from '../../../migrations/20261127103000-a-group-decides-in-its-scope.js';
import { AConcernComesBack20261127131400 } from '../../../migrations/20261127131400-a-concern-comes-back.js';
import { ATitleIsHiddenAsWordsAre20261127132100 } from '../../../migrations/20261127132100-a-title-is-hidden-as-words-are.js';
import { ARelayDoesAnyActForWhoeverAsked20261127154500 } from '../../../migrations/20261127154500-a-relay-does-any-act-for-whoever-asked.js';
import { ALinePassedOverIsRemembered20261127163000 } from '../../../migrations/20261127163000-a-line-passed-over-is-remembered.js';
import { ARoundAsksForTheWordsThatStand20261127190000 } from '../../../migrations/20261127190000-a-round-asks-for-the-words-that-stand.js';
import { ARequestSaysWhatARelayMayDo20261128093000 } from '../../../migrations/20261128093000-a-request-says-what-a-relay-may-do.js';
import { AnOfferOutlivesItsAuthorNoMore20261127170500 } from '../../../migrations/20261127170500-an-offer-outlives-its-author-no-more.js';
import { RequestsStandBesideEachOther20261127165500 } from '../../../migrations/20261127165500-requests-stand-beside-each-other.js';
import { WhatAMembershipHeldEndsWithIt20261127164500 } from '../../../migrations/20261127164500-what-a-membership-held-ends-with-it.js';
import { WhatIsUnreadIsCountedAtOnce20261127132500 } from '../../../migrations/20261127132500-what-is-unread-is-counted-at-once.js';
import { openDataSource } from './data-source.js';
import { SERVING_ROLE } from './roles.js';

/** Every migration, in the order of their moments: they only go up. Two of one moment go by their names. */
export const MIGRATIONS = [
  KeysLeadWithTheCollective20261123080000,
  TheRegisterOnlyGrows20261123080100,
  EveryWordHasItsDecision20261123080200,
  OneBallotAMemberAndPoll20261123080300,
  NobodyLooksLikeSomebodyElse20261126110000,
  ALinkSaysWhoGaveIt20261126110100,
  ALetterWaitsForItsServer20261126110200,
  WhoBecomesAMember20261126113000,
  AnAgendaLeadsTheSitting20261126115000,
  KeysThatSignedAreKnown20261126120000,
  NobodyIsExcludedWithoutGrounds20261126130000,
  ACollectiveFoundsItself20261126131500,
  AnExportIsLogged20261126140000,
  WhatIsOverIsForgotten20261126140000,
  GroundsAreNeverPublic20261126150000,
  ANameThatWasBorneIsKept20261126150100,
  APollElectsAmongOptions20261126190000,
  AProposalIsAmendedBeforeItIsVoted20261127010000,
  ADeclarationIsFoundAgain20261127020000,
  WordsLeadToTheirAmendment20261127060000,
  AHistoryIsTakenOver20261127072900,
  PeopleTalkBeforeTheyDecide20261127083000,
  ConsentIsSoughtInRounds20261127090000,
  ASignatureIsVerified20261127094000,
  GroupsHaveNoOwner20261127100000,
  ATaskIsOneLineUntilItIsDecided20261127101700,
  AGroupDecidesInItsScope20261127103000,
  LettersComeOnce20261127105800,
  ARelayBringsABallotForWhoeverAsked20261127113100,
  AnErasedNameIsServedToNobody20261127120700,
  ALetterWaitsAsLongAsItMatters20261127120900,
  ACircleElectsWithoutCandidates20261127121500,
  ABoxWaitsForWhoeverNoLetterReaches20261127130400,
  ALetterCountsOnce20261127130500,
  AConcernComesBack20261127131400,
  ATitleIsHiddenAsWordsAre20261127132100,
  WhatIsUnreadIsCountedAtOnce20261127132500,
  ARelayDoesAnyActForWhoeverAsked20261127154500,
  ALinePassedOverIsRemembered20261127163000,
  WhatAMembershipHeldEndsWithIt20261127164500,
  RequestsStandBesideEachOther20261127165500,
  AnOfferOutlivesItsAuthorNoMore20261127170500,
  ARoundAsksForTheWordsThatStand20261127190000,
  ARequestSaysWhatARelayMayDo20261128093000,
] as const;

/** One process migrates at a time; the number names this lock and nothing else. */
export const MIGRATION_LOCK = 7_313_651;

/** The names of every migration that this code knows, as a database and a backup keep them. */
export const MIGRATION_NAMES: readonly string[] = MIGRATIONS.map(({ name }) => name);

/** What must be there before the first migration. */
const SCHEMA = [
  'CREATE SCHEMA IF NOT EXISTS ormee',
  `GRANT USAGE ON SCHEMA ormee TO ${SERVING_ROLE}`,
] as const;

/** Brings a database to the present schema, as its owner. The serving role exists by then. Answers how many migrations ran. */
export async function migrate(ownerUrl: string): Promise<number> {
  const owner = await openDataSource({
    url: ownerUrl,
    poolSize: 3,
    migrations: MIGRATIONS,
    applicationName: 'ormee migration',
  });
  try {
    return await migrateAlone(owner);
  } finally {
    await owner.destroy();
  }
}

async function migrateAlone(owner: DataSource): Promise<number> {
  const guard = owner.createQueryRunner();
  try {
    await guard.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK]);
    for (const statement of SCHEMA) await guard.query(statement);
    return (await owner.runMigrations()).length;
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
  }
}

/**
 * Brings a schema that is not there yet to where some migrations led, in the transaction that is open on `runner`,
 * which holds MIGRATION_LOCK: for a backup, which goes back into the schema that it came from.
 */
export async function migrateWithin(source: DataSource, runner: QueryRunner): Promise<void> {
  for (const statement of SCHEMA) await runner.query(statement);
  const executor = new MigrationExecutor(source, runner);
  executor.transaction = 'all';
  await executor.executePendingMigrations();
}
