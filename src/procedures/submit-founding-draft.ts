import { lockConstituting } from '../collectives/lock-constituting.js';
import { readCharterFile } from '../collectives/read-charter-file.js';
import {
  foundingProvisionId,
  foundingTextId,
  refuseMajority,
  refuseOutOfTurn,
  type FoundersMajority,
  type FoundingSubject,
} from '../core/charter/founding.js';
import type { Locale, MemberActor } from '../core/kernel/actors.js';
import type { Effect, TakeOverText } from '../core/kernel/effects.js';
import type { Uuid } from '../core/kernel/ids.js';
import type { CivilDate } from '../core/kernel/instants.js';
import { refuse, Refusal } from '../core/kernel/refusals.js';
import { numberKey } from '../core/text/content.js';
import { standingAfter } from '../core/text/history.js';
import { provisionsFromMarkdown } from '../core/text/markdown.js';
import { once, type Repeat } from '../platform/database/idempotency.js';
import type { Tx } from '../platform/database/transactions.js';
import { takeOverFromInput } from '../decisions/effect-take-over-text.graphql.js';
import { lockProposal, mayBeRevised } from '../proposals/lock-proposal.js';
import { ProposalRow } from '../proposals/proposal.entity.js';
import { checkWording } from '../proposals/proposal.rules.js';
import { dayOf } from '../collectives/charter.queries.js';
import { tryEffects } from './effects.js';
import { adoptedDrafts, adoptedSubjects, effectsOfFounding, type AdoptedDrafts } from './founding-drafts.js';
import { writeVersion, type Wording } from './submit-proposal.js';

/** What founders settle, as one of them writes it. The confirmation gathers what is adopted: nobody writes it. */
export type FoundingDraft =
  | { readonly subject: 'MAJORITY'; readonly majority: FoundersMajority }
  | { readonly subject: 'CHARTER'; readonly file: string }
  | { readonly subject: 'TEXTS'; readonly texts: readonly DraftText[] }
  | { readonly subject: 'CONFIRMATION' };

export interface DraftText {
  readonly title: string;
  readonly matter: 'DEEP' | 'GOVERNANCE';
  /** Null: it comes with a history. */
  readonly markdown: string | null;
  /** The JSON of a text that lived elsewhere; null: it is new. */
  readonly history: string | null;
}

export interface DraftSubmission {
  readonly draft: FoundingDraft;
  /** Null: the subject's own name. */
  readonly title: string | null;
  readonly rationale: string;
}

const TITLES: Readonly<Record<Locale, Readonly<Record<FoundingSubject, string>>>> = {
  fr: {
    MAJORITY: 'La majorité de notre fondation',
    CHARTER: 'Nos règles de fonctionnement',
    TEXTS: 'Nos textes',
    CONFIRMATION: 'Fondation',
  },
  en: {
    MAJORITY: 'The majority of our founding',
    CHARTER: 'Our charter',
    TEXTS: 'Our texts',
    CONFIRMATION: 'Founding',
  },
};

/** Puts a draft of the founding to its founders. Several on one subject may stand side by side: the last adopted holds. */
export function submitFoundingDraft(
  tx: Tx,
  actor: MemberActor,
  submission: DraftSubmission & { readonly repeat: Repeat },
): Promise<Uuid> {
  return once(tx, { ...actor, ...submission.repeat, act: 'submitFoundingDraft' }, async () => {
    const { collectiveId, memberId } = actor;
    const wording = await wordingOf(tx, collectiveId, submission);
    const id = tx.id();
    await tx.insert(ProposalRow, {
      collectiveId,
      id,
      authorId: memberId,
      state: 'OPEN',
      currentVersion: 1,
      createdAt: await tx.now(),
      visibility: 'MEMBERS',
      answersContestId: null,
      foundingSubject: submission.draft.subject,
      groupId: null,
      handedAt: null,
      advises: null,
    });
    await writeVersion(
      tx,
      actor,
      id,
      1,
      wording,
      { matter: 'GOVERNANCE' },
      { founding: submission.draft.subject },
    );
    return id;
  });
}

/** Amends a draft: a new version takes the place of the current one, on the same subject. */
export async function reviseFoundingDraft(
  tx: Tx,
  actor: MemberActor,
  revision: DraftSubmission & { readonly proposalId: Uuid; readonly expectedVersion: number },
): Promise<Uuid> {
  const { collectiveId } = actor;
  const proposal = await lockProposal(tx, collectiveId, revision.proposalId);
  const refusal = mayBeRevised(proposal, actor, revision.expectedVersion);
  if (refusal) throw refusal;
  if (proposal.foundingSubject !== revision.draft.subject)
    throw refuse('INVALID_INPUT', { field: 'draft', reason: 'OTHER_SUBJECT' }, ['input', 'draft']);
  const wording = await wordingOf(tx, collectiveId, revision);
  const version = proposal.currentVersion + 1;
  await writeVersion(
    tx,
    actor,
    proposal.id,
    version,
    wording,
    { matter: 'GOVERNANCE' },
    { founding: revision.draft.subject },
  );
  await tx.rows('UPDATE ormee.proposal SET current_version = $3 WHERE collective_id = $1 AND id = $2', [
    collectiveId,
    proposal.id,
    version,
  ]);
  return proposal.id;
}

/** Everything that may be said against a draft before anybody votes on it. */
async function wordingOf(
  tx: Tx,
  collectiveId: Uuid,
  { draft, title, rationale }: DraftSubmission,
): Promise<Wording> {
  const { locale, zone } = await lockConstituting(tx, collectiveId);
  const adopted = await adoptedDrafts(tx, collectiveId);
  const { today } = await dayOf(tx, zone);
  const effects = effectsOfDraft(collectiveId, draft, adopted, today);
  const wording = {
    title: title ?? TITLES[locale][draft.subject],
    rationale,
    effects,
    question: null,
    raiseTo: null,
  };
  const refusal = checkWording(wording) ?? (await tryDraft(tx, collectiveId, zone, draft, effects, adopted));
  if (refusal) throw refusal;
  return wording;
}

/**
 * A draft applies as things will stand at decision 0. A charter is tried together with the adopted texts, once there are
 * some: what it cites must be in them. Before that, and for texts that a charter does not cite yet, the confirmation
 * says the last word.
 */
async function tryDraft(
  tx: Tx,
  collectiveId: Uuid,
  zone: string,
  { subject }: FoundingDraft,
  effects: readonly Effect[],
  adopted: AdoptedDrafts,
): Promise<Refusal | null> {
  const texts = adopted.get('TEXTS')?.effects ?? [];
  if (subject === 'CHARTER' && texts.length === 0) return null;
  const together = subject === 'CHARTER' ? [...texts, ...effects] : effects;
  return (await tryEffects(tx, { collectiveId, ...(await dayOf(tx, zone)), effects: together })).refusal;
}

function effectsOfDraft(
  collectiveId: Uuid,
  draft: FoundingDraft,
  adopted: AdoptedDrafts,
  today: CivilDate,
): readonly Effect[] {
  switch (draft.subject) {
    case 'MAJORITY': {
      const refusal = refuseMajority(draft.majority);
      if (refusal) throw refusal;
      return [{ kind: 'AGREE_MAJORITY', ...draft.majority }];
    }
    case 'CHARTER':
      return charterOf(collectiveId, draft.file, adopted.get('TEXTS')?.effects ?? [], today);
    case 'TEXTS':
      return draft.texts.map((text, place) => textOf(collectiveId, text, place));
    case 'CONFIRMATION': {
      const refusal = refuseOutOfTurn('CONFIRMATION', adoptedSubjects(adopted));
      if (refusal) throw refusal;
      return effectsOfFounding(adopted);
    }
  }
}

/** A text with a history keeps its identities: its articles are cited once it is adopted, by the numbers they bear today. */
function charterOf(
  collectiveId: Uuid,
  file: string,
  texts: readonly Effect[],
  today: CivilDate,
): readonly Effect[] {
  const { clauses, membership } = readCharterFile(
    file,
    ({ text, number }) =>
      provisionTakenOver(texts, text, number, today) ?? foundingProvisionId(collectiveId, text, number),
  );
  return [
    {
      kind: 'CHANGE_CHARTER',
      changes: clauses.map((clause) => ({ matter: clause.matter, expectedHash: null, clause })),
      membership: membership && { expectedHash: null, rule: membership },
    },
  ];
}

function provisionTakenOver(
  texts: readonly Effect[],
  title: string,
  number: string,
  today: CivilDate,
): Uuid | undefined {
  const text = texts.find(
    (one): one is TakeOverText => one.kind === 'TAKE_OVER_TEXT' && numberKey(one.title) === numberKey(title),
  );
  return (text ? standingAfter(text, today) : []).find(
    ({ content }) => numberKey(content.number) === numberKey(number),
  )?.provisionId;
}

/** A text that lived elsewhere, whole: its title is the one that the file says, for it is found by it. */
function pastTextOf({ title, matter, history }: DraftText, path: readonly (string | number)[]): Effect {
  const effect = takeOverFromInput({ matter, history: history ?? '' }, { path });
  if (effect.title === title) return effect;
  throw refuse('INVALID_INPUT', { field: 'title', reason: 'OTHER_TITLE' }, [...path, 'title']);
}

/** A text under the identities that its title and its numbers give it, the same in each of its drafts. */
function textOf(collectiveId: Uuid, text: DraftText, place: number): Effect {
  const path = ['input', 'draft', 'texts', place];
  const { title, matter, markdown } = text;
  if (markdown === null) return pastTextOf(text, path);
  const names = new Map<Uuid, Uuid>();
  const numbers = new Set<string>();
  let count = 0;
  const read = provisionsFromMarkdown(markdown, () => String((count += 1)));
  if (read instanceof Refusal) throw new Refusal(read.code, read.facts, [...path, 'markdown']);
  const operations = read.operations.map((operation) => {
    const { number } = operation.content;
    if (numbers.has(numberKey(number))) throw refuse('NUMBER_TAKEN', { number }, [...path, 'markdown']);
    numbers.add(numberKey(number));
    const provisionId = foundingProvisionId(collectiveId, title, number);
    names.set(operation.provisionId, provisionId);
    const named = (id: Uuid | null): Uuid | null => (id === null ? null : (names.get(id) as Uuid));
    return {
      ...operation,
      provisionId,
      parentId: named(operation.parentId),
      afterId: named(operation.afterId),
    };
  });
  return { kind: 'ADOPT_TEXT', textId: foundingTextId(collectiveId, title), title, matter, operations };
}
