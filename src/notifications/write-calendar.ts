import type { Locale } from '../core/kernel/actors.js';
import type { Instant } from '../core/kernel/instants.js';
import { unturned } from '../core/text/render/characters.js';
import type { Dated } from './calendar.queries.js';

const WORDS: { readonly [L in Locale]: { readonly [K in Dated['kind']]: string } } = {
  fr: { ASSEMBLY: 'Assemblée', CLOSING: 'Fin d’un scrutin', REPORT: 'Compte rendu de mandat' },
  en: { ASSEMBLY: 'Assembly', CLOSING: 'A poll closes', REPORT: 'Report on a mandate' },
};

/**
 * Dates as an iCalendar object (RFC 5545): times in UTC, one lasting UID a thing, lines folded at 75 octets. The same
 * dates are written as the same bytes.
 */
export function writeCalendar(dates: readonly Dated[], locale: Locale): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Ormee//Ormee//FR',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    'X-WR-CALNAME:Ormée',
    ...dates.flatMap((date) => eventOf(date, WORDS[locale][date.kind], locale)),
    'END:VCALENDAR',
  ];
  return lines.map((line) => `${folded(line)}\r\n`).join('');
}

function eventOf({ kind, id, title, at, until, knownAt }: Dated, sort: string, locale: Locale): string[] {
  const colon = locale === 'fr' ? ' : ' : ': ';
  return [
    'BEGIN:VEVENT',
    `UID:${kind.toLowerCase()}-${id}@ormee`,
    `DTSTAMP:${stamp(knownAt)}`,
    `DTSTART:${stamp(at)}`,
    ...(until !== null && until > at ? [`DTEND:${stamp(until)}`] : []),
    `SUMMARY:${escaped(title === null ? sort : `${sort}${colon}${title}`)}`,
    'TRANSP:TRANSPARENT',
    'END:VEVENT',
  ];
}

/** `20261005T060000Z`: seconds, and no fraction of them (RFC 5545, 3.3.5). */
const stamp = (instant: Instant): string => `${instant.slice(0, 19).replaceAll(/[-:]/g, '')}Z`;

/** TEXT (RFC 5545, 3.3.11): one line, whatever a title brings along. */
const escaped = (text: string): string =>
  unturned(text.replaceAll(/\r\n?/g, '\n'))
    .replaceAll(/[\\;,]/g, (sign) => `\\${sign}`)
    .replaceAll('\n', '\\n')
    .replaceAll(/\p{Cc}/gu, ' ');

const FOLD_AT = 75;
const utf8 = new TextEncoder();

/** A line in parts of at most 75 octets, each but the first after a space, and no character cut (RFC 5545, 3.1). */
function folded(line: string): string {
  const parts: string[] = [];
  let part = '';
  let octets = 0;
  for (const sign of line) {
    const more = utf8.encode(sign).length;
    if (octets + more > FOLD_AT) {
      parts.push(part);
      [part, octets] = ['', 1]; // the space that begins it
    }
    part += sign;
    octets += more;
  }
  return [...parts, part].join('\r\n ');
}
