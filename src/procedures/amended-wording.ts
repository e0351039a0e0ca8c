import { baseOf, type AmendedBase } from '../amendments/amendment.rules.js';
import { AmendmentBaseRow } from '../amendments/amendment.entity.js';
import { findCollective } from '../collectives/charter.queries.js';
import { hashText } from '../core/kernel/hash.js';
import type { Uuid } from '../core/kernel/ids.js';
import { civilDateOf, type Instant } from '../core/kernel/instants.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import {
  amendableOf,
  amendWording,
  wordingToAmend,
  type Amendable,
  type AmendedVersion,
  type TextNow,
} from '../core/text/amend/amendable.js';
import { assemble } from '../core/text/amend/assemble.js';
import { markdownOf, readBlocks } from '../core/text/amend/blocks.js';
import type { Hunk } from '../core/text/amend/hunk.js';
import type { Reader, Tx } from '../platform/database/transactions.js';
import { versionOf } from '../proposals/lock-proposal.js';
import type { ProposalRow, ProposalVersionRow } from '../proposals/proposal.entity.js';
import { versionsOfText } from '../texts/text.queries.js';

type Version = Pick<
  ProposalVersionRow,
  'collectiveId' | 'proposalId' | 'version' | 'rationale' | 'effects' | 'question'
>;

/** What of a version is amended, with the text that it is of as it stands now. */
export interface Amending {
  readonly version: Version;
  readonly amendable: Amendable;
  readonly text: TextNow;
}

export async function amendingOf(
  reader: Reader,
  version: Version,
  { foundingSubject }: Pick<ProposalRow, 'foundingSubject'>,
): Promise<Amending | Refusal<'NOT_AMENDABLE'>> {
  if (foundingSubject !== null) return refuse('NOT_AMENDABLE', { reason: 'OF_FOUNDING' });
  const amendable = amendableOf(version);
  if (amendable instanceof Refusal) return amendable;
  return { version, amendable, text: await textNow(reader, version.collectiveId, amendable) };
}

async function textNow(reader: Reader, collectiveId: Uuid, amendable: Amendable): Promise<TextNow> {
  const facts = await findCollective(reader, collectiveId);
  if (!facts) throw refuse('NOT_FOUND');
  const { zone, locale } = facts;
  const [clock] = await reader.rows<{ now: Instant }>('SELECT ormee.instant() AS now');
  const { now } = clock as { now: Instant };
  const versions =
    amendable.kind === 'PATCH_TEXT'
      ? await versionsOfText(reader, collectiveId, amendable.effect.textId)
      : [];
  return { versions, now, today: civilDateOf(now, zone), locale };
}

/** A proposal as it is amended. */
export interface ReadAmending {
  readonly version: number;
  readonly title: string;
  readonly base: AmendedBase | Refusal;
}

/** What of a proposal that all members see is amended now, or why nothing is; null where there is no such proposal. */
export async function readAmending(
  reader: Reader,
  collectiveId: Uuid,
  proposalId: Uuid,
): Promise<ReadAmending | null> {
  const [proposal] = await reader.rows<Pick<ProposalRow, 'currentVersion' | 'foundingSubject'>>(
    `SELECT current_version AS "currentVersion", founding_subject AS "foundingSubject"
     FROM ormee.proposal WHERE collective_id = $1 AND id = $2 AND visibility IN ('PUBLIC', 'MEMBERS')`,
    [collectiveId, proposalId],
  );
  if (!proposal) return null;
  const version = await versionOf(reader, collectiveId, proposalId, proposal.currentVersion);
  return {
    version: version.version,
    title: version.title,
    base: await baseOrWhyNot(reader, version, proposal),
  };
}

/** The wording of a version as it is amended now; the refusal where it cannot be, returned. */
export async function baseOrWhyNot(
  reader: Reader,
  version: Version,
  proposal: Pick<ProposalRow, 'foundingSubject'>,
): Promise<AmendedBase | Refusal> {
  const amending = await amendingOf(reader, version, proposal);
  return amending instanceof Refusal ? amending : currentBase(amending);
}

/** The wording that is amended at this moment; the refusal of a proposal whose effects apply no more. */
export function currentBase({ version, amendable, text }: Amending): AmendedBase | Refusal {
  const markdown = wordingToAmend(amendable, version, text);
  return markdown instanceof Refusal ? markdown : baseOf(markdown);
}

/** The version that an amended copy makes. */
export const amendedBy = (
  { version, amendable, text }: Amending,
  copy: string,
  newId: () => Uuid,
): AmendedVersion | Refusal => amendWording(amendable, version, copy, text, newId);

/** What hunks make of a wording. */
export const madeOf = ({ markdown }: AmendedBase, hunks: readonly Hunk[]): string =>
  markdownOf(assemble(readBlocks(markdown), hunks));

/** Keeps a wording for ever, once. */
export async function keepBase(
  tx: Tx,
  { collectiveId, proposalId, version }: Version,
  { markdown, hash }: AmendedBase,
): Promise<void> {
  if (hash !== hashText(markdown)) throw new Error('a wording under a hash that is not its own');
  const [kept] = await tx.rows(
    'SELECT FROM ormee.amendment_base WHERE collective_id = $1 AND proposal_id = $2 AND hash = $3',
    [collectiveId, proposalId, hash],
  );
  if (!kept) await tx.insert(AmendmentBaseRow, { collectiveId, proposalId, hash, version, markdown });
}
