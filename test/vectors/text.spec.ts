// One file for one folder of core: the builder of texts below serves every part, from a position to a constitution.
import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from '@jest/globals';
import type { Uuid } from '../../src/core/kernel/ids.js';
import type { CivilDate } from '../../src/core/kernel/instants.js';
import { Refusal, type RefusalCode, type RefusalFacts } from '../../src/core/kernel/refusals.js';
import { consolidate, replay, type ConsolidatedText } from '../../src/core/text/consolidation.js';
import { hashContent, numberKey, refuseContent } from '../../src/core/text/content.js';
import { provisionsFromMarkdown, renderMarkdown, type ImportedText } from '../../src/core/text/markdown.js';
import { inertBody } from '../../src/core/text/markdown-body.js';
import type { PatchOperation, ProvisionContent } from '../../src/core/text/operations.js';
import { applyPatch, withPatch, type Patch } from '../../src/core/text/patch.js';
import { between, bySiblingOrder } from '../../src/core/text/position.js';
import { passagesOf, type Passage } from '../../src/core/text/provenance.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';

const words = (number: string, body = `Words of ${number}.`, heading = ''): ProvisionContent => ({
  number,
  heading,
  body,
});

const insert = (id: Uuid, options: { under?: Uuid; after?: Uuid; content?: ProvisionContent } = {}) =>
  ({
    kind: 'INSERT',
    provisionId: id,
    parentId: options.under ?? null,
    afterId: options.after ?? null,
    content: options.content ?? words(`Article ${id}`),
  }) satisfies PatchOperation;

/** A text and the decisions that made it: numbered d1, d2, ..., each proclaimed at noon of its day. */
class Chronicle {
  versions: readonly ProvisionVersion[] = [];
  readonly patches: Patch[] = [];

  decide(
    today: CivilDate,
    operations: readonly PatchOperation[],
    effectiveOn: CivilDate | null = null,
  ): this {
    const patch = this.patch(today, operations, effectiveOn);
    const applied = applyPatch({ ...patch, versions: this.versions });
    if (applied instanceof Refusal) throw applied;
    this.versions = withPatch(this.versions, applied);
    this.patches.push(patch);
    return this;
  }

  refusal(today: CivilDate, operations: readonly PatchOperation[], effectiveOn: CivilDate | null = null) {
    return said(applyPatch({ ...this.patch(today, operations, effectiveOn), versions: this.versions }));
  }

  replace(id: Uuid, content: ProvisionContent): PatchOperation {
    return { kind: 'REPLACE', provisionId: id, expectedHash: this.hashOf(id), content };
  }

  repeal(id: Uuid): PatchOperation {
    return { kind: 'REPEAL', provisionId: id, expectedHash: this.hashOf(id) };
  }

  on(inForceOn: CivilDate, knownOn: CivilDate = '2099-01-01'): ConsolidatedText {
    return consolidate(this.versions, { inForceOn, knownAt: noon(knownOn) });
  }

  /** One line a provision: its number and body, or who repealed it and from when; indented by depth. */
  read(inForceOn: CivilDate, knownOn?: CivilDate): string[] {
    return this.on(inForceOn, knownOn).provisions.map(({ depth, content, repealed, openedBy }) => {
      const state = repealed
        ? `repealed by ${repealed.by} from ${repealed.on}`
        : `${content.body} (${openedBy})`;
      return `${'  '.repeat(depth)}${content.number}: ${state}`;
    });
  }

  private hashOf(id: Uuid) {
    return this.versions.findLast((version) => version.provisionId === id)?.hash ?? 'no such provision';
  }

  private patch(
    today: CivilDate,
    operations: readonly PatchOperation[],
    effectiveOn: CivilDate | null,
  ): Patch {
    const decisionId = `d${this.patches.length + 1}`;
    let opened = 0;
    const newId = () => `${decisionId}-v${(opened += 1)}`;
    return { operations, effectiveOn, today, now: noon(today), decisionId, newId };
  }
}

const noon = (day: CivilDate) => `${day}T12:00:00.000Z`;

const said = (result: unknown) =>
  result instanceof Refusal ? { code: result.code, facts: result.facts, path: result.where } : result;

const refusal = <C extends RefusalCode>(code: C, facts: RefusalFacts[C], path: (string | number)[] = []) => ({
  code,
  facts,
  path,
});

const twoArticles = () => new Chronicle().decide('2026-01-10', [insert('1'), insert('2', { after: '1' })]);

describe('The content of a provision', () => {
  it('hashes to the SHA-256 of its canonical JSON, whatever else the object carries', () => {
    // printf '{"body":"B","heading":"H","number":"N"}' | sha256sum
    const hash = 'a3ab4c2d571026c00ab8d8e3be1071848e785c905fab19daae66ee090bb6f03d';
    const extra = { number: 'N', heading: 'H', body: 'B', note: 'not hashed' };
    expect(hashContent(extra)).toBe(hash);
  });

  it.each<[string, Partial<ProvisionContent>]>([
    ['the longest number', { number: '9'.repeat(60) }],
    ['sixty characters outside the basic plane', { number: '𝟗'.repeat(60) }],
    ['the longest heading', { heading: 'h'.repeat(200) }],
    ['the longest body', { body: 'b'.repeat(100_000) }],
    ['an empty heading and body', { heading: '', body: '' }],
    ['lines, tabs and emoji in the body', { body: 'a\n\n\tb 🏳️‍🌈 — « c »' }],
    ['right-to-left words and their marks', { heading: 'עברית\u200f' }],
  ])('accepts %s', (_, change) => {
    expect(refuseContent({ ...words('Article 1'), ...change })).toBeNull();
  });

  it.each<[keyof ProvisionContent, string, string]>([
    ['number', 'EMPTY', ''],
    ['number', 'TOO_LONG', '9'.repeat(61)],
    ['number', 'SPACE_AROUND', 'Article 1\u00a0'],
    ['number', 'CONTROL_CHARACTER', 'Article\n1'],
    ['number', 'CONTROL_CHARACTER', 'Article\t1'],
    ['number', 'CONTROL_CHARACTER', 'Article\u20281'],
    ['number', 'BIDI_CONTROL', 'Article \u202e1'],
    ['number', 'ILL_FORMED', 'Article \ud800'],
    ['heading', 'TOO_LONG', 'h'.repeat(201)],
    ['heading', 'SPACE_AROUND', ' h'],
    ['heading', 'CONTROL_CHARACTER', 'a\u0000b'],
    ['heading', 'BIDI_CONTROL', 'a\u2066b'],
    ['heading', 'ILL_FORMED', '\udc00'],
    ['body', 'TOO_LONG', 'b'.repeat(100_001)],
    ['body', 'CONTROL_CHARACTER', 'a\rb'],
    ['body', 'CONTROL_CHARACTER', 'a\u001b[31mb'],
    ['body', 'CONTROL_CHARACTER', 'a\u0085b'],
    ['body', 'CONTROL_CHARACTER', 'a\u2029b'],
    ['body', 'BIDI_CONTROL', 'a\u202db'],
    ['body', 'ILL_FORMED', 'a\ud83d'],
  ])('refuses a %s that is %s', (field, reason, value) => {
    expect(said(refuseContent({ ...words('Article 1'), [field]: value }))).toEqual(
      refusal('INVALID_INPUT', { field, reason }),
    );
  });

  it.each([
    ['Article 7', 'ARTICLE  7'],
    ['Article 7', 'Article\u00a07'],
    ['Article 1er', 'Article 1ᵉʳ'],
    ["Article L'1", 'Article L’1'],
    ['Article 5-1', 'Article 5‑1'],
    ['Article 7', 'Art\u200bicle 7'],
  ])('takes %j and %j for one number', (a, b) => {
    expect(numberKey(a)).toBe(numberKey(b));
  });

  it.each([
    ['Article 7', 'Article 7 bis'],
    ['Article 7', 'Article 77'],
    ['Article 5-1', 'Article 51'],
  ])('keeps %j and %j apart', (a, b) => {
    expect(numberKey(a)).not.toBe(numberKey(b));
  });
});

describe('The order of siblings', () => {
  it.each<[string | null, string | null, string]>([
    [null, null, 'i'],
    ['i', null, 'j'],
    ['z', null, 'z1'],
    ['zz', null, 'zz1'],
    [null, 'i', '9'],
    [null, '1', '0i'],
    [null, '01', '00i'],
    ['a', 'b', 'ai'],
    ['a', 'c', 'b'],
    ['a', 'a1', 'a0i'],
    ['az', 'b', 'azi'],
    ['a5', 'b', 'ak'],
  ])('puts between %j and %j the key %j', (before, after, key) => {
    expect(between(before, after)).toBe(key);
  });

  it.each<[string | null, string | null]>([
    ['b', 'a'],
    ['a', 'a'],
    ['a', 'a0'],
    ['', null],
    [null, 'A'],
    ['a0', null],
  ])('has no place between %j and %j, which it cannot have made', (before, after) => {
    expect(() => between(before, after)).toThrow(RangeError);
  });

  it('keeps keys short when a text of a thousand articles is written from top to bottom', () => {
    let last: string | null = null;
    for (let article = 0; article < 1000; article += 1) last = between(last, null);
    expect(last).toHaveLength(30);
  });

  it('falls back on the id where rows from elsewhere share a position', () => {
    const rows = ['b', 'a', 'c'].map((provisionId) => ({ position: 'i', provisionId }));
    expect(rows.sort(bySiblingOrder).map((row) => row.provisionId)).toEqual(['a', 'b', 'c']);
  });
});

describe('A patch', () => {
  it('inserts first, after a sibling, under a parent, and after what it has just inserted', () => {
    const text = new Chronicle()
      .decide('2026-01-10', [insert('2')])
      .decide('2026-01-11', [
        insert('1'),
        insert('3', { after: '2' }),
        insert('3a', { under: '3' }),
        insert('3b', { under: '3', after: '3a' }),
      ])
      .decide('2026-01-12', [insert('2bis', { after: '2' })]);
    expect(text.on('2026-01-12').provisions.map(({ provisionId, depth }) => [provisionId, depth])).toEqual([
      ['1', 0],
      ['2', 0],
      ['2bis', 0],
      ['3', 0],
      ['3a', 1],
      ['3b', 1],
    ]);
  });

  it('closes the old words on the known clock and knows anew what they were in force before the change', () => {
    const text = twoArticles();
    text.decide('2026-02-01', [text.replace('1', words('Article 1', 'New.'))]);
    const [first] = twoArticles().versions;
    const history = text.versions.filter((version) => version.provisionId === '1');
    expect(history).toEqual([
      { ...first, knownUntil: noon('2026-02-01'), closedBy: 'd2' },
      { ...first, versionId: 'd2-v1', inForceUntil: '2026-02-01', knownFrom: noon('2026-02-01') },
      {
        ...first,
        versionId: 'd2-v2',
        content: words('Article 1', 'New.'),
        hash: hashContent(words('Article 1', 'New.')),
        inForceFrom: '2026-02-01',
        knownFrom: noon('2026-02-01'),
        openedBy: 'd2',
      },
    ]);
  });

  it('leaves no empty range when the same article changes twice in one day', () => {
    const text = new Chronicle();
    const at = (hour: string, operations: PatchOperation[], versions: readonly ProvisionVersion[]) => {
      const patch = { operations, effectiveOn: null, today: '2026-01-10', decisionId: hour };
      const applied = applyPatch({
        ...patch,
        now: `2026-01-10T${hour}:00:00.000Z`,
        newId: () => `v${hour}`,
        versions,
      });
      if (applied instanceof Refusal) throw applied;
      return (text.versions = withPatch(versions, applied));
    };
    at('09', [insert('1')], []);
    at('10', [text.replace('1', words('Article 1', 'At ten.'))], text.versions);
    at('11', [text.replace('1', words('Article 1', 'At eleven.'))], text.versions);
    expect(
      text.versions.map((v) => [v.inForceFrom, v.inForceUntil, v.knownFrom, v.knownUntil, v.content.body]),
    ).toEqual([
      ['2026-01-10', null, '2026-01-10T09:00:00.000Z', '2026-01-10T10:00:00.000Z', 'Words of Article 1.'],
      ['2026-01-10', null, '2026-01-10T10:00:00.000Z', '2026-01-10T11:00:00.000Z', 'At ten.'],
      ['2026-01-10', null, '2026-01-10T11:00:00.000Z', null, 'At eleven.'],
    ]);
  });

  it('writes a change with a future date at once, and reads it only from that day', () => {
    const text = twoArticles();
    text.decide('2026-02-01', [text.replace('1', words('Article 1', 'Later.'))], '2026-03-01');
    expect(text.read('2026-02-28')[0]).toBe('Article 1: Words of Article 1. (d1)');
    expect(text.read('2026-03-01')[0]).toBe('Article 1: Later. (d2)');
    expect(text.read('2026-03-01', '2026-01-31')[0]).toBe('Article 1: Words of Article 1. (d1)');
  });

  it('lets an article keep its own number, or go back to a number that was its own', () => {
    const text = twoArticles();
    text.decide('2026-02-01', [text.replace('1', words('Article 1 A'))]);
    text.decide('2026-03-01', [text.replace('1', words('article 1'))]);
    expect(text.on('2026-03-01').provisions[0]?.content.number).toBe('article 1');
  });

  it('repeals a parent together with its children, in whatever order', () => {
    const text = new Chronicle().decide('2026-01-10', [insert('T'), insert('1', { under: 'T' })]);
    text.decide('2026-02-01', [text.repeal('T'), text.repeal('1')]);
    expect(text.read('2026-02-01')).toEqual([
      'Article T: repealed by d2 from 2026-02-01',
      '  Article 1: repealed by d2 from 2026-02-01',
    ]);
  });

  it('keeps the place of a repealed article between its neighbours', () => {
    const text = twoArticles();
    text.decide('2026-02-01', [text.repeal('1')]);
    text.decide('2026-03-01', [insert('0'), insert('3', { after: '2' })]);
    expect(text.on('2026-03-01').provisions.map((p) => p.provisionId)).toEqual(['0', '1', '2', '3']);
  });

  it('throws when its instant comes before what the text already knows', () => {
    const text = twoArticles();
    expect(() => text.refusal('2026-01-09', [insert('3')])).toThrow(RangeError);
  });

  it('is judged whole: a refusal of its last operation leaves nothing of the first', () => {
    const text = twoArticles();
    const before = text.versions;
    expect(text.refusal('2026-02-01', [insert('3'), insert('4', { after: 'nowhere' })])).toEqual(
      refusal('ANCHOR_NOT_IN_FORCE', { anchor: 'nowhere' }, ['operations', 1]),
    );
    expect(text.versions).toBe(before);
  });

  describe('is refused when', () => {
    it('it takes effect before today', () => {
      expect(twoArticles().refusal('2026-02-01', [insert('3')], '2026-01-31')).toEqual(
        refusal('EFFECTIVE_DATE_PAST', { date: '2026-01-31' }),
      );
    });

    it('an article does not exist, is not yet in force, or no longer', () => {
      const text = twoArticles();
      const gone = text.repeal('1');
      text.decide('2026-02-01', [gone]).decide('2026-02-02', [insert('3')], '2026-04-01');
      const notInForce = (provision: string) =>
        refusal('PROVISION_NOT_IN_FORCE', { provision }, ['operations', 0]);
      expect(text.refusal('2026-03-01', [text.repeal('9')])).toEqual(notInForce('9'));
      expect(text.refusal('2026-03-01', [gone])).toEqual(notInForce('1'));
      expect(text.refusal('2026-03-01', [text.repeal('3')])).toEqual(notInForce('3'));
    });

    it('the article is no longer the one that the author read', () => {
      const text = twoArticles();
      const [stale, repeal] = [text.replace('1', words('Article 1', 'Mine.')), text.repeal('1')];
      text.decide('2026-02-01', [text.replace('1', words('Article 1', 'Theirs.'))]);
      const changed = refusal('PROVISION_CHANGED', { provision: '1' }, ['operations', 0]);
      expect(text.refusal('2026-02-02', [stale])).toEqual(changed);
      expect(text.refusal('2026-02-02', [repeal])).toEqual(changed);
    });

    it('a later version of the article is already written', () => {
      const text = twoArticles();
      const early = text.replace('1', words('Article 1', 'Early.'));
      text.decide('2026-02-01', [text.replace('1', words('Article 1', 'Late.'))], '2026-04-01');
      expect(text.refusal('2026-02-02', [early], '2026-03-01')).toEqual(
        refusal('LATER_VERSION_EXISTS', { provision: '1', date: '2026-04-01' }, ['operations', 0]),
      );
    });

    it('the article is already repealed for a later day', () => {
      const text = twoArticles();
      text.decide('2026-02-01', [text.repeal('1')], '2026-04-01');
      expect(text.refusal('2026-02-02', [text.repeal('1')])).toEqual(
        refusal('LATER_VERSION_EXISTS', { provision: '1', date: '2026-04-01' }, ['operations', 0]),
      );
    });

    it('children stay in force under what it repeals, that day or later', () => {
      const orphan = refusal('PROVISION_HAS_CHILDREN', { provision: 'T' }, ['operations', 0]);
      const text = new Chronicle().decide('2026-01-10', [insert('T'), insert('1', { under: 'T' })]);
      expect(text.refusal('2026-02-01', [text.repeal('T')])).toEqual(orphan);

      const later = new Chronicle().decide('2026-01-10', [insert('T')]);
      later.decide('2026-01-11', [insert('1', { under: 'T' })], '2026-06-01');
      expect(later.refusal('2026-02-01', [later.repeal('T')])).toEqual(orphan);

      text.decide('2026-02-01', [text.repeal('1')], '2026-06-01');
      expect(text.refusal('2026-03-01', [text.repeal('T')])).toEqual(orphan);
      expect(text.refusal('2026-03-01', [text.repeal('T')], '2026-06-01')).not.toHaveProperty('code');
    });

    it('it puts a child under what it repeals', () => {
      const text = twoArticles();
      const child = insert('1a', { under: '1' });
      expect(text.refusal('2026-02-01', [child, text.repeal('1')])).toEqual(
        refusal('PROVISION_HAS_CHILDREN', { provision: '1' }, ['operations', 1]),
      );
      expect(text.refusal('2026-02-01', [text.repeal('1'), child])).toEqual(
        refusal('ANCHOR_NOT_IN_FORCE', { anchor: '1' }, ['operations', 1]),
      );
    });

    it.each<[string, PatchOperation, string]>([
      ['a parent that does not exist', insert('3', { under: '9' }), '9'],
      ['an anchor that does not exist', insert('3', { after: '9' }), '9'],
      ['an anchor under another parent', insert('3', { under: '1', after: '2' }), '2'],
      ['itself as anchor', insert('3', { after: '3' }), '3'],
    ])('it inserts at %s', (_, operation, anchor) => {
      expect(twoArticles().refusal('2026-02-01', [operation])).toEqual(
        refusal('ANCHOR_NOT_IN_FORCE', { anchor }, ['operations', 0]),
      );
    });

    it('its parent or anchor comes into force later, or ends', () => {
      const text = twoArticles().decide('2026-02-01', [insert('F', { after: '2' })], '2026-06-01');
      text.decide('2026-02-02', [text.repeal('1')], '2026-06-01');
      const notInForce = (anchor: string) => refusal('ANCHOR_NOT_IN_FORCE', { anchor }, ['operations', 0]);
      expect(text.refusal('2026-03-01', [insert('3', { under: 'F' })])).toEqual(notInForce('F'));
      expect(text.refusal('2026-03-01', [insert('3', { after: 'F' })])).toEqual(notInForce('F'));
      // In force that day, but no longer in June: the child would outlive it.
      expect(text.refusal('2026-03-01', [insert('3', { under: '1' })])).toEqual(notInForce('1'));
      expect(text.refusal('2026-06-01', [insert('3', { after: '1' })])).toEqual(notInForce('1'));
    });

    it('the identity of what it inserts was used before', () => {
      const text = twoArticles();
      text.decide('2026-02-01', [text.repeal('1')]);
      expect(text.refusal('2026-03-01', [insert('1', { content: words('Article 9') })])).toEqual(
        refusal('DUPLICATE', { what: 'provision' }, ['operations', 0]),
      );
    });

    it('a number belongs to another article, or did once, or will', () => {
      const text = twoArticles();
      text
        .decide('2026-02-01', [text.repeal('1')])
        .decide('2026-02-02', [text.replace('2', words('Article 2 A'))])
        .decide('2026-02-03', [insert('3')], '2026-06-01');
      for (const number of ['article  1', 'Article 2', 'ARTICLE 2 a', 'Article 3'])
        expect(text.refusal('2026-03-01', [insert('4', { content: words(number) })])).toEqual(
          refusal('NUMBER_TAKEN', { number }, ['operations', 0]),
        );
      expect(text.refusal('2026-03-01', [text.replace('2', words('Article 1'))])).toEqual(
        refusal('NUMBER_TAKEN', { number: 'Article 1' }, ['operations', 0]),
      );
      expect(text.refusal('2026-03-01', [insert('4'), insert('5', { content: words('Article 4') })])).toEqual(
        refusal('NUMBER_TAKEN', { number: 'Article 4' }, ['operations', 1]),
      );
    });

    it('it touches one article twice', () => {
      const text = twoArticles();
      const overlap = (id: string) =>
        refusal('EFFECTS_OVERLAP', { target: `provision:${id}` }, ['operations', 1]);
      const change = text.replace('1', words('Article 1', 'New.'));
      expect(text.refusal('2026-02-01', [change, text.repeal('1')])).toEqual(overlap('1'));
      expect(text.refusal('2026-02-01', [insert('3'), insert('3')])).toEqual(overlap('3'));
    });

    it('the article was already changed at that very instant', () => {
      const text = twoArticles();
      expect(text.refusal('2026-01-10', [text.repeal('2')])).toEqual(
        refusal('EFFECTS_OVERLAP', { target: 'provision:2' }, ['operations', 0]),
      );
    });

    it('its words are not sound', () => {
      const text = twoArticles();
      const empty = refusal('INVALID_INPUT', { field: 'number', reason: 'EMPTY' }, ['operations', 0]);
      expect(text.refusal('2026-02-01', [insert('3', { content: words('') })])).toEqual(empty);
      expect(text.refusal('2026-02-01', [text.replace('1', words(''))])).toEqual(empty);
    });
  });
});

describe('A consolidated text', () => {
  const story = () => {
    const text = twoArticles();
    text.decide('2026-02-01', [text.replace('2', words('Article 2', 'Second wording.'))]);
    text.decide('2026-03-01', [text.repeal('1')], '2026-04-01');
    return text;
  };

  it('reads as it was on each day', () => {
    expect(story().read('2026-01-09')).toEqual([]);
    expect(story().read('2026-01-31')).toEqual([
      'Article 1: Words of Article 1. (d1)',
      'Article 2: Words of Article 2. (d1)',
    ]);
    expect(story().read('2026-03-31')).toEqual([
      'Article 1: Words of Article 1. (d1)',
      'Article 2: Second wording. (d2)',
    ]);
    expect(story().read('2026-04-01')).toEqual([
      'Article 1: repealed by d3 from 2026-04-01',
      'Article 2: Second wording. (d2)',
    ]);
  });

  it('reads as it was known at each instant', () => {
    expect(story().read('2026-04-01', '2026-02-28')).toEqual([
      'Article 1: Words of Article 1. (d1)',
      'Article 2: Second wording. (d2)',
    ]);
    expect(story().read('2026-04-01', '2026-01-09')).toEqual([]);
  });

  it('names the last decision that repealed, not the one that replaced before', () => {
    const text = story();
    text.decide('2026-05-01', [text.repeal('2')]);
    expect(text.read('2026-05-01')[1]).toBe('Article 2: repealed by d4 from 2026-05-01');
    expect(text.read('2026-01-20')[1]).toBe('Article 2: Words of Article 2. (d1)');
  });

  it('says of an article repealed on its first day that it was, from that day on', () => {
    const text = twoArticles().decide('2026-02-01', [insert('3', { after: '2' })], '2026-06-01');
    text.decide('2026-02-02', [text.repeal('3')], '2026-06-01');
    expect(text.read('2026-05-31')).toHaveLength(2);
    expect(text.read('2026-06-01')[2]).toBe('Article 3: repealed by d3 from 2026-06-01');
    expect(text.read('2026-06-01', '2026-02-01')[2]).toBe('Article 3: Words of Article 3. (d2)');
  });

  it('does not list an article whose every version is still to come', () => {
    const text = twoArticles().decide('2026-02-01', [insert('3', { after: '2' })], '2026-06-01');
    text.decide('2026-02-02', [text.replace('3', words('Article 3', 'Again.'))], '2026-06-01');
    expect(text.read('2026-05-31')).toHaveLength(2);
    expect(text.read('2026-06-01')[2]).toBe('Article 3: Again. (d3)');
  });

  it('nests ten thousand deep', () => {
    const version = twoArticles().versions[0] as ProvisionVersion;
    const chain = Array.from({ length: 10_000 }, (_, depth) => ({
      ...version,
      provisionId: `p${depth}`,
      parentId: depth === 0 ? null : `p${depth - 1}`,
    }));
    const text = consolidate(chain, { inForceOn: '2026-01-10', knownAt: noon('2026-01-10') });
    expect(text.provisions.at(-1)?.depth).toBe(9_999);
  });

  it('comes out again when its patches are replayed, byte for byte', () => {
    const text = story();
    const idsAgain = text.patches.map((patch) => {
      let opened = 0;
      return { ...patch, newId: () => `${patch.decisionId}-v${(opened += 1)}` };
    });
    expect(JSON.stringify(replay(idsAgain))).toBe(JSON.stringify(text.versions));
  });

  it('is not replayed past a patch that is refused', () => {
    const [first, ...others] = story().patches as [Patch, ...Patch[]];
    const result = replay([{ ...first, operations: first.operations.slice(1) }, ...others]);
    expect(said(result)).toEqual(refusal('ANCHOR_NOT_IN_FORCE', { anchor: '1' }, ['operations', 0]));
  });
});

const DECISIONS = new Map([
  ['d1', { label: '2026-012', date: '2026-11-23' }],
  ['d2', { label: '2027-001', date: '2027-01-01' }],
]);
const FRENCH = { title: 'Statuts', locale: 'fr', decisions: DECISIONS } as const;
const PROVENANCE = '*Rédaction issue de la décision 2026-012 du 23 novembre 2026.*';

const withBody = (body: string) =>
  new Chronicle().decide('2026-11-23', [insert('1', { content: words('Article 1', body) })]);

/** What stands between the heading of the only article and the line of its decision. */
const renderedBody = (body: string) =>
  renderMarkdown(withBody(body).on('2026-11-23'), FRENCH)
    .split('## Article 1\n\n')[1]
    ?.replace(`\n\n${PROVENANCE}\n`, '');

const imported = (markdown: string): ImportedText => {
  let id = 0;
  const result = provisionsFromMarkdown(markdown, () => `p${(id += 1)}`);
  if (result instanceof Refusal) throw result;
  return result;
};

describe('A text in Markdown', () => {
  const statutes = () => {
    const text = new Chronicle().decide('2026-11-23', [
      insert('T1', { content: words('Titre premier', '', 'Du collectif') }),
      insert('1', {
        under: 'T1',
        content: words('Article 1', 'Le collectif est *ouvert*.\n\n- à toutes\n- à tous'),
      }),
      insert('2', { under: 'T1', after: '1', content: words('Article 2', '', 'Siège : Lille') }),
    ]);
    text.decide('2027-01-01', [text.repeal('2')]);
    return text;
  };

  it('puts headings by depth, and after each article the decision that wrote it', () => {
    expect(renderMarkdown(statutes().on('2027-01-01'), FRENCH)).toBe(
      [
        '# Statuts',
        '*Version en vigueur le 1er janvier 2027.*',
        '## Titre premier : Du collectif',
        PROVENANCE,
        '### Article 1',
        'Le collectif est *ouvert*.\n\n- à toutes\n- à tous',
        PROVENANCE,
        '### Article 2 : Siège : Lille',
        '*Abrogé par la décision 2027-001 du 1er janvier 2027.*\n',
      ].join('\n\n'),
    );
  });

  it('says the same in English', () => {
    const lines = renderMarkdown(statutes().on('2027-01-01'), { ...FRENCH, locale: 'en' }).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        '*Version in force on 1 January 2027.*',
        '## Titre premier: Du collectif',
        '*Wording from decision 2026-012 of 23 November 2026.*',
        '*Repealed by decision 2027-001 of 1 January 2027.*',
      ]),
    );
  });

  it('has six ranks of heading, and keeps to the sixth below', () => {
    const deep = Array.from({ length: 7 }, (_, depth) =>
      insert(`${depth}`, depth === 0 ? {} : { under: `${depth - 1}` }),
    );
    const text = new Chronicle().decide('2026-11-23', deep);
    const headings = renderMarkdown(text.on('2026-11-23'), FRENCH).match(/^#+(?= Article)/gm);
    expect(headings?.map((marks) => marks.length)).toEqual([2, 3, 4, 5, 6, 6, 6]);
  });

  it('does not print a text whose decision it cannot name', () => {
    const text = withBody('Words.');
    expect(() => renderMarkdown(text.on('2026-11-23'), { ...FRENCH, decisions: new Map() })).toThrow(
      TypeError,
    );
  });

  it('writes titles, numbers and headings as plain text', () => {
    const content = words('Article 1: a_b', '', '<b>*Gras*</b> & [lien](x) # ~~`$');
    const text = new Chronicle().decide('2026-11-23', [insert('1', { content })]);
    const markdown = renderMarkdown(text.on('2026-11-23'), {
      ...FRENCH,
      title: 'Les *nôtres*\n## Article 9',
    });
    expect(markdown).toContain('# Les \\*nôtres\\* \\#\\# Article 9\n');
    expect(markdown).toContain(
      '## Article 1\\: a\\_b : \\<b\\>\\*Gras\\*\\</b\\> \\& \\[lien\\](x) \\# \\~\\~\\`\\$\n',
    );
    expect(imported(markdown).operations[0]?.content).toEqual(content);
  });

  it.each([
    ['a list, emphasis and links', '- *a*\n- **b**\n  1. [c](https://x.y "t")\n\n> d_e'],
    ['a rule between two paragraphs', 'a\n\n---\n\nb'],
    ['an inequality and an ampersand', '1 < 2 & 3 > 2, R&D <https://x.y>'],
    ['a fenced block at the margin', '```md\n## not a heading\n<b>\n```\n\nb'],
    ['a longer fence around a shorter', '~~~~\n```\n~~~\n# x\n~~~~'],
    ['what is already escaped', '\\# a\n\n\\<b> \\&lt; \\*c\\*'],
    ['a table', '| a | b |\n|---|---|\n| c | d |'],
    ['a first line of code', '    code\n\nwords'],
  ])('keeps as typed %s', (_, body) => {
    expect(renderedBody(body)).toBe(body);
  });

  it.each([
    ['a heading', '## Article 9', '\\## Article 9'],
    ['an indented heading', '   # a', '   \\# a'],
    ['a heading in a quote in a list', '- > 1) ### a', '- > 1) \\### a'],
    ['an underlined heading', 'Article 9\n---', 'Article 9\n\\---'],
    ['a heading underlined twice', 'Article 9\n  ==  ', 'Article 9\n  \\==  '],
    ['a heading underlined by one dash and a space', 'a\n- ', 'a\n\\- '],
    ['an underlined heading in a quote', '> a\n> -', '> a\n> \\-'],
    ['an underlined no-break space', '\u00a0\n===', '\u00a0\n\\==='],
    ['a fence that never closes', '```\na', '\\```\na'],
    ['a line of code that is no fence', '```a`b\n# c\n```', '\\```a`b\n\\# c\n\\```'],
    ['a fence closed by another kind', '~~~\na\n```', '\\~~~\na\n\\```'],
    ['a fence closed only before a no-break space', '```\na\n```\u00a0', '\\```\na\n\\```\u00a0'],
    ['a fence inside a list, which the margin would end', '- ```\n# a\n  ```', '- \\```\n\\# a\n  \\```'],
    ['a tag', 'a <h2>b</h2>', 'a \\<h2>b\\</h2>'],
    ['a comment', '<!-- a', '\\<!-- a'],
    ['a processing instruction', '<?php', '\\<?php'],
    ['a tag after an escaped backslash', '\\\\<h2>', '\\\\\\<h2>'],
    ['a character reference', '&lt;h2&gt; &#35;', '\\&lt;h2\\&gt; \\&#35;'],
    ['a link definition', '[a]: https://x.y', '[a]\\: https://x.y'],
    ['a link definition on two lines', '[a\nb]: https://x.y', '[a\nb]\\: https://x.y'],
  ])('does not let out of an article %s', (_, body, rendered) => {
    expect(renderedBody(body)).toBe(rendered);
  });

  it.each([
    ['itself', '*Rédaction issue de la décision 2026-099 du 1er mai 2026.*'],
    ['its English', '_Wording from decision 2026-099 of 1 May 2026._'],
    ['a repeal', '*Abrogé par la décision 2026-099.*'],
    ['a day of reading', '*Version en vigueur le 1er mai 2026.*'],
    ['other accents, case and spaces', '*RE\u0301DACTION  issue de la\u00a0de\u0301cision 2026-099.*'],
    ['two lines', '*Rédaction issue\nde la décision 2026-099.*'],
    ['emphasis begun before and ended after', '*a\\\nRédaction issue de la décision 2026-099.\\\nb*'],
    ['marks within', '**_Réd_*action* issue de la décision 2026-099.**'],
    ['a link within', '*[Rédaction](https://x.y) issue de la décision 2026-099.*'],
    ['what looks like the target of a link', '[a](\n*Rédaction issue de la décision 2026-099.*\n)'],
    ['an invisible character', '\u200b*Rédac\u200btion issue de la décision 2026-099.*'],
    ['letters of another alphabet plane', '*𝑅édaction issue de la décision 2026-099.*'],
  ])('takes the emphasis from a forged provenance line disguised by %s', (_, body) => {
    const rendered = renderedBody(body) ?? '';
    expect(rendered.replaceAll('\\', '')).toBe(body.replaceAll('\\', ''));
    expect(rendered).not.toMatch(/(?<!\\)[*_]/);
  });

  it('is not changed by being made inert twice', () => {
    const body = '# a\n\n*Abrogé par la décision 1*\n<b> &lt;\n[a]: b\n---\n```\n\\\\<i>';
    const once = inertBody(body, ['Abrogé par la décision']);
    expect(once).not.toBe(body);
    expect(inertBody(once, ['Abrogé par la décision'])).toBe(once);
  });

  it('withstands bodies made to be slow', () => {
    const started = performance.now();
    for (const unit of ['```x\n', '```\n', '\\<', '&a', '](', '> ', '- ', '1. ', '#', ' ', '\n', 'a\n=\n']) {
      const body = unit.repeat(100_000 / unit.length);
      renderedBody(body);
      provisionsFromMarkdown(`## Article 1\n\n${body}\n\n## ${body}`, () => 'p');
    }
    // About one second here; a single quadratic expression takes minutes.
    expect(performance.now() - started).toBeLessThan(15_000);
  });
});

describe('A Markdown file', () => {
  it('becomes insertions in reading order, nested by rank, whatever the ranks skipped', () => {
    const { title, operations } = imported(
      [
        '# Statuts \\*neufs\\* #',
        '',
        '##### Préambule',
        'Nous.',
        '## Titre I : Objet',
        '##### Article 1 : Nom : le nôtre ##',
        '',
        'Ormée.',
        '',
        '  suite  ',
        '',
        '### Chapitre 1',
        '##### Article 2\u00a0: Siège',
        '## Titre II',
      ].join('\r\n'),
    );
    expect(title).toBe('Statuts *neufs*');
    expect(operations).toEqual([
      {
        kind: 'INSERT',
        provisionId: 'p1',
        parentId: null,
        afterId: null,
        content: words('Préambule', 'Nous.'),
      },
      {
        kind: 'INSERT',
        provisionId: 'p2',
        parentId: null,
        afterId: 'p1',
        content: words('Titre I', '', 'Objet'),
      },
      {
        kind: 'INSERT',
        provisionId: 'p3',
        parentId: 'p2',
        afterId: null,
        content: words('Article 1', 'Ormée.\n\n  suite  ', 'Nom : le nôtre'),
      },
      { kind: 'INSERT', provisionId: 'p4', parentId: 'p2', afterId: 'p3', content: words('Chapitre 1', '') },
      {
        kind: 'INSERT',
        provisionId: 'p5',
        parentId: 'p4',
        afterId: null,
        content: words('Article 2', '', 'Siège'),
      },
      { kind: 'INSERT', provisionId: 'p6', parentId: null, afterId: 'p2', content: words('Titre II', '') },
    ]);
  });

  it('needs no title', () => {
    expect(imported('## Article 1').title).toBeNull();
  });

  it('does not take for an article a heading in a code block or in a quote', () => {
    const body = '```\n## a\n```\n> ## b';
    expect(imported(`## Article 1\n${body}`).operations.map((o) => o.content.body)).toEqual([body]);
  });

  it('loses its own lines and its repealed articles, in either language', () => {
    const text = new Chronicle().decide('2026-11-23', [
      insert('1'),
      insert('2', { after: '1' }),
      insert('2a', { under: '2' }),
      insert('3', { after: '2' }),
    ]);
    text.decide('2027-01-01', [text.repeal('2'), text.repeal('2a')]);
    for (const locale of ['fr', 'en'] as const) {
      const { operations } = imported(renderMarkdown(text.on('2027-01-01'), { ...FRENCH, locale }));
      expect(operations.map(({ content }) => content)).toEqual([words('Article 1'), words('Article 3')]);
      expect(operations[1]?.afterId).toBe('p1');
    }
  });

  it('keeps a line that only looks like its own', () => {
    for (const body of [`a\n${PROVENANCE}`, 'a\n\n*Abrogé par la décision 2026-012.*'])
      expect(imported(`## Article 1\n\n${body}`).operations[0]?.content.body).toBe(body);
  });

  it.each([
    [
      'text before the first article',
      '# T\n\nhello\n\n## Article 1',
      'line 3',
      'TEXT_BEFORE_FIRST_PROVISION',
    ],
    ['text before the title', 'hello\n\n# T', 'line 1', 'TEXT_BEFORE_FIRST_PROVISION'],
    ['no heading at all', '\nhello', 'line 2', 'TEXT_BEFORE_FIRST_PROVISION'],
    ['a second title', '# T\n\n# U', 'line 3', 'MISPLACED_TITLE'],
    ['a title after an article', '## Article 1\n\n# T', 'line 3', 'MISPLACED_TITLE'],
    ['an underlined heading', '## Article 1\n\nArticle 2\n---', 'line 4', 'UNDERLINED_HEADING'],
    ['a fence that never closes', '## Article 1\n```\n## Article 2', 'line 2', 'UNCLOSED_FENCE'],
    ['a heading without words', '## Article 1\n\n###', 'line 3', 'NUMBER_EMPTY'],
    ['a number without end', `## ${'a'.repeat(61)}`, 'line 1', 'NUMBER_TOO_LONG'],
    ['a heading without end', `\n## 1 : ${'a'.repeat(201)}`, 'line 2', 'HEADING_TOO_LONG'],
    ['a control character', '## 1\n\na\u0007', 'line 1', 'BODY_CONTROL_CHARACTER'],
    [
      'an article under a repealed one',
      '## 1\n*Abrogé par la décision 1.*\n### 2',
      'line 3',
      'UNDER_REPEALED',
    ],
  ])('is refused with %s', (_, markdown, field, reason) => {
    expect(said(provisionsFromMarkdown(markdown, () => 'p'))).toEqual(
      refusal('INVALID_INPUT', { field, reason }),
    );
  });
});

const GOLDEN = new URL('../../../shared/golden/', import.meta.url);
const CONSTITUTION = [
  '1976-06-19',
  '1992-06-26',
  '1993-07-28',
  '1995-08-05',
  '1999-07-09',
  '2000-10-03',
  '2003-03-29',
  '2005-03-02',
] as const;

const golden = (name: string) => fileURLToPath(new URL(name, GOLDEN));
const constitutionFile = (day: CivilDate) => golden(`texts/constitution-1958/${day}.md`);
const CHARTER = golden('charter/fonctionnement-du-collectif.md');
const withConstitution = CONSTITUTION.every((day) => existsSync(constitutionFile(day))) ? it : it.skip;
const withCharter = existsSync(CHARTER) ? it : it.skip;

/** A file without its front matter, which is no part of the text. */
const readGolden = (path: string) => readFileSync(path, 'utf8').replace(/^---\n[^]*?\n---\n/, '');

/** The articles of a constitution by plain pattern, as a second opinion on the importer. */
const articlesOf = (file: string): ProvisionContent[] =>
  [...file.matchAll(/^##### (.*)\n([^]*?)(?=^#|$(?![^]))/gm)].map(([, number = '', body = '']) =>
    words(number, body.trim()),
  );

/** The files keep repealed titles beside those that took their number: here the first of each number stays. */
function withoutRecycledTitles(file: string): string {
  const seen = new Set<string>();
  return file.replace(/^## (.*) : .*$/gm, (line, number: string) => {
    if (seen.has(number)) return '';
    seen.add(number);
    return line;
  });
}

describe('The French Constitution (skipped where ../shared/golden has no texts/constitution-1958)', () => {
  withConstitution.each(CONSTITUTION)(
    'as of %s is imported, put in force and rendered article by article',
    (day) => {
      const file = readGolden(constitutionFile(day));
      const text = new Chronicle().decide('2026-11-23', imported(withoutRecycledTitles(file)).operations);
      const markdown = renderMarkdown(text.on('2026-11-23'), FRENCH);
      const articles = imported(markdown).operations.filter(({ content }) =>
        /^Article /.test(content.number),
      );
      expect(articles.length).toBeGreaterThan(80);
      expect(articles.map(({ content }) => content)).toEqual(articlesOf(file));
      expect(text.on('2026-11-23').provisions.map(({ content }) => content.number)).toEqual(
        [...withoutRecycledTitles(file).matchAll(/^##+ (.*?)(?: : .*)?$/gm)].map(([, number]) => number),
      );
    },
  );

  withConstitution('is consolidated at every date from the changes between its versions', () => {
    const files = CONSTITUTION.map((day) => ({
      day,
      articles: articlesOf(readGolden(constitutionFile(day))),
    }));
    // Articles 76 and 77 were repealed in 1995 and their numbers given to others in 1998: not in our house.
    const recycled = (day: CivilDate, { number }: ProvisionContent) =>
      day >= '1999' && /^Article 7[67]$/.test(number);
    const text = new Chronicle();
    for (const { day, articles } of files)
      text.decide(
        day,
        changesTo(
          text,
          day,
          articles.filter((article) => !recycled(day, article)),
        ),
      );
    for (const { day, articles } of files)
      expect(inForceOn(text, day)).toEqual(articles.filter((article) => !recycled(day, article)));
    // Every word of it leads to the revision that wrote it.
    for (const { content, provisionId, versionId } of text.on('2005-03-02').provisions) {
      const history = text.versions.filter((version) => version.provisionId === provisionId);
      const version = history.find((each) => each.versionId === versionId) as ProvisionVersion;
      expect(wordsOf(passagesOf(history, version))).toBe(content.body);
    }
    expect(decisionsOf(text, 'Article 6').get('cinq')).toBe('d6');
    expect(decisionsOf(text, 'Article 6').get('élu')).toBe('d1');
    expect(decisionsOf(text, 'Article 2').get('français')).toBe('d2');
    expect(text.refusal('2005-03-03', [insert('new', { content: words('Article 76') })])).toEqual(
      refusal('NUMBER_TAKEN', { number: 'Article 76' }, ['operations', 0]),
    );
  });

  const inForceOn = (text: Chronicle, day: CivilDate) =>
    text.on(day).provisions.flatMap(({ content, repealed }) => (repealed ? [] : [content]));

  const wordsOf = (passages: readonly Passage[]) => passages.map((passage) => passage.text).join('');

  /** By the first place of each word of an article, the decision that wrote it. */
  function decisionsOf(text: Chronicle, number: string): Map<string, Uuid> {
    const history = text.versions.filter(({ provisionId }) => provisionId === number);
    const version = history.find(({ knownUntil, inForceUntil }) => !knownUntil && !inForceUntil);
    const words = passagesOf(history, version as ProvisionVersion).flatMap((passage) =>
      (passage.text.match(/\p{L}+/gu) ?? []).map((word) => [word, passage.decisionId] as const),
    );
    return new Map(words.reverse());
  }

  /** The operations that turn what is in force on a day into these articles; a number is an article's id here. */
  function changesTo(
    text: Chronicle,
    day: CivilDate,
    articles: readonly ProvisionContent[],
  ): PatchOperation[] {
    const current = new Map(inForceOn(text, day).map((content) => [content.number, content]));
    const kept = new Set(articles.map(({ number }) => number));
    const repeals = [...current.keys()]
      .filter((number) => !kept.has(number))
      .map((number) => text.repeal(number));
    const changes = articles.flatMap((content, index): PatchOperation[] => {
      const { number } = content;
      const after = articles[index - 1]?.number;
      if (!current.has(number)) return [insert(number, { content, ...(after ? { after } : {}) })];
      return current.get(number)?.body === content.body ? [] : [text.replace(number, content)];
    });
    return [...changes, ...repeals];
  }
});

describe("The first collective's page (skipped where ../shared/golden has no charter)", () => {
  withCharter('has no article, and is refused at its first line of text', () => {
    expect(said(provisionsFromMarkdown(readGolden(CHARTER), () => 'p'))).toEqual(
      refusal('INVALID_INPUT', { field: 'line 2', reason: 'TEXT_BEFORE_FIRST_PROVISION' }),
    );
  });

  withCharter('keeps every word, link and list once each paragraph is an article', () => {
    const paragraphs = readGolden(CHARTER).trim().split(/\n\n+/);
    expect(paragraphs.length).toBeGreaterThan(8);
    const articles = paragraphs.map((body, index) => `## Article ${index + 1}\n\n${body}\n`);
    const text = new Chronicle().decide(
      '2026-11-23',
      imported(`# Règles\n\n${articles.join('\n')}`).operations,
    );
    const markdown = renderMarkdown(text.on('2026-11-23'), FRENCH);
    expect(imported(markdown).operations.map(({ content }) => content.body)).toEqual(paragraphs);
    expect(markdown).toContain("\n* au jour le jour via un outil d'autogestion en ligne");
  });
});
