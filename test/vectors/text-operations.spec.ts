import { describe, expect, it } from '@jest/globals';
import type { CivilDate } from '../../src/core/kernel/instants.js';
import { Refusal } from '../../src/core/kernel/refusals.js';
import { consolidate, replay } from '../../src/core/text/consolidation.js';
import type { PatchOperation, PlaceAsked, ProvisionContent } from '../../src/core/text/operations.js';
import { applyPatch } from '../../src/core/text/patch.js';
import { hashPlace } from '../../src/core/text/position.js';
import { passagesOf } from '../../src/core/text/provenance.js';
import type { ProvisionVersion } from '../../src/core/text/version.js';
import { LATER, noon, ToldText, uuid, words } from '../texts/render/told-text.js';

const AT_TOP: PlaceAsked = { parentId: null, afterId: null };
const under = (parent: number, after: number | null = null): PlaceAsked => ({
  parentId: uuid(parent),
  afterId: after === null ? null : uuid(after),
});

/** Title 1 holds articles 2 and 3, title 4 holds article 5. */
const told = (): ToldText => {
  const text = new ToldText();
  return text.decide('2026-05-01', [
    text.insert(1, words('Titre I', '')),
    text.insert(2, words('Article 1'), 1),
    text.insert(3, words('Article 2'), 1, 2),
    text.insert(4, words('Titre II', ''), null, 1),
    text.insert(5, words('Article 3'), 4),
  ]);
};

const last = (text: ToldText, id: number): ProvisionVersion =>
  text.versions.findLast(({ provisionId }) => provisionId === uuid(id)) as ProvisionVersion;

const on = (text: ToldText, id: number) => ({ provisionId: uuid(id), expectedHash: last(text, id).hash });

const move = (text: ToldText, id: number, place: PlaceAsked): PatchOperation => ({
  kind: 'MOVE',
  ...on(text, id),
  fromId: last(text, id).parentId,
  expectedPlace: hashPlace(last(text, id)),
  ...place,
  content: null,
});

const restore = (text: ToldText, id: number, place: PlaceAsked): PatchOperation => ({
  kind: 'RESTORE',
  ...on(text, id),
  ...place,
  content: null,
});

const read = (text: ToldText, inForceOn: CivilDate, knownAt = LATER): string[] =>
  consolidate(text.versions, { inForceOn, knownAt }).provisions.map(
    ({ depth, content: { number }, repealed }) =>
      `${depth} ${number}${repealed ? ` until ${repealed.on} by ${text.decisions.get(repealed.by)?.label}` : ''}`,
  );

const refusal = (
  text: ToldText,
  today: CivilDate,
  operations: readonly PatchOperation[],
  effectiveOn: CivilDate = today,
) => {
  const patch = { operations, effectiveOn, today, now: noon(today), decisionId: 'd', newId: () => 'v' };
  const applied = applyPatch({ ...patch, versions: text.versions });
  return applied instanceof Refusal ? { code: applied.code, where: applied.where } : null;
};

describe('A provision that is moved', () => {
  it('keeps its number, its words and what stands under it, on both clocks', () => {
    const text = told();
    text.decide('2026-06-01', [move(text, 4, under(1, 2))], '2026-07-01');
    const before = ['0 Titre I', '1 Article 1', '1 Article 2', '0 Titre II', '1 Article 3'];
    const after = ['0 Titre I', '1 Article 1', '1 Titre II', '2 Article 3', '1 Article 2'];
    expect(read(text, '2026-06-30')).toEqual(before);
    expect(read(text, '2026-07-01')).toEqual(after);
    expect(read(text, '2026-07-01', noon('2026-05-31'))).toEqual(before);
    text.decide('2026-08-01', [move(text, 4, { parentId: null, afterId: uuid(1) })]);
    expect(read(text, '2026-08-01')).toEqual(before);
    expect(read(text, '2026-07-31')).toEqual(after);
    const history = text.versions.filter(({ provisionId }) => provisionId === uuid(4));
    expect(new Set(history.map(({ hash }) => hash)).size).toBe(1);
  });

  it('leaves its words with the decision that wrote them', () => {
    const text = told();
    text.decide('2026-06-01', [move(text, 2, under(4))]);
    const history = text.versions.filter(({ provisionId }) => provisionId === uuid(2));
    expect(passagesOf(history, last(text, 2))).toEqual([
      { text: 'Words of Article 1.', decisionId: uuid(1, 1), amendmentIds: [] },
    ]);
  });

  it('goes under nothing that it holds, nor would hold on a later day', () => {
    const text = told();
    text.decide('2026-06-01', [move(text, 4, under(1))], '2026-09-01');
    const itself = { code: 'PROVISION_UNDER_ITSELF', where: ['operations', 0] };
    expect(refusal(text, '2026-06-02', [move(text, 1, under(1))])).toEqual(itself);
    expect(refusal(text, '2026-06-02', [move(text, 1, under(2))])).toEqual(itself);
    // Title II goes under title I in September: title I under title II now would make a ring then.
    expect(refusal(text, '2026-06-02', [move(text, 1, under(4))])).toEqual(itself);
  });

  it('goes under nothing that does not last, and after nothing that is not there', () => {
    const text = told();
    text.decide('2026-06-01', [text.repeal(5), text.repeal(4)], '2026-09-01');
    const nowhere = { code: 'ANCHOR_NOT_IN_FORCE', where: ['operations', 0] };
    expect(refusal(text, '2026-06-02', [move(text, 2, under(4))])).toEqual(nowhere);
    expect(refusal(text, '2026-06-02', [move(text, 2, under(1, 2))])).toEqual(nowhere);
    expect(refusal(text, '2026-06-02', [move(text, 2, { parentId: null, afterId: uuid(3) })])).toEqual(
      nowhere,
    );
    expect(refusal(text, '2026-06-02', [move(text, 2, under(9))])).toEqual(nowhere);
  });

  it('is moved by whoever read where it stood alone', () => {
    const text = told();
    const stale = move(text, 3, under(4));
    text.decide('2026-06-01', [move(text, 3, under(1))]);
    expect(refusal(text, '2026-06-02', [stale])).toMatchObject({ code: 'PROVISION_CHANGED' });
    const { expectedPlace } = move(text, 3, AT_TOP) as { expectedPlace: string };
    const lie = { ...move(text, 3, under(4)), fromId: uuid(4), expectedPlace } as PatchOperation;
    expect(refusal(text, '2026-06-02', [lie])).toMatchObject({ code: 'PROVISION_CHANGED' });
    expect(refusal(text, '2026-06-02', [move(text, 3, under(4))])).toBeNull();
  });

  it('lets what held it be repealed by the same patch', () => {
    const text = told();
    const emptied = [move(text, 5, under(1, 3)), text.repeal(4)];
    text.decide('2026-06-01', emptied);
    expect(read(text, '2026-06-01')).toEqual([
      '0 Titre I',
      '1 Article 1',
      '1 Article 2',
      '1 Article 3',
      '0 Titre II until 2026-06-01 by 2026-002',
    ]);
  });
});

describe('A provision that is restored', () => {
  const repealed = () => {
    const text = told();
    return text.decide('2026-06-01', [text.repeal(3)], '2026-07-01');
  };

  it('is the same one, and was repealed in between for ever', () => {
    const text = repealed();
    text.decide('2026-09-01', [restore(text, 3, under(1, 2))], '2026-10-01');
    const gone = '1 Article 2 until 2026-07-01 by 2026-002';
    expect(read(text, '2026-06-30')[2]).toBe('1 Article 2');
    expect(read(text, '2026-07-01')[2]).toBe(gone);
    expect(read(text, '2026-09-30')[2]).toBe(gone);
    expect(read(text, '2026-10-01')[2]).toBe('1 Article 2');
    expect(read(text, '2026-10-01', noon('2026-08-01'))[2]).toBe(gone);
    const history = text.versions.filter(({ provisionId }) => provisionId === uuid(3));
    expect(passagesOf(history, last(text, 3)).map(({ decisionId }) => decisionId)).toEqual([uuid(1, 1)]);
  });

  it('is repealed again by another decision', () => {
    const text = repealed();
    text.decide('2026-09-01', [restore(text, 3, under(1, 2))]);
    text.decide('2026-10-01', [text.repeal(3)]);
    expect(read(text, '2026-08-01')[2]).toBe('1 Article 2 until 2026-07-01 by 2026-002');
    expect(read(text, '2026-10-01')[2]).toBe('1 Article 2 until 2026-10-01 by 2026-004');
    // On the very day on which it comes back, too.
    const other = repealed();
    other.decide('2026-09-01', [restore(other, 3, under(1, 2))], '2026-11-01');
    other.decide('2026-09-02', [other.repeal(3)], '2026-11-01');
    expect(read(other, '2026-10-31')[2]).toBe('1 Article 2 until 2026-07-01 by 2026-002');
    expect(read(other, '2026-11-01')[2]).toBe('1 Article 2 until 2026-11-01 by 2026-004');
  });

  it('is refused where it stands, is unknown, was read otherwise, or comes back already', () => {
    const text = repealed();
    const back = restore(text, 3, under(1, 2));
    const only = (code: string) => ({ code, where: ['operations', 0] });
    expect(refusal(text, '2026-06-02', [back])).toEqual(only('PROVISION_NOT_REPEALED'));
    expect(refusal(text, '2026-06-02', [{ ...back, provisionId: uuid(77) }])).toEqual(
      only('PROVISION_NOT_REPEALED'),
    );
    const stale = { ...back, expectedHash: 'other' } as PatchOperation;
    expect(refusal(text, '2026-07-02', [stale])).toEqual(only('PROVISION_CHANGED'));
    expect(refusal(text, '2026-07-02', [{ ...back, parentId: uuid(9) } as PatchOperation])).toEqual(
      only('ANCHOR_NOT_IN_FORCE'),
    );
    text.decide('2026-07-02', [back], '2026-12-01');
    expect(refusal(text, '2026-07-03', [back], '2026-08-01')).toEqual(only('LATER_VERSION_EXISTS'));
  });

  it('holds nothing before it is back', () => {
    const text = told();
    text.decide('2026-06-01', [text.repeal(5), text.repeal(4)], '2026-07-01');
    text.decide('2026-06-02', [restore(text, 4, { parentId: null, afterId: uuid(1) })], '2026-09-01');
    // In force today, gone in July, back in September: an article there would stand under nothing in August.
    const article = text.insert(8, words('Article 8'), 4);
    expect(refusal(text, '2026-06-03', [article])).toEqual({
      code: 'ANCHOR_NOT_IN_FORCE',
      where: ['operations', 0],
    });
    expect(refusal(text, '2026-06-03', [article], '2026-09-01')).toBeNull();
  });
});

describe('A provision whose name changes, or whose slip is mended', () => {
  it('keeps for itself every number that it bore', () => {
    const text = told();
    text.decide('2026-06-01', [{ kind: 'RENUMBER', ...on(text, 2), number: 'Article 1 bis' }], '2026-07-01');
    const taken = { code: 'NUMBER_TAKEN', where: ['operations', 0] };
    for (const number of ['ARTICLE 1', 'Article 1 bis'])
      expect(refusal(text, '2026-06-02', [{ kind: 'RENUMBER', ...on(text, 3), number }])).toEqual(taken);
    text.decide('2026-08-01', [{ kind: 'RENUMBER', ...on(text, 2), number: 'Article 1' }]);
    expect(['2026-06-30', '2026-07-01', '2026-08-01'].map((day) => read(text, day)[1])).toEqual([
      '1 Article 1',
      '1 Article 1 bis',
      '1 Article 1',
    ]);
  });

  it('is judged as any content is', () => {
    const text = told();
    const renumber = (number: string): PatchOperation => ({ kind: 'RENUMBER', ...on(text, 2), number });
    expect(refusal(text, '2026-06-02', [renumber('')])).toMatchObject({ code: 'INVALID_INPUT' });
    const heading: PatchOperation = { kind: 'SET_HEADING', ...on(text, 2), heading: 'a\nb' };
    expect(refusal(text, '2026-06-02', [heading])).toMatchObject({ code: 'INVALID_INPUT' });
  });

  it('comes out of its operations again, byte for byte', () => {
    const text = told();
    text.decide('2026-06-01', [text.repeal(3), move(text, 5, under(1))], '2026-07-01');
    text.decide('2026-07-01', [restore(text, 3, under(4))]);
    text.decide('2026-07-02', [
      { kind: 'ERRATUM', ...on(text, 3), corrects: uuid(1, 1), content: words('Article 2', 'Mended.') },
    ]);
    const again = replay(
      text.patches.map((patch, index) => {
        let opened = 0;
        const newId = () => uuid((index + 1) * 10_000 + (opened += 1), 2);
        return { ...patch, today: patch.effectiveOn, now: patch.knownAt, newId };
      }),
    );
    expect(JSON.stringify(again)).toBe(JSON.stringify(text.versions));
  });
});

describe('What is decided for a later day, when an earlier day changes', () => {
  const NEW_YEAR = '2027-01-01';
  const later = (content: Partial<ProvisionContent>) => {
    const text = told();
    const was = last(text, 2).content;
    return text.decide('2026-06-01', [text.replace(2, { ...was, ...content })], NEW_YEAR);
  };
  /** The version in force today, as an author reads it now. */
  const now = (text: ToldText) => {
    const found = text.versions.find(
      ({ provisionId, knownUntil, inForceUntil }) =>
        provisionId === uuid(2) && knownUntil === null && inForceUntil === NEW_YEAR,
    );
    if (!found) throw new Error('nothing is decided for the new year');
    return { provisionId: uuid(2), expectedHash: found.hash, content: found.content, version: found };
  };
  const contentOn = (text: ToldText, day: CivilDate, knownAt = LATER) =>
    consolidate(text.versions, { inForceOn: day, knownAt }).provisions.find(
      ({ provisionId }) => provisionId === uuid(2),
    );

  it('keeps what it changes, and takes on what it had kept, on both clocks', () => {
    const text = later({ body: 'In the new year.' });
    const { provisionId, expectedHash } = now(text);
    text.decide('2026-07-01', [
      { kind: 'RENUMBER', provisionId, expectedHash, number: 'Article 1 bis' },
      { kind: 'SET_HEADING', ...on(text, 3), heading: 'Two' },
    ]);
    expect(contentOn(text, '2026-06-30')?.content).toEqual(words('Article 1'));
    expect(contentOn(text, '2026-07-01')?.content).toEqual({
      ...words('Article 1'),
      number: 'Article 1 bis',
    });
    expect(contentOn(text, NEW_YEAR)?.content).toEqual(words('Article 1 bis', 'In the new year.'));
    expect(contentOn(text, NEW_YEAR, noon('2026-06-30'))?.content).toEqual(
      words('Article 1', 'In the new year.'),
    );
    const history = text.versions.filter((version) => version.provisionId === provisionId);
    expect(passagesOf(history, last(text, 2))).toEqual([
      { text: 'In the new year.', decisionId: uuid(2, 1), amendmentIds: [] },
    ]);
  });

  it('is moved along, unless it moves itself', () => {
    const text = later({ heading: 'One' });
    const { version, provisionId, expectedHash } = now(text);
    const [fromId, expectedPlace] = [version.parentId, hashPlace(version)];
    const elsewhere: PatchOperation = {
      kind: 'MOVE',
      ...{ provisionId, expectedHash, fromId, expectedPlace, content: null },
      ...under(4, 5),
    };
    text.decide('2026-07-01', [elsewhere]);
    expect(contentOn(text, NEW_YEAR)).toMatchObject({ parentId: uuid(4), content: { heading: 'One' } });

    const other = told();
    other.decide('2026-06-01', [move(other, 2, AT_TOP)], NEW_YEAR);
    const read = now(other);
    const again = { ...elsewhere, expectedPlace: hashPlace(read.version) } as PatchOperation;
    expect(refusal(other, '2026-07-01', [again])).toMatchObject({ code: 'LATER_VERSION_EXISTS' });
  });

  it('is refused where both change the same thing, and not where both do the same', () => {
    const text = later({ body: 'In the new year.' });
    const { provisionId, expectedHash, content } = now(text);
    const replace = (body: string): PatchOperation => ({
      kind: 'REPLACE',
      provisionId,
      expectedHash,
      content: { ...content, body },
    });
    expect(refusal(text, '2026-07-01', [replace('At once.')])).toEqual({
      code: 'LATER_VERSION_EXISTS',
      where: ['operations', 0],
    });
    const before = text.versions.length;
    text.decide('2026-07-01', [replace('In the new year.')]);
    expect(text.versions).toHaveLength(before + 2); // what was decided for the new year stands as it was written
    const repeal: PatchOperation = { kind: 'REPEAL', ...on(text, 2) };
    expect(refusal(text, '2026-07-02', [repeal])).toMatchObject({ code: 'LATER_VERSION_EXISTS' });
  });

  it('still ends on its day, whatever is changed before', () => {
    const text = told();
    text.decide('2026-06-01', [text.repeal(2)], NEW_YEAR);
    const { provisionId, expectedHash, content } = now(text);
    text.decide('2026-07-01', [
      { kind: 'REPLACE', provisionId, expectedHash, content: { ...content, body: 'For six months.' } },
    ]);
    expect(contentOn(text, '2026-12-31')?.content.body).toBe('For six months.');
    expect(contentOn(text, NEW_YEAR)?.repealed).toEqual({ by: uuid(2, 1), on: NEW_YEAR });
  });
});
