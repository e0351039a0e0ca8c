import type { DataSource } from 'typeorm';
import { KeysLeadWithTheCollective20261123080000 } from '../../../migrations/20261123080000-keys-lead-with-the-collective.js';
import { TheRegisterOnlyGrows20261123080100 } from '../../../migrations/20261123080100-the-register-only-grows.js';
import { EveryWordHasItsDecision20261123080200 } from '../../../migrations/20261123080200-every-word-has-its-decision.js';
import { OneBallotAMemberAndPoll20261123080300 } from '../../../migrations/20261123080300-one-ballot-a-member-and-poll.js';
import { NobodyLooksLikeSomebodyElse20261126110000 } from '../../../migrations/20261126110000-nobody-looks-like-somebody-else.js';
import { WhoBecomesAMember20261126113000 } from '../../../migrations/20261126113000-who-becomes-a-member.js';
import { KeysThatSignedAreKnown20261126120000 } from '../../../migrations/20261126120000-keys-that-signed-are-known.js';
import { NobodyIsExcludedWithoutGrounds20261126130000 } from '../../../migrations/20261126130000-nobody-is-excluded-without-grounds.js';
import { openDataSource } from './data-source.js';
import { SERVING_ROLE } from './roles.js';

/** Every migration, in order: they only go up. */
export const MIGRATIONS = [
  KeysLeadWithTheCollective20261123080000,
  TheRegisterOnlyGrows20261123080100,
  EveryWordHasItsDecision20261123080200,
  OneBallotAMemberAndPoll20261123080300,
  NobodyLooksLikeSomebodyElse20261126110000,
  WhoBecomesAMember20261126113000,
  KeysThatSignedAreKnown20261126120000,
  NobodyIsExcludedWithoutGrounds20261126130000,
] as const;

/** One process migrates at a time; the number names this lock and nothing else. */
const MIGRATION_LOCK = 7_313_651;

/** Brings a database to the present schema, as its owner. The serving role exists by then. Answers how many migrations ran. */
export async function migrate(ownerUrl: string): Promise<number> {
  const owner = await openDataSource({ url: ownerUrl, poolSize: 3, migrations: MIGRATIONS });
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
    await guard.query('CREATE SCHEMA IF NOT EXISTS ormee');
    await guard.query(`GRANT USAGE ON SCHEMA ormee TO ${SERVING_ROLE}`);
    return (await owner.runMigrations()).length;
  } finally {
    await guard.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK]);
    await guard.release();
  }
}
