import type { Locale } from '../../core/kernel/actors.js';
import type { Instant, Zone } from '../../core/kernel/instants.js';
import { htmlOfBlocks } from '../../core/text/render/html-body.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { notesIn } from '../../core/text/render/phrases.js';
import { addressOf } from '../address.js';
import { alert, home, noPage, page, timed } from '../members-parts.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** An election as the API gives it to whoever looks. */
export interface ShownElection {
  readonly id: string;
  readonly title: string;
  readonly instructions: string;
  readonly state: string;
  readonly phase: 'NOMINATION' | 'CHANGE' | 'FURTHER' | 'CONSENT';
  readonly phaseEndsAt: Instant | null;
  readonly whatNow: string;
  readonly heard: number;
  readonly viewerNomination: { readonly personId: string | null; readonly reason: string } | null;
  readonly declinedIds: readonly string[];
  readonly explanation: readonly string[];
  readonly nominations: { readonly edges: readonly { readonly node: ShownNomination }[] };
}

export interface ShownNomination {
  readonly round: number;
  readonly byId: string | null;
  readonly personId: string | null;
  readonly reason: string;
}

/** What the page shows beside the election. */
export interface Beside {
  readonly viewerId: string;
  readonly zone: Zone;
  /** The language of the collective, in which its members write. */
  readonly language: Locale;
  /** Public names by member, of all whom the election names. */
  readonly names: ReadonlyMap<string, string>;
  /** What came of a form that was sent, and what was typed into it. */
  readonly said: string | null;
  readonly typed: { readonly name: string; readonly reason: string };
}

/** The role first, then where it stands, what others said in the rounds that are over, and the form to name somebody. */
export function nominationPage(locale: Locale, election: ShownElection, beside: Beside): string {
  const words = WORDS[locale];
  const isOpen = election.state === 'RUNNING' && election.phase !== 'CONSENT';
  const until =
    election.phaseEndsAt === null ? '' : ` ${timed(election.phaseEndsAt, locale, beside, words.until)}`;
  const role = htmlOfBlocks(readMarkdown(election.instructions), notesIn(beside.language, locale));
  return page(
    locale,
    election.title,
    [
      alert(beside.said),
      election.instructions === '' ? '' : `<article lang="${beside.language}">${role}</article>`,
      `<p>${escape(election.whatNow)}${until}</p>`,
      isOpen ? `<p>${escape(words.heard(election.heard))}</p>` : '',
      own(locale, election, beside),
      isOpen ? form(locale, election, beside) : '',
      reasons(locale, election, beside),
      working(locale, election),
      declining(locale, election, beside),
      home(locale),
    ],
    STYLE,
  );
}

/** One sentence, the same for what is not there and for what is not theirs to see; and the reason they typed, which is theirs. */
export const noElectionPage = (locale: Locale, reason: string): string =>
  noPage(locale, WORDS[locale], [reason]);

function own(locale: Locale, { viewerNomination }: ShownElection, beside: Beside): string {
  if (!viewerNomination) return '';
  const words = WORDS[locale];
  const { personId, reason } = viewerNomination;
  return `<section><h2>${words.yours}</h2>
<p><strong>${escape(calledIn(locale, personId, beside))}</strong>. ${words.change}</p>
${reason === '' ? '' : quoted(reason, beside)}</section>`;
}

function form(locale: Locale, { id }: ShownElection, { typed }: Beside): string {
  const words = WORDS[locale];
  return `<form method="post" action="${actionOf(id)}">
<label>${words.who} <input name="name" value="${escape(typed.name)}" autocomplete="off" maxlength="200"></label>
<label>${words.why} <textarea name="reason" rows="5">${escape(typed.reason)}</textarea></label>
<p>${words.seen}</p>
<p><button name="act" value="name">${words.name}</button> <button name="act" value="nobody">${words.nobody}</button></p>
</form>`;
}

function reasons(locale: Locale, { nominations }: ShownElection, beside: Beside): string {
  const all = nominations.edges.map(({ node }) => node);
  const line = (one: ShownNomination): string => {
    const by = one.byId === null ? '' : `${escape(calledIn(locale, one.byId, beside))} → `;
    return `<li>${by}<strong>${escape(calledIn(locale, one.personId, beside))}</strong>${one.reason === '' ? '' : quoted(one.reason, beside)}</li>`;
  };
  return [...new Set(all.map(({ round }) => round))]
    .map((round) => {
      const lines = all.filter((one) => one.round === round).map(line);
      return `<h2>${WORDS[locale].reasons(round)}</h2>\n<ul>\n${lines.join('\n')}\n</ul>`;
    })
    .join('\n');
}

const working = (locale: Locale, { explanation }: ShownElection): string =>
  explanation.length === 0
    ? ''
    : `<details><summary>${WORDS[locale].working}</summary><ol>${explanation.map((line) => `<li>${escape(line)}</li>`).join('\n')}</ol></details>`;

/** Nobody is given a role against their will; a press of a button of its own, so that nobody says it by mistake. */
function declining(locale: Locale, { id, state, declinedIds }: ShownElection, { viewerId }: Beside): string {
  const words = WORDS[locale];
  if (declinedIds.includes(viewerId)) return `<p>${words.refused}</p>`;
  if (state !== 'RUNNING') return '';
  return `<form method="post" action="${actionOf(id)}"><button name="act" value="decline">${words.refuse}</button></form>`;
}

const actionOf = (id: string): string => `/designations/${addressOf('ElectionWithoutCandidates', id) ?? ''}`;

const quoted = (reason: string, { language }: Beside): string =>
  `<blockquote lang="${language}">${escape(reason)}</blockquote>`;

const calledIn = (locale: Locale, id: string | null, { names }: Beside): string =>
  id === null ? WORDS[locale].nobodyNamed : (names.get(id) ?? '…');

const STYLE = `  input { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
`;
