import type { Uuid } from '../../src/core/kernel/ids.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { renderJson } from '../../src/core/text/render/json.js';
import { printHistory, readHistory } from '../../src/core/text/render/read-history.js';
import { readTextJson } from '../../src/core/text/render/read-json.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { withOwner } from '../../src/platform/database/open-owner.js';
import { cloneDatabase } from '../world/database.js';
import { importBundle } from '../../src/exchange/import-bundle.js';
import { exportPaper, exportText, TEXT_FORMATS } from '../../src/texts/export-text.js';
import { PAPER_FORMATS } from '../../src/texts/papers/write-paper.js';
import { draftOf, rehashRows } from '../exchange/forger.js';
import { bundleOf, faultsOf, liveThrough, verified } from '../exchange/lived.js';
import { charterFile, MAJORITY, TestFounding } from '../world/founding.js';
import {
  constitutionOfAllDays,
  DAYS_OF_CONSTITUTION,
  exported,
  statutesOfElsewhere,
  textOfElsewhere,
  wordsOn,
} from '../world/histories.js';
import { constitution } from '../texts/render/told-text.js';
import { World, type TestCollective } from '../world/world.js';

const READ = `query ($id: ID!) { node(id: $id) { ... on LegalText { takenOverById declaration { due }
  consolidated { markdown provisions { takenOver openedById openedByLabel passages { takenOver writtenByLabel } } } } } }`;

interface TextRead {
  readonly takenOverById: string | null;
  readonly declaration: object | null;
  readonly consolidated: {
    readonly markdown: string;
    readonly provisions: readonly {
      readonly takenOver: boolean;
      readonly openedById: string;
      readonly openedByLabel: string;
      readonly passages: readonly { readonly takenOver: boolean }[];
    }[];
  };
}

const underOtherIds = (file: string): string => file.replaceAll('00000000-0000-7000', '00000000-0000-7001');

const decisionZero = async ({ world, id }: TestCollective): Promise<string> => {
  const [zero] = await world.sql<{ id: string }>(
    'SELECT id FROM ormee.decision WHERE collective_id = $1 AND number = 0',
    [id],
  );
  return zero?.id ?? '';
};

const refused = (code: string, facts: Record<string, string> = {}): object =>
  expect.objectContaining({ code, facts: expect.objectContaining(facts) as unknown }) as object;

/** A text as JSON, at any point of its clocks. */
const json = (
  world: World,
  collectiveId: Uuid,
  textId: Uuid,
  point: { at?: string; knownAt?: string } = {},
): Promise<string> =>
  exportText(world.transactions, collectiveId, textId, {
    format: 'json',
    locale: 'fr',
    at: point.at ?? null,
    knownAt: point.knownAt ?? null,
  });

/** What a file says of the text alone: where it lives and when it is read are left out, and the mark of what was taken over. */
const ofTextAlone = (file: string): string =>
  file
    .replace(/"collective": \{[^}]*\}/, '"collective": {}')
    .replace(/"knownAt": "[^"]*",\n {2}"provisions"/, '"provisions"')
    .replaceAll('"repris-', '"');

/** The order in which a database gives versions. */
const asStored = ({ knownFrom, inForceFrom, versionId }: ProvisionVersion): string =>
  `${knownFrom} ${inForceFrom} ${versionId}`;

const textsIn = ({ world, id }: TestCollective) =>
  world.sql('SELECT FROM ormee.legal_text WHERE collective_id = $1', [id]);

interface Told {
  readonly operations: readonly {
    readonly knownAt: string;
    readonly effectiveOn: string;
    readonly operations: readonly { readonly kind: string }[];
  }[];
}

let old: World;
let young: World;
let from: TestCollective;
let founding: TestFounding;
let files: readonly string[];
let texts: readonly object[];

beforeAll(async () => {
  old = await World.open();
  from = await liveThrough(old);
  files = [
    await json(old, from.id, from.planted.textIds[0] as Uuid),
    await json(old, from.id, from.planted.textIds[1] as Uuid),
  ];
  const titles = files.map((file) => (JSON.parse(file) as { title: string }).title);
  texts = files.map((history, place) => ({
    title: titles[place],
    matter: place === 0 ? 'GOVERNANCE' : 'DEEP',
    history,
  }));
  young = await World.open();
  await young.travelTo(await old.in('10 days'));
  founding = await TestFounding.begin(young);
});
afterAll(async () => {
  await old.close();
  await young.close();
});

describe('every kind of change, decided for now and for later', () => {
  const told = statutesOfElsewhere();
  const whole = told.whole();
  const stored = {
    ...whole,
    versions: whole.versions.toSorted((a, b) => (asStored(a) < asStored(b) ? -1 : 1)),
  };
  const points = told.patches.flatMap(({ knownAt }) =>
    told.patches.map(({ effectiveOn: at }) => ({ at, knownAt })),
  );

  it('says the same on each day by each knowledge, once it was taken over', async () => {
    const kinds = new Set(told.patches.flatMap(({ operations }) => operations.map(({ kind }) => kind)));
    expect([...kinds].sort()).toEqual([
      ...['ERRATUM', 'INSERT', 'MOVE', 'RENUMBER', 'REPEAL', 'REPLACE', 'RESTORE', 'SET_HEADING'],
    ]);
    const own = await TestFounding.begin(young);
    await own.adopt({ majority: MAJORITY });
    await own.adopt({ texts: [{ title: 'Statuts', matter: 'GOVERNANCE', history: exported(told) }] });
    await own.adopt({ charter: charterFile() });
    await own.adopt({ confirmation: true });
    for (const { at, knownAt } of points)
      // No database wrote the file: the order of the fields of an operation is its own.
      expect(JSON.parse(ofTextAlone(await json(young, own.id, told.whole().id, { at, knownAt })))).toEqual(
        JSON.parse(ofTextAlone(renderJson(stored, { inForceOn: at, knownAt }))),
      );
  });
});

describe('texts that lived elsewhere, in the founding of a collective of an empty instance', () => {
  it('are put, voted on and confirmed as any text is, and nobody writes them before', async () => {
    await founding.adopt({ majority: MAJORITY });
    await founding.adopt({ texts });
    expect((await textsIn(founding)).length).toBe(0);
    await founding.adopt({ charter: charterFile() });
    await founding.adopt({ confirmation: true });
    expect((await textsIn(founding)).length).toBe(2);
  });

  it('say the same on each day by each knowledge, and are exported to the same bytes', async () => {
    for (const [place, file] of files.entries()) {
      const { operations, id } = JSON.parse(file) as Told & { id: Uuid };
      const days = new Set(operations.map(({ effectiveOn }) => effectiveOn));
      for (const knownAt of new Set(operations.map((one) => one.knownAt)))
        for (const at of days)
          expect(ofTextAlone(await json(young, founding.id, id, { at, knownAt }))).toBe(
            ofTextAlone(await json(old, from.id, from.planted.textIds[place] as Uuid, { at, knownAt })),
          );
    }
  });

  it('verify offline, and say what could not be checked', async () => {
    for (const kind of ['FULL', 'PUBLIC'] as const)
      expect(faultsOf(verified(await bundleOf(founding, kind)))).toEqual([]);
  });

  it('are refused once they are there', async () => {
    const [text] = texts as readonly { history: string }[];
    await expect(
      founding.propose({ effects: [{ takeOverText: { matter: 'GOVERNANCE', history: text?.history } }] }),
    ).rejects.toEqual(refused('DUPLICATE', { what: 'text' }));
  });

  it('say of each wording that it is taken over, and lead to a decision that no poll of here took', async () => {
    const [file] = files as readonly [string];
    const id = founding.globalId('LegalText', (JSON.parse(file) as { id: string }).id);
    const { node } = await founding.member(0).ask<{ node: TextRead }>(READ, { id });
    expect(node.takenOverById).toBe(founding.globalId('Decision', await decisionZero(founding)));
    for (const { takenOver, openedByLabel, passages } of node.consolidated.provisions) {
      expect(takenOver).toBe(true);
      expect(openedByLabel).toMatch(/^repris-2026-\d{3}$/);
      for (const passage of passages) expect(passage.takenOver).toBe(true);
    }
    const [{ openedById } = { openedById: '' }] = node.consolidated.provisions;
    const past = await founding
      .member(0)
      .ask<{ node: object }>(
        'query ($id: ID!) { node(id: $id) { ... on TakenOverDecision { label verified title } } }',
        {
          id: openedById,
        },
      );
    expect(past.node).toEqual({
      label: expect.stringMatching(/^2026-/) as unknown,
      verified: false,
      title: 'Statuts',
    });
    expect(node.consolidated.markdown).toContain('issue de la décision repris-2026-');
    // What was decided elsewhere is not to be declared.
    expect(node.declaration).toBeNull();
  });

  it('leave in every format, under the numbers of there', async () => {
    const [file] = files as readonly [string];
    const { id } = JSON.parse(file) as { id: Uuid };
    const asked = { at: null, knownAt: null, locale: 'fr' } as const;
    for (const format of TEXT_FORMATS)
      expect(await exportText(young.transactions, founding.id, id, { ...asked, format })).toContain(
        'repris-2026-',
      );
    for (const format of PAPER_FORMATS) {
      const paper = await exportPaper(young.transactions, founding.id, id, { ...asked, format });
      expect(paper.length).toBeGreaterThan(1000);
    }
  });

  it('move with their collective to another instance, to the byte', async () => {
    const bundle = await bundleOf(founding, 'FULL');
    const there = await cloneDatabase();
    const environment = {
      DATABASE_URL: there.url,
      MIGRATION_DATABASE_URL: there.ownerUrl,
      LOG_LEVEL: 'silent',
    };
    // It is read out again before the commit, and must be the same text.
    await withOwner(loadConfig(environment), (transactions) =>
      transactions.write((tx) => importBundle(tx, bundle, () => undefined)),
    );
    await there.drop();
  });

  it('are not forged without the decision that took them over', async () => {
    const bundle = await bundleOf(founding, 'FULL');
    const draft = draftOf(bundle);
    const rows = (table: string) => draft.tables[table] as { [column: string]: unknown }[];
    const [first] = rows('text_operation') as { operations: { content?: { body: string } }[] }[];
    for (const { content } of first?.operations ?? [])
      if (content) content.body = `${content.body} Et le reste.`;
    rehashRows(draft);
    expect(faultsOf(verified(draft as unknown as Bundle))).toEqual(
      expect.arrayContaining([expect.stringMatching(/^TEXTS HISTORY_DISAGREES/)]),
    );
  });

  it('change by decisions of here alone, whose numbers are told from those of there', async () => {
    const [, file] = files as readonly [string, string];
    const { id } = JSON.parse(file) as { id: Uuid };
    const [rule] = await young.sql<{ provisionId: string; hash: string; number: string }>(
      `SELECT provision_id AS "provisionId", hash, number FROM ormee.provision_version
       WHERE collective_id = $1 AND text_id = $2 AND known_until IS NULL AND in_force_until IS NULL LIMIT 1`,
      [founding.id, id],
    );
    const content = { number: rule?.number, heading: '', body: 'De nouveaux mots.' };
    const provisionId = founding.globalId('Provision', rule?.provisionId as string);
    const proposal = await founding.propose({
      effects: [
        {
          patchText: {
            textId: founding.globalId('LegalText', id),
            operations: [{ replace: { provisionId, expectedHash: rule?.hash, content } }],
          },
        },
      ],
    });
    const { decision } = await proposal.decideOnline({ for: 5 }, '8 days');
    const numbers = (JSON.parse(await json(young, founding.id, id)) as { decisions: { number: string }[] })
      .decisions;
    expect(numbers.at(-1)?.number).toBe(decision?.label);
    expect(numbers.filter(({ number }) => !number.startsWith('repris-'))).toHaveLength(1);
    expect(faultsOf(verified(await bundleOf(founding, 'FULL')))).toEqual([]);
  });
});

describe('a text that lived elsewhere, in a collective that lives', () => {
  const propose = (matter: string, history: string, by = founding.member(0)) =>
    founding.propose({ by, title: 'Reprendre un texte', effects: [{ takeOverText: { matter, history } }] });

  /** Jobs come and go by the clock. */
  const rows = async () => ({ ...(await founding.rowCounts()), job: 0 });

  it('is taken over by the path of what it governs, and by nobody under a mandate', async () => {
    const proposal = await propose('GOVERNANCE', textOfElsewhere('Charte graphique'));
    expect(proposal.matter).toBe('GOVERNANCE');
    const assembly = await founding.assembly(5);
    const before = (await textsIn(founding)).length;
    await proposal.decideIn(assembly, { for: 5 });
    expect((await textsIn(founding)).length).toBe(before + 1);
    expect(faultsOf(verified(await bundleOf(founding, 'FULL')))).toEqual([]);
  });

  it.each<[string, () => string, string, Record<string, string>]>([
    ['no JSON', () => '{', 'INVALID_INPUT', { reason: 'NO_JSON' }],
    [
      'another name of a text that is there',
      () => textOfElsewhere('  CHARTE  Graphique'.trim()),
      'DUPLICATE',
      { what: 'text' },
    ],
    [
      'an hour to come',
      () =>
        textOfElsewhere('Futur')
          .replaceAll('2025-05-01T', '2099-05-01T')
          .replace('"knownAt": "2099-01-01T', '"knownAt": "2099-12-01T'),
      'INVALID_INPUT',
      { reason: 'IN_THE_FUTURE' },
    ],
    [
      'words that are not those of its operations',
      () => textOfElsewhere('Faux').replaceAll('Words of', 'Forged of'),
      'INVALID_INPUT',
      { reason: 'HASH_DIFFERS' },
    ],
    [
      'a decision of another day than the one that is there',
      () => underOtherIds(textOfElsewhere('Autre').replace('"date": "2025-05-01"', '"date": "2025-04-30"')),
      'DUPLICATE',
      { what: 'decision' },
    ],
    [
      'identities that are there, under another name',
      () => textOfElsewhere('Autre'),
      'DUPLICATE',
      { what: 'text' },
    ],
  ])('is refused by name with %s, and nothing is written', async (_, file, code, facts) => {
    const before = await rows();
    await expect(propose('DEEP', file())).rejects.toEqual(refused(code, facts));
    expect(await rows()).toEqual(before);
  });
});

(DAYS_OF_CONSTITUTION.length > 0 ? describe : describe.skip)('the Constitution of 1958', () => {
  it('comes with its eight days into an empty instance, and says each of them to the letter', async () => {
    const told = constitutionOfAllDays();
    const { id } = told.whole();
    const empty = await World.open();
    const own = await TestFounding.begin(empty);
    await own.adopt({ majority: MAJORITY });
    const whole = readHistory(exported(told, '2005-03-02'));
    if (whole instanceof Refusal) throw whole;
    const texts = [{ title: 'Constitution', matter: 'GOVERNANCE', history: printHistory(whole) }];
    await own.adopt({ texts });
    await own.adopt({ charter: charterFile().replace('text: Statuts', 'text: Constitution') });
    await own.adopt({ confirmation: true });
    for (const day of DAYS_OF_CONSTITUTION) {
      const file = readTextJson(await json(empty, own.id, id, { at: day }));
      if (file instanceof Refusal) throw file;
      expect(wordsOn(file.text.versions, day)).toEqual(wordsOn(constitution(day).versions, day));
    }
    expect(faultsOf(verified(await bundleOf(own, 'FULL')))).toEqual([]);
    await empty.close();
  });
});
