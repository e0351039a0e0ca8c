import type { Locale } from '../../kernel/actors.js';
import type { Uuid } from '../../kernel/ids.js';
import { consolidate, type ConsolidatedProvision, type ReadingPoint } from '../consolidation.js';
import { aknOfBlocks } from './akn-body.js';
import { citeIn, type Citing } from './cite.js';
import { citationsIn } from '../references.js';
import { namesOf, type AknName } from './akn-ids.js';
import { metaOf } from './akn-meta.js';
import { readMarkdown } from './markdown-tree.js';
import { PHRASES, printDate } from './phrases.js';
import { asKnownAt, labelOfDecision, type WholeText } from './whole-text.js';
import { element, mixed, writeXml, type XmlElement } from './xml.js';

export interface AknOptions extends ReadingPoint {
  readonly locale: Locale;
  readonly provisions: readonly ConsolidatedProvision[];
}

const NAMESPACE = 'http://docs.oasis-open.org/legaldocml/ns/akn/3.0';

/**
 * Writes a text as Akoma Ntoso 3.0 (OASIS Standard, 29 August 2018): its wording on a day in the body, and in the
 * metadata its life, every decision's changes and the times in force, as known at an instant.
 */
export function renderAkn(whole: WholeText, point: ReadingPoint & { readonly locale: Locale }): string {
  const text = asKnownAt(whole, point.knownAt);
  const { provisions } = consolidate(text.versions, point);
  const names = namesOf(provisions);
  const { meta, periodOf } = metaOf(text, names, { ...point, provisions });
  const body = element('body', {}, []);
  const holders = new Map<Uuid | null, XmlElement>([[null, body]]);
  const parents = new Set(provisions.map(({ parentId }) => parentId));
  const citing: Citing = {
    cited: citationsIn(text.versions, point),
    locale: text.language,
    anchorOf: (provisionId) => (names.has(provisionId) ? `#${names.get(provisionId)?.eId}` : null),
  };
  for (const provision of provisions) {
    const name = names.get(provision.provisionId) as AknName;
    const holds = parents.has(provision.provisionId);
    const written = provisionElement(provision, name, {
      period: periodOf(provision),
      holds,
      text,
      locale: point.locale,
      citing,
    });
    holders.get(provision.parentId)?.children.push(written);
    holders.set(provision.provisionId, written);
  }
  // A body without anything in it is not one, by the schema.
  if (provisions.length === 0)
    body.children.push(element('hcontainer', { eId: 'hcontainer_nn_1', name: 'empty' }));
  const act = element('act', { name: 'collective-text', contains: 'singleVersion' }, [
    meta,
    element('preface', { eId: 'preface' }, [mixed('p', {}, [mixed('docTitle', {}, [text.title])])]),
    body,
  ]);
  return writeXml(element('akomaNtoso', { xmlns: NAMESPACE }, [act]));
}

interface Around {
  readonly period: string;
  /** Whether others stand under it: its own words are then what comes before them. */
  readonly holds: boolean;
  readonly text: WholeText;
  readonly locale: Locale;
  readonly citing: Citing;
}

function provisionElement(
  provision: ConsolidatedProvision,
  { element: kind, name, eId, wId }: AknName,
  { period, holds, text, locale, citing }: Around,
): XmlElement {
  const { number, heading, body } = provision.content;
  const status = provision.repealed ? 'removed' : undefined;
  const title = heading === '' ? [] : [mixed('heading', { eId: `${eId}__heading` }, [heading])];
  const words = wordsOf(provision, `${eId}__${holds ? 'intro' : 'content'}`, {
    text,
    locale,
    citing,
  });
  const isSilent = holds && body.trim() === '' && !provision.repealed;
  const own = element(holds ? 'intro' : 'content', { eId: `${eId}__${holds ? 'intro' : 'content'}` }, words);
  return element(kind, { eId, wId, name, period, status }, [
    mixed('num', { eId: `${eId}__num` }, [number]),
    ...title,
    ...(isSilent ? [] : [own]),
  ]);
}

function wordsOf(
  { content, repealed }: ConsolidatedProvision,
  eId: string,
  { text: { decisions, language }, locale, citing }: Pick<Around, 'text' | 'locale' | 'citing'>,
): XmlElement[] {
  if (!repealed) return aknOfBlocks(citeIn(readMarkdown(content.body), citing), eId);
  const { repealed: repealedBy, dated, repealedFrom } = PHRASES[locale];
  const { label, date } = labelOfDecision(decisions, repealed.by);
  const said = `${repealedBy} ${label} ${dated} ${printDate(date, locale)}, ${repealedFrom} ${printDate(repealed.on, locale)}.`;
  return [
    mixed('p', {}, [
      mixed('remark', { status: 'editorial', 'xml:lang': locale === language ? undefined : locale }, [said]),
    ]),
  ];
}
