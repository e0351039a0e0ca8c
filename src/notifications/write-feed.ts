import type { Locale } from '../core/kernel/actors.js';
import type { Uuid } from '../core/kernel/ids.js';
import { escapeText } from '../core/text/render/characters.js';
import { toGlobalId } from '../platform/graphql/global-ids.js';
import type { Feed, FeedEntry } from './feed.queries.js';

const WORDS = {
  fr: {
    feed: 'ce qui est public',
    DECISION: 'Décision',
    APPEAL: 'Appel',
    TEXT: 'Texte',
    ADOPTED: 'Adoptée.',
    REJECTED: 'Rejetée.',
    changed: 'Ce texte est publié, ou ses mots ont changé.',
    colon: ' : ',
  },
  en: {
    feed: 'what is public',
    DECISION: 'Decision',
    APPEAL: 'Appeal',
    TEXT: 'Text',
    ADOPTED: 'Adopted.',
    REJECTED: 'Rejected.',
    changed: 'This text is published, or its words have changed.',
    colon: ': ',
  },
} as const satisfies Record<Locale, object>;

interface Place {
  readonly collectiveId: Uuid;
  readonly publicUrl: string;
  /** `?collective=…`, where the address names one. */
  readonly query: string;
}

/**
 * A feed as an Atom document (RFC 4287). Its author is the collective, and nobody in it: who wrote what is for members.
 * What is shown as text is text, whatever stands in it.
 */
export function writeFeed(feed: Feed, place: Place): string {
  const { collectiveId, publicUrl, query } = place;
  const words = WORDS[feed.locale];
  const self = escapeText(`${publicUrl}/feed.atom${query}`);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${feed.locale}">
<id>urn:uuid:${collectiveId}</id>
<title>${escapeText(feed.name)}, ${words.feed}</title>
<updated>${feed.entries[0]?.at ?? ''}</updated>
<author><name>${escapeText(feed.name)}</name></author>
<link rel="self" type="application/atom+xml" href="${self}"/>
${feed.entries.map((entry) => entryOf(entry, feed.locale, place)).join('\n')}
</feed>
`;
}

function entryOf(entry: FeedEntry, locale: Locale, place: Place): string {
  const words = WORDS[locale];
  const sort = entry.label === null ? words[entry.kind] : `${words[entry.kind]} ${entry.label}`;
  const title = entry.title === null ? sort : `${sort}${words.colon}${entry.title}`;
  const path = pathOf(entry, place);
  const href = escapeText(`${place.publicUrl}${path}`);
  const link = path === null ? '' : `<link rel="alternate" type="text/html" href="${href}"/>\n`;
  return `<entry>
<id>urn:uuid:${entry.id}</id>
<title type="text">${escapeText(title)}</title>
<updated>${entry.at}</updated>
${link}<content type="text">${escapeText(contentOf(entry, locale))}</content>
</entry>`;
}

/** Where a person reads it; null for a decision, whose words here are all that is public of it. */
function pathOf({ kind, id, slug }: FeedEntry, { collectiveId, query }: Place): string | null {
  if (kind === 'APPEAL') return `/appels?id=${toGlobalId('Appeal', collectiveId, id)}`;
  return slug === null ? null : `/textes/${slug}${query}`;
}

function contentOf({ kind, body, outcome }: FeedEntry, locale: Locale): string {
  if (kind === 'APPEAL') return body ?? '';
  return outcome === null ? WORDS[locale].changed : WORDS[locale][outcome];
}
