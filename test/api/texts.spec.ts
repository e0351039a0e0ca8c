// Long because one history is told from its patch to its replay: each rule is one test on the same two articles.
import { changeCharter } from '../../src/collectives/charter.effects.js';
import type { Clause } from '../../src/core/charter/clause.js';
import { hashClause } from '../../src/core/charter/charter.js';
import { canonicalJson, type Json } from '../../src/core/kernel/canonical-json.js';
import type { ChangeCharter, PatchText } from '../../src/core/kernel/effects.js';
import { hashJson } from '../../src/core/kernel/hash.js';
import type { Uuid } from '../../src/core/kernel/ids.js';
import { refuse, Refusal, type RefusalCode } from '../../src/core/kernel/refusals.js';
import { replay } from '../../src/core/text/consolidation.js';
import { hashContent } from '../../src/core/text/content.js';
import type { Patch } from '../../src/core/text/patch.js';
import { exportText } from '../../src/texts/export-text.js';
import type { TextOperationRow } from '../../src/texts/text.entity.js';
import { readText, textsAfter, textsByIds, versionsOfText } from '../../src/texts/text.queries.js';
import {
  article,
  insert,
  newId,
  patchOf,
  repeal,
  replace,
  TextWorld,
  type CollectiveOfTexts,
} from '../world/texts.js';

const MORNING = '2026-11-23T08:00:00.000Z';
const NOON = '2026-11-23T11:00:00.000Z';
const EVENING = '2026-11-23T19:00:00.000Z';
const TODAY = '2026-11-23';
const NEW_YEAR = '2027-01-01';

const QUORUM = article('Article 1', 'Le quorum est du quart.', 'Quorum');
const DUES = article('Article 2', 'La cotisation est libre.', 'Cotisation');

let world: TextWorld;
let collective: CollectiveOfTexts;
let textId: Uuid;
let quorum: Uuid;
let dues: Uuid;
let founding: Uuid;

/** What a collective's text says of one provision. */
const bodyOf = async (provisionId: Uuid, at: string | null = null, knownAt: string | null = null) => {
  const { consolidated } = await readText(world.transactions, collective.id, textId, { at, knownAt });
  const found = consolidated.provisions.find((provision) => provision.provisionId === provisionId);
  return found && { body: found.content.body, repealed: found.repealed !== null };
};

const versions = () => versionsOfText(world.transactions, collective.id, textId);

const refusal = (code: RefusalCode): unknown => expect.objectContaining({ name: 'Refusal', code });

beforeAll(async () => {
  world = await TextWorld.open();
});

afterAll(() => world.close());

beforeEach(async () => {
  await world.clockAt(MORNING);
  collective = await world.collective(`Les Ormes ${newId()}`);
  textId = await collective.text('Statuts');
  [quorum, dues] = [newId(), newId()];
  founding = await collective.adopt(patchOf(textId, [insert(quorum, QUORUM), insert(dues, DUES, quorum)]));
});

describe('a decision that patches a text', () => {
  it('leaves every word with the decision that wrote it', async () => {
    await world.clockAt(NOON);
    const half = article('Article 1', 'Le quorum est de la moitié.', 'Quorum');
    const decision = await collective.adopt(patchOf(textId, [replace(quorum, QUORUM, half)]));
    const { consolidated, decisions } = await readText(world.transactions, collective.id, textId, {
      at: null,
      knownAt: null,
    });
    expect(consolidated.provisions.map(({ content, openedBy }) => [content, openedBy])).toEqual([
      [half, decision],
      [DUES, founding],
    ]);
    expect(decisions.get(decision)).toEqual({ label: '2026-002', date: TODAY });
    expect(decisions.get(founding)).toEqual({ label: '2026-001', date: TODAY });
  });

  it('keeps what was known before a second change on the same day', async () => {
    const third = article('Article 1', 'Le quorum est du tiers.', 'Quorum');
    await world.clockAt(NOON);
    await collective.adopt(patchOf(textId, [replace(quorum, QUORUM, third)]));
    await world.clockAt(EVENING);
    const half = article('Article 1', 'Le quorum est de la moitié.', 'Quorum');
    const last = await collective.adopt(patchOf(textId, [replace(quorum, third, half)]));

    expect(await bodyOf(quorum, TODAY, MORNING)).toMatchObject({ body: QUORUM.body });
    expect(await bodyOf(quorum, TODAY, NOON)).toMatchObject({ body: third.body });
    expect(await bodyOf(quorum, TODAY, EVENING)).toMatchObject({ body: half.body });
    const history = (await versions()).filter(({ provisionId }) => provisionId === quorum);
    expect(
      history.map(({ inForceFrom, knownFrom, knownUntil }) => [inForceFrom, knownFrom, knownUntil]),
    ).toEqual([
      [TODAY, MORNING, NOON],
      [TODAY, NOON, EVENING],
      [TODAY, EVENING, null],
    ]);
    expect(history[1]?.closedBy).toBe(last);
  });

  it('writes a change with a future date at once, and shows it from that day', async () => {
    await world.clockAt(NOON);
    const paid = article('Article 2', 'La cotisation est de dix euros.', 'Cotisation');
    await collective.adopt(patchOf(textId, [replace(dues, DUES, paid)], { effectiveOn: NEW_YEAR }));

    expect(await bodyOf(dues)).toMatchObject({ body: DUES.body });
    expect(await bodyOf(dues, '2026-12-31')).toMatchObject({ body: DUES.body });
    expect(await bodyOf(dues, NEW_YEAR)).toMatchObject({ body: paid.body });
    expect(await bodyOf(dues, NEW_YEAR, MORNING)).toMatchObject({ body: DUES.body });
  });

  it('does not overwrite a change already decided for a later day', async () => {
    const paid = article('Article 2', 'La cotisation est de dix euros.', 'Cotisation');
    await world.clockAt(NOON);
    await collective.adopt(patchOf(textId, [replace(dues, DUES, paid)], { effectiveOn: NEW_YEAR }));
    await world.clockAt(EVENING);
    const free = article('Article 2', 'Il n’y a pas de cotisation.', 'Cotisation');
    await expect(collective.adopt(patchOf(textId, [replace(dues, DUES, free)]))).rejects.toMatchObject({
      code: 'LATER_VERSION_EXISTS',
      facts: { provision: dues, date: NEW_YEAR },
      where: ['operations', 0],
    });
  });

  it('shows a repealed article in its place, and lets nobody change it any more', async () => {
    await world.clockAt(NOON);
    await collective.adopt(patchOf(textId, [repeal(quorum, QUORUM)], { effectiveOn: NEW_YEAR }));
    expect(await bodyOf(quorum)).toEqual({ body: QUORUM.body, repealed: false });
    expect(await bodyOf(quorum, NEW_YEAR)).toEqual({ body: QUORUM.body, repealed: true });

    await world.clockAt('2027-01-01T10:00:00.000Z');
    await expect(collective.adopt(patchOf(textId, [replace(quorum, QUORUM, QUORUM)]))).rejects.toEqual(
      refusal('PROVISION_NOT_IN_FORCE'),
    );
  });

  it('is refused when the article is no longer what its author read', async () => {
    await world.clockAt(NOON);
    const read = article('Article 1', 'Le quorum est du dixième.', 'Quorum');
    await expect(collective.adopt(patchOf(textId, [replace(quorum, read, QUORUM)]))).rejects.toEqual(
      refusal('PROVISION_CHANGED'),
    );
    expect(await versions()).toHaveLength(2);
  });

  it('is refused without any operation', async () => {
    await expect(collective.adopt(patchOf(textId, []))).rejects.toEqual(refusal('INVALID_INPUT'));
  });

  it('counts the day in the zone of the collective', async () => {
    await world.clockAt('2026-11-23T12:00:00.000Z');
    const antipodes = await world.collective('Les Antipodes', 'Pacific/Auckland');
    const text = await antipodes.text('Statuts');
    const decision = await antipodes.adopt(patchOf(text, [insert(newId(), QUORUM)]));
    const { consolidated, decisions } = await readText(world.transactions, antipodes.id, text, {
      at: null,
      knownAt: null,
    });
    expect(consolidated.inForceOn).toBe('2026-11-24');
    expect(consolidated.provisions).toEqual([expect.objectContaining({ inForceFrom: '2026-11-24' })]);
    expect(decisions.get(decision)?.date).toBe('2026-11-24');
  });

  it('is said to the register with the hashes of its words', async () => {
    const [leaf] = await world.transactions.rows<{ encoded: string; visibility: string }>(
      `SELECT encoded, visibility FROM ormee.register_leaf WHERE collective_id = $1 AND type = 'text.patched'`,
      [collective.id],
    );
    expect(leaf?.visibility).toBe('MEMBERS');
    expect((JSON.parse(leaf?.encoded ?? '') as { body: unknown }).body).toEqual({
      text: textId,
      decision: founding,
      operations: hashJson([insert(quorum, QUORUM), insert(dues, DUES, quorum)] as unknown as Json),
      effectiveOn: TODAY,
      versions: [hashContent(QUORUM), hashContent(DUES)],
    });
  });
});

describe('an article that a clause cites', () => {
  let clause: Clause;
  const half = article('Article 1', 'Le quorum est de la moitié.', 'Quorum');

  const charterTo = (changed: Clause | null): ChangeCharter => ({
    kind: 'CHANGE_CHARTER',
    changes: [{ matter: 'GOVERNANCE', expectedHash: hashClause(clause), clause: changed }],
    membership: null,
  });
  const unchanged = (hash: string) => ({ unchangedClauses: [{ matter: 'GOVERNANCE' as const, hash }] });

  beforeEach(async () => {
    clause = await collective.clause('GOVERNANCE', quorum);
    await world.clockAt(NOON);
  });

  it('is not rewritten while nothing is said of the clause', async () => {
    await expect(collective.adopt(patchOf(textId, [replace(quorum, QUORUM, half)]))).rejects.toMatchObject({
      code: 'CITED_BY_CLAUSE',
      facts: { provision: quorum, matter: 'GOVERNANCE' },
      where: ['operations', 0],
    });
  });

  it('is rewritten when the patch states that the clause as it stands is unchanged', async () => {
    await collective.adopt(patchOf(textId, [replace(quorum, QUORUM, half)], unchanged(hashClause(clause))));
    expect(await bodyOf(quorum)).toMatchObject({ body: half.body });
  });

  it('is not rewritten on the word of somebody who read another clause', async () => {
    const stale = unchanged(hashClause({ ...clause, supportNeeded: 3 }));
    await expect(
      collective.adopt(patchOf(textId, [replace(quorum, QUORUM, half)], stale)),
    ).rejects.toMatchObject({ code: 'CLAUSE_CHANGED', where: ['unchangedClauses', 0] });
  });

  it('is not rewritten on the word of somebody who read a clause that is gone', async () => {
    const gone = { unchangedClauses: [{ matter: 'DEEP' as const, hash: hashClause(clause) }] };
    await expect(collective.adopt(patchOf(textId, [replace(dues, DUES, DUES)], gone))).rejects.toEqual(
      refusal('CLAUSE_CHANGED'),
    );
  });

  it('is rewritten together with the clause', async () => {
    const others = [charterTo({ ...clause, supportNeeded: 3 })];
    await collective.adopt(patchOf(textId, [replace(quorum, QUORUM, half)]), { others });
    expect(await bodyOf(quorum)).toMatchObject({ body: half.body });
  });

  it('is not repealed by stating that the clause is unchanged', async () => {
    const stated = unchanged(hashClause(clause));
    await expect(collective.adopt(patchOf(textId, [repeal(quorum, QUORUM)], stated))).rejects.toEqual(
      refusal('CITED_BY_CLAUSE'),
    );
  });

  it('is repealed when the clause comes to cite another', async () => {
    const others = [charterTo({ ...clause, provisionId: dues })];
    await collective.adopt(patchOf(textId, [repeal(quorum, QUORUM)]), { others });
    expect(await bodyOf(quorum)).toMatchObject({ repealed: true });
  });

  it('is not repealed when the changed clause still cites it', async () => {
    const others = [charterTo({ ...clause, supportNeeded: 3 })];
    await expect(collective.adopt(patchOf(textId, [repeal(quorum, QUORUM)]), { others })).rejects.toEqual(
      refusal('CITED_BY_CLAUSE'),
    );
  });

  it('leaves the other articles free', async () => {
    await collective.adopt(patchOf(textId, [repeal(dues, DUES)]));
    expect(await bodyOf(dues)).toMatchObject({ repealed: true });
  });
});

describe('two patches at once', () => {
  const half = article('Article 1', 'Le quorum est de la moitié.', 'Quorum');
  const third = article('Article 1', 'Le quorum est du tiers.', 'Quorum');

  beforeEach(() => world.clockAt(null));

  /** Starts the second act once the patch is judged, and lets it be written once that one waits, or is past waiting. */
  const race = async (first: PatchText, second: () => Promise<unknown>) => {
    let after: Promise<unknown> = Promise.resolve();
    const before = collective.adopt(first, {
      pause: async () => {
        let settled = false;
        after = second().finally(() => {
          settled = true;
        });
        after.catch(() => undefined);
        while (!settled && (await world.waiting()) === 0);
      },
    });
    return Promise.allSettled([before, before.then(() => after)]);
  };

  it('change one article one after the other: the second no longer finds what its author read', async () => {
    const [first, second] = await race(patchOf(textId, [replace(quorum, QUORUM, half)]), () =>
      collective.adopt(patchOf(textId, [replace(quorum, QUORUM, third)])),
    );
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: refusal('PROVISION_CHANGED') });
    expect(await bodyOf(quorum)).toMatchObject({ body: half.body });
  });

  it('change two articles of one text one after the other', async () => {
    const results = await race(patchOf(textId, [insert(newId(), article('Article 3', 'Un.'), dues)]), () =>
      collective.adopt(patchOf(textId, [insert(newId(), article('Article 4', 'Deux.'), dues)])),
    );
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
    const { consolidated } = await readText(world.transactions, collective.id, textId, {
      at: null,
      knownAt: null,
    });
    const numbers = consolidated.provisions.map(({ content }) => content.number);
    expect(numbers).toEqual(['Article 1', 'Article 2', 'Article 4', 'Article 3']);
    const [{ revision } = { revision: 0 }] = await world.transactions.rows<{ revision: number }>(
      'SELECT revision FROM ormee.legal_text WHERE collective_id = $1 AND id = $2',
      [collective.id, textId],
    );
    expect(revision).toBe(3);
  });

  it('make a change of the charter wait: no clause comes to cite what is being repealed', async () => {
    const clause = await collective.clause('GOVERNANCE', quorum);
    const change: ChangeCharter = {
      kind: 'CHANGE_CHARTER',
      changes: [
        { matter: 'GOVERNANCE', expectedHash: hashClause(clause), clause: { ...clause, provisionId: dues } },
      ],
      membership: null,
    };
    const [, citable] = await race(patchOf(textId, [repeal(dues, DUES)]), () =>
      world.transactions.write(async (tx) => {
        await changeCharter.lock(tx, change, collective.id);
        const now = await tx.now();
        const context = { collectiveId: collective.id, now, today: now.slice(0, 10), effects: [change] };
        return [...(await changeCharter.load(tx, change, context)).provisions];
      }),
    );
    expect(citable).toEqual({ status: 'fulfilled', value: [quorum] });
  });
});

describe('the operations of a text', () => {
  it('give back, replayed from nothing, the stored versions byte for byte', async () => {
    const [title, late] = [newId(), newId()];
    const half = article('Article 1', 'Le quorum est de la moitié.', 'Quorum');
    const third = article('Article 1 bis', 'Le quorum est du tiers.\n\n> « Œuvre » 🜂', 'Quorum');
    await world.clockAt(NOON);
    await collective.adopt(
      patchOf(textId, [
        replace(quorum, QUORUM, half),
        insert(title, article('Titre II', ''), dues),
        insert(late, article('Article 3', 'Demain.'), null, title),
      ]),
    );
    await world.clockAt(EVENING);
    await collective.adopt(patchOf(textId, [replace(quorum, half, third)]));
    await collective.adopt(patchOf(textId, [repeal(dues, DUES)], { effectiveOn: NEW_YEAR }));
    await world.clockAt('2026-12-24T10:00:00.000Z');
    await collective.adopt(
      patchOf(textId, [
        insert(newId(), article('Article 1 ter', 'Entre deux.'), quorum),
        repeal(late, article('Article 3', 'Demain.')),
        replace(title, article('Titre II', ''), article('Titre II', '', 'Fin')),
      ]),
    );

    const stored = await versions();
    const rows = await world.transactions.rows<TextOperationRow>(
      `SELECT operation.decision_id AS "decisionId", operation.operations,
         operation.effective_on AS "effectiveOn", operation.known_at AS "knownAt"
       FROM ormee.text_operation operation
       JOIN ormee.decision decision
         ON decision.collective_id = operation.collective_id AND decision.id = operation.decision_id
       WHERE operation.collective_id = $1 AND operation.text_id = $2 ORDER BY decision.year, decision.number`,
      [collective.id, textId],
    );
    const replayed = replay(
      rows.map(({ decisionId, operations, effectiveOn, knownAt }): Patch => {
        const openedThen = stored.filter(({ knownFrom }) => knownFrom === knownAt);
        return {
          operations,
          effectiveOn,
          today: effectiveOn,
          now: knownAt,
          decisionId,
          newId: ({ provisionId, inForceFrom }) =>
            openedThen.find((v) => v.provisionId === provisionId && v.inForceFrom === inForceFrom)
              ?.versionId ?? 'opened by no stored version',
        };
      }),
    );
    if (replayed instanceof Refusal) throw replayed;
    const bytes = (all: readonly object[]) => all.map((version) => canonicalJson(version as Json)).sort();
    expect(stored.length).toBeGreaterThan(10);
    expect(bytes(replayed)).toEqual(bytes(stored));
  });

  it('give one identity to a provision, in whichever text', async () => {
    const other = await collective.text('Règlement intérieur');
    await expect(
      collective.adopt(patchOf(other, [insert(newId(), DUES), insert(quorum, QUORUM)])),
    ).rejects.toMatchObject({ code: 'DUPLICATE', where: ['operations', 1] });
  });

  it('give one identity to a provision among the texts of one proposal', async () => {
    const other = await collective.text('Règlement intérieur');
    const id = newId();
    const others = [patchOf(other, [insert(id, DUES)])];
    await expect(
      collective.adopt(patchOf(textId, [insert(id, article('Article 3', 'Trois.'))]), { others }),
    ).rejects.toEqual(refusal('DUPLICATE'));
  });
});

describe("another collective's text", () => {
  let stranger: CollectiveOfTexts;

  beforeEach(async () => {
    stranger = await world.collective(`Les Frênes ${newId()}`);
  });

  it('is not there for whoever asks by its id', async () => {
    const reader = world.transactions;
    expect(await textsByIds(reader, stranger.id, [textId])).toEqual([]);
    expect(await textsAfter(reader, stranger.id, null, 10)).toEqual([]);
    expect(await versionsOfText(reader, stranger.id, textId)).toEqual([]);
    await expect(
      exportText(reader, stranger.id, textId, { at: null, knownAt: null, locale: 'fr' }),
    ).rejects.toEqual(refuse('TEXT_NOT_FOUND'));
  });

  it('is not changed by a decision of this one', async () => {
    await expect(stranger.adopt(patchOf(textId, [repeal(quorum, QUORUM)]))).rejects.toEqual(
      refusal('TEXT_NOT_FOUND'),
    );
  });

  const write = (sql: string, parameters: readonly unknown[]) =>
    world.transactions.write((tx) => tx.rows(sql, parameters));

  it('is refused by the database itself as the place of a provision', async () => {
    await expect(
      write('INSERT INTO ormee.provision (collective_id, text_id, id) VALUES ($1, $2, $3)', [
        stranger.id,
        textId,
        newId(),
      ]),
    ).rejects.toEqual(refuse('CONSTRAINT', { constraint: 'provision_text_fk' }));
  });

  it.each([
    ['a version', 'provision_version_provision_fk', () => [textId, quorum, null] as const],
    ['a part', 'provision_version_parent_fk', () => [null, null, quorum] as const],
  ])('is refused by the database itself as the whole of %s', async (_what, constraint, place) => {
    const [ownText, own] = [await stranger.text('Statuts'), newId()];
    const decision = await stranger.adopt(patchOf(ownText, [insert(own, QUORUM)]));
    const [foreignText, foreign, parent] = place();
    await expect(
      write(
        `INSERT INTO ormee.provision_version (collective_id, id, text_id, provision_id, parent_id, position, number,
           heading, body, hash, in_force_from, known_from, opened_by)
         VALUES ($1, $2, $3, $4, $5, 'i', 'Article 9', '', '', $6, '2030-01-01', '2026-11-23', $7)`,
        [
          stranger.id,
          newId(),
          foreignText ?? ownText,
          foreign ?? (await provisionOf(stranger, ownText)),
          parent,
          hashContent(QUORUM),
          decision,
        ],
      ),
    ).rejects.toEqual(refuse('CONSTRAINT', { constraint }));
  });

  /** A provision of that text without a version yet, so that nothing but the foreign key can object. */
  async function provisionOf(owner: CollectiveOfTexts, text: Uuid): Promise<Uuid> {
    const id = newId();
    await write('INSERT INTO ormee.provision (collective_id, text_id, id) VALUES ($1, $2, $3)', [
      owner.id,
      text,
      id,
    ]);
    return id;
  }
});

describe('the words of a text', () => {
  it.each([
    'UPDATE ormee.provision_version SET body = $1',
    'DELETE FROM ormee.provision_version WHERE body = $1',
  ])('cannot be undone by the role that serves: %s', async (sql) => {
    const act = world.transactions.write((tx) => tx.rows(sql, ['autre chose']));
    await expect(act).rejects.toThrow('permission denied');
  });
});
