import { CollectiveRow } from '../src/collectives/collective.entity.js';
import { writeMembers } from '../src/collectives/write-members.js';
import type { Clause } from '../src/core/charter/clause.js';
import type { MemberKind } from '../src/core/kernel/actors.js';
import type { Effect } from '../src/core/kernel/effects.js';
import type { Json } from '../src/core/kernel/canonical-json.js';
import { hashJson } from '../src/core/kernel/hash.js';
import type { Uuid } from '../src/core/kernel/ids.js';
import { civilDateOf, type Zone } from '../src/core/kernel/instants.js';
import { personal } from '../src/core/kernel/leaves.js';
import { provisionsFromMarkdown } from '../src/core/text/markdown.js';
import { Refusal } from '../src/core/kernel/refusals.js';
import { DecisionRow } from '../src/decisions/decision.entity.js';
import type { Tx } from '../src/platform/database/transactions.js';
import { tryEffects } from '../src/procedures/effects.js';
import { openRegister } from '../src/register/open-register.js';
import { record } from '../src/register/record.js';
import { LegalTextRow } from '../src/texts/text.entity.js';

/** A collective as a file describes it, before it lives. */
export interface Seedling {
  readonly name: string;
  readonly zone: Zone;
  readonly locale: 'fr' | 'en';
  readonly members: readonly {
    readonly publicName: string;
    readonly kind: MemberKind;
    readonly email?: string;
  }[];
  readonly texts: readonly {
    readonly title: string;
    readonly matter: 'DEEP' | 'GOVERNANCE';
    readonly markdown: string;
  }[];
  /** The rules, once each article's number has its identity. */
  readonly charter: (provisionOf: (number: string) => Uuid) => readonly Clause[];
}

export interface Planted {
  readonly collectiveId: Uuid;
  readonly memberIds: readonly Uuid[];
  readonly textIds: readonly Uuid[];
  /** The identity of a provision, by its number. Throws on a number that no text has. */
  readonly provisionOf: (number: string) => Uuid;
}

/** Makes a collective that is already founded: its texts and its rules are the effects of its decision 0. */
export async function plantCollective(
  tx: Tx,
  seedling: Seedling,
  collectiveId: Uuid = tx.id(),
): Promise<Planted> {
  const { name, zone, locale } = seedling;
  const now = await tx.now();
  await tx.insert(CollectiveRow, { id: collectiveId, name, state: 'ACTIVE', zone, locale, createdAt: now });
  await openRegister(tx, collectiveId);
  record(tx, collectiveId, { type: 'collective.founded', visibility: 'PUBLIC', body: { name } });
  const memberIds = await admitMembers(tx, collectiveId, seedling);

  const texts = seedling.texts.map((text) => ({
    ...text,
    id: tx.id(),
    imported: importText(tx, text.markdown),
  }));
  for (const { id, title, matter } of texts)
    await tx.insert(LegalTextRow, {
      collectiveId,
      id,
      title,
      matter,
      revision: 0,
      visibility: 'PUBLIC',
      takenOverBy: null,
    });
  const numbers = new Map(
    texts.flatMap(({ imported }) =>
      imported.map(({ provisionId, content }) => [content.number, provisionId] as const),
    ),
  );
  const provisionOf = (number: string): Uuid => {
    const id = numbers.get(number);
    if (id === undefined) throw new Error(`no provision has the number ${number}`);
    return id;
  };
  const effects: Effect[] = [
    ...texts.map(({ id, imported }) => ({
      kind: 'PATCH_TEXT' as const,
      textId: id,
      operations: imported,
      effectiveOn: null,
      unchangedClauses: [],
    })),
    {
      kind: 'CHANGE_CHARTER',
      changes: seedling
        .charter(provisionOf)
        .map((clause) => ({ matter: clause.matter, expectedHash: null, clause })),
      membership: null,
    },
  ];
  await applyAsDecisionZero(tx, collectiveId, zone, effects);
  return { collectiveId, memberIds, textIds: texts.map(({ id }) => id), provisionOf };
}

async function admitMembers(tx: Tx, collectiveId: Uuid, { members }: Seedling): Promise<Uuid[]> {
  const joinedAt = await tx.now();
  const rows = members.map(({ publicName, kind, email }) => ({
    collectiveId,
    id: tx.id(),
    kind,
    state: 'ACTIVE' as const,
    publicName,
    email: email ?? null,
    joinedAt,
  }));
  await writeMembers(tx, rows);
  for (const { id, kind, publicName } of rows)
    record(tx, collectiveId, {
      type: 'member.admitted',
      visibility: 'MEMBERS',
      body: { member: personal(id), name: personal(publicName), kind },
    });
  return rows.map(({ id }) => id);
}

function importText(tx: Tx, markdown: string) {
  const imported = provisionsFromMarkdown(markdown, () => tx.id());
  if (imported instanceof Refusal) throw imported;
  return imported.operations;
}

async function applyAsDecisionZero(
  tx: Tx,
  collectiveId: Uuid,
  zone: Zone,
  effects: readonly Effect[],
): Promise<void> {
  const now = await tx.now();
  const today = civilDateOf(now, zone);
  const tried = await tryEffects(tx, { collectiveId, now, today, effects });
  if (tried.refusal) throw tried.refusal;
  const id = tx.id();
  await tx.insert(DecisionRow, {
    collectiveId,
    id,
    year: Number(today.slice(0, 4)),
    number: 0,
    title: 'Fondation',
    outcome: 'ADOPTED',
    effectsState: 'APPLIED',
    notApplied: null,
    effects,
    groupId: null,
    pollId: null,
    proposalId: null,
    proposalVersion: null,
    venue: null,
    form: null,
    prevails: false,
    revocableOnline: false,
    proclaimedAt: now,
    visibility: 'PUBLIC',
  });
  record(tx, collectiveId, {
    type: 'decision.numbered',
    visibility: 'PUBLIC',
    body: {
      decision: id,
      founding: true,
      title: 'Fondation',
      effectsHash: hashJson(effects as unknown as Json),
    },
  });
  await tried.apply({ decisionId: id });
}
