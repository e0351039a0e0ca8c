import { parse, type ParserError } from 'parse5';
import { Refusal } from '../../../src/core/kernel/refusals.js';
import { readTextJson } from '../../../src/core/text/render/read-json.js';
import { exportPaper, exportText, TEXT_FORMATS, type TextFormat } from '../../../src/texts/export-text.js';
import { PAPER_FORMATS } from '../../../src/texts/papers/write-paper.js';
import { textsOfAllCollectives } from '../../../src/texts/text.queries.js';
import { openLived } from '../../world/demonstration.js';
import * as papers from '../papers/read-paper.js';
import { readPdf } from '../papers/read-pdf.js';
import { faultsOf, SCHEMA_IS_THERE } from './akn-schema.js';

it('each text of the demonstration is opened by a reader of each format', async () => {
  const world = await openLived();
  const texts = await textsOfAllCollectives(world.transactions);
  expect(texts.map(({ title }) => title)).toContain('Statuts');
  const point = { at: null, knownAt: null, locale: 'fr', marksSince: '2020-01-01' } as const;
  const written: Record<TextFormat, string[]> = { markdown: [], html: [], json: [], akn: [] };
  for (const { collectiveId, id } of texts)
    for (const format of TEXT_FORMATS)
      written[format].push(await exportText(world.transactions, collectiveId, id, { ...point, format }));
  const errors: ParserError[] = [];
  for (const page of written.html) parse(page, { onParseError: (error) => errors.push(error) });
  expect(errors).toEqual([]);
  for (const json of written.json) expect(readTextJson(json)).not.toBeInstanceOf(Refusal);
  if (SCHEMA_IS_THERE) expect(await faultsOf(...written.akn)).toEqual([]);
  for (const { collectiveId, id, title } of texts)
    for (const format of PAPER_FORMATS) {
      const bytes = await exportPaper(world.transactions, collectiveId, id, { ...point, format });
      if (format === 'pdf') expect((await readPdf(bytes)).title).toBe(title);
      else expect(await papers.faultsOf(papers.unpack(bytes))).toEqual([]);
    }
  await world.close();
}, 180_000);
