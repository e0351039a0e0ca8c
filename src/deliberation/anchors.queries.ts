import { contentWritten } from '../core/text/operations.js';
import { readBlocks, type Draft } from '../core/text/amend/blocks.js';
import { findAgain, pairsOf, type FoundAgain } from '../core/text/anchor.js';
import type { Effect } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { Reader } from '../platform/database/transactions.js';
import type { ContributionAnchorRow } from './contribution.entity.js';

/** Where a reader found the words that they speak of. */
export type ReadIn =
  | { readonly kind: 'PROPOSAL'; readonly proposalId: Uuid; readonly version: number }
  | { readonly kind: 'PROVISION'; readonly provisionVersionId: Uuid };

/** What a proposal says in one version, for somebody to quote: why it is put, then each wording that it would give. */
export function wordsOfProposal(version: {
  readonly rationale: string;
  readonly effects: readonly Effect[];
}): string {
  const written = version.effects.flatMap((effect) =>
    effect.kind === 'PATCH_TEXT' || effect.kind === 'ADOPT_TEXT'
      ? effect.operations.flatMap((operation) => contentWritten(operation) ?? [])
      : [],
  );
  return [version.rationale, ...written.flatMap(({ heading, body }) => [heading, body])]
    .filter((part) => part.trim() !== '')
    .join('\n\n');
}

/** The words of what somebody read, as every member sees it; null where it is not there, or not theirs to see. */
export async function wordsRead(reader: Reader, collectiveId: Uuid, where: ReadIn): Promise<string | null> {
  if (where.kind === 'PROPOSAL') {
    const [version] = await reader.rows<{ rationale: string; effects: readonly Effect[] }>(
      `SELECT version.rationale, version.effects FROM ormee.proposal_version version
       JOIN ormee.proposal whole ON whole.collective_id = version.collective_id AND whole.id = version.proposal_id
       WHERE version.collective_id = $1 AND version.proposal_id = $2 AND version.version = $3
         AND whole.visibility IN ('PUBLIC', 'MEMBERS')`,
      [collectiveId, where.proposalId, where.version],
    );
    return version ? wordsOfProposal(version) : null;
  }
  const [version] = await reader.rows<{ body: string }>(
    `SELECT version.body FROM ormee.provision_version version
     JOIN ormee.legal_text whole ON whole.collective_id = version.collective_id AND whole.id = version.text_id
     WHERE version.collective_id = $1 AND version.id = $2 AND whole.visibility IN ('PUBLIC', 'MEMBERS')`,
    [collectiveId, where.provisionVersionId],
  );
  return version?.body ?? null;
}

/** A passage that a contribution is about, and where its words stand now. */
export interface AnchorRecord extends ContributionAnchorRow {
  /** The provision, where it is of a text. */
  readonly provisionId: Uuid | null;
  /** The block that was read, as it stood then. */
  readonly blockThen: string;
  /** Null where the words are no longer there. */
  readonly found: FoundAgain | null;
  /** The block in which they stand now. */
  readonly blockNow: string | null;
}

/** The passages of some contributions, each found again in the version of now: two statements, however many they are. */
export async function anchorsOfContributions(
  reader: Reader,
  collectiveId: Uuid,
  ids: readonly Uuid[],
): Promise<AnchorRecord[]> {
  const anchors = await reader.rows<ContributionAnchorRow>(
    `SELECT collective_id AS "collectiveId", contribution_id AS "contributionId", proposal_id AS "proposalId",
       proposal_version AS "proposalVersion", provision_version_id AS "provisionVersionId", block,
       start_offset AS "startOffset", end_offset AS "endOffset", quote
     FROM ormee.contribution_anchor WHERE collective_id = $1 AND contribution_id = ANY($2::uuid[])`,
    [collectiveId, ids],
  );
  if (anchors.length === 0) return [];
  const texts = new Map((await readTexts(reader, collectiveId, anchors)).map((text) => [text.key, text]));
  const known = new Map<string, Compared>();
  return anchors.map((anchor) => {
    const text = texts.get(keyOf(anchor)) as ReadText;
    const compared = known.get(text.key) ?? compare(text);
    known.set(text.key, compared);
    return { ...anchor, provisionId: text.provisionId, ...standingOf(anchor, compared) };
  });
}

interface ReadText {
  readonly key: string;
  readonly provisionId: Uuid | null;
  readonly then: string;
  /** Null where nothing of it is in force. */
  readonly now: string | null;
}

interface Compared {
  readonly then: Draft;
  readonly now: Draft | null;
  readonly pairs: ReturnType<typeof pairsOf>;
}

function compare({ then, now }: ReadText): Compared {
  const [was, is] = [readBlocks(then), now === null ? null : readBlocks(now)];
  return { then: was, now: is, pairs: is ? pairsOf(was, is) : [] };
}

function standingOf(
  anchor: ContributionAnchorRow,
  { then, now, pairs }: Compared,
): Pick<AnchorRecord, 'blockThen' | 'found' | 'blockNow'> {
  const passage = { block: anchor.block, start: anchor.startOffset, end: anchor.endOffset };
  const found = now ? findAgain(then, passage, now, pairs) : null;
  const textOf = (draft: Draft | null, block: string | undefined): string | null =>
    draft?.blocks.find(({ id }) => id === block)?.text ?? null;
  return {
    blockThen: textOf(then, anchor.block) ?? anchor.quote,
    found,
    blockNow: textOf(now, found?.passage.block),
  };
}

const keyOf = ({ proposalId, proposalVersion, provisionVersionId }: ContributionAnchorRow): string =>
  provisionVersionId ?? `${proposalId ?? ''} ${proposalVersion ?? ''}`;

/** What was read and what stands in its place now, each once: many speak of one text. */
async function readTexts(
  reader: Reader,
  collectiveId: Uuid,
  anchors: readonly ContributionAnchorRow[],
): Promise<ReadText[]> {
  const rows = await reader.rows<{
    key: string;
    provisionId: Uuid | null;
    then: Words;
    now: Words | null;
  }>(TEXTS, [
    collectiveId,
    anchors.map(({ proposalId }) => proposalId),
    anchors.map(({ proposalVersion }) => proposalVersion),
    anchors.map(({ provisionVersionId }) => provisionVersionId),
  ]);
  return rows.map(({ then, now, ...rest }) => ({ ...rest, then: saidIn(then), now: now && saidIn(now) }));
}

type Words = { readonly body: string } | { readonly rationale: string; readonly effects: readonly Effect[] };

const saidIn = (words: Words): string => ('body' in words ? words.body : wordsOfProposal(words));

/** The day on which a text is read is that of its collective. */
const TEXTS = `
  WITH asked AS (SELECT DISTINCT * FROM unnest($2::uuid[], $3::integer[], $4::uuid[]) asked (proposal_id, version, provision_version_id))
  SELECT asked.proposal_id || ' ' || asked.version AS key, NULL::uuid AS "provisionId",
    json_build_object('rationale', was.rationale, 'effects', was.effects) AS "then",
    json_build_object('rationale', now.rationale, 'effects', now.effects) AS "now"
  FROM asked
  JOIN ormee.proposal whole ON whole.collective_id = $1 AND whole.id = asked.proposal_id
  JOIN ormee.proposal_version was ON was.collective_id = $1 AND was.proposal_id = whole.id
    AND was.version = asked.version
  JOIN ormee.proposal_version now ON now.collective_id = $1 AND now.proposal_id = whole.id
    AND now.version = whole.current_version
  UNION ALL
  SELECT asked.provision_version_id::text, was.provision_id, json_build_object('body', was.body),
    (SELECT json_build_object('body', now.body) FROM ormee.provision_version now
     WHERE now.collective_id = $1 AND now.provision_id = was.provision_id AND now.known_until IS NULL
       AND now.in_force_from <= today.day AND (now.in_force_until IS NULL OR now.in_force_until > today.day)
     ORDER BY now.known_from DESC LIMIT 1)
  FROM asked
  JOIN ormee.provision_version was ON was.collective_id = $1 AND was.id = asked.provision_version_id
  CROSS JOIN LATERAL (SELECT (ormee.instant() AT TIME ZONE collective.zone)::date AS day
    FROM ormee.collective collective WHERE collective.id = $1) today`;
