import type { Locale } from '../../core/kernel/actors.js';
import { htmlOfBlocks } from '../../core/text/render/html-body.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { notesIn } from '../../core/text/render/phrases.js';
import type { FormPart } from '../../texts/papers/write-form.js';
import { addressOf } from '../address.js';
import { givenBack, textOf } from '../members-page.js';
import { alert, home, noPage, page } from '../members-parts.js';
import { escape } from '../page.js';
import { fieldsOf, type ShownOption, type ShownPaper, type Typed } from './ballot-form.js';
import { WORDS } from './words.js';

/** An own ballot, as the API gives it. */
export interface ShownBallot {
  readonly choice: string;
  readonly reason: string | null;
  readonly revision: number;
  readonly relayed: boolean;
  readonly receipt: { readonly text: string };
}

/** A poll as the API gives it to whoever looks. */
export interface ShownPoll {
  readonly id: string;
  readonly title: string;
  readonly method: string;
  readonly ballotMayChange: boolean;
  readonly paper: ShownPaper;
  readonly options: readonly ShownOption[];
  readonly viewerMayCast: {
    readonly allowed: boolean;
    readonly problem: { readonly message: string } | null;
  };
  readonly viewerBallot: ShownBallot | null;
}

/** What the page shows beside the poll: the words of its sheet, and what came of a form that was sent. */
export interface Beside {
  /** None once the box is shut. */
  readonly parts: readonly FormPart[];
  readonly language: Locale;
  readonly said: string | null;
  /** What was typed into it; null for a page that is opened. */
  readonly typed: Typed | null;
}

/** A question with its rule, what is in the box from whoever looks, and the form that puts it there. */
export function ballotPage(
  locale: Locale,
  poll: ShownPoll,
  { parts, language, said, typed }: Beside,
): string {
  const words = WORDS[locale];
  const { viewerMayCast, viewerBallot } = poll;
  const closed = viewerMayCast.problem && `<p role="note">${escape(viewerMayCast.problem.message)}</p>`;
  return page(
    locale,
    poll.title,
    [
      alert(said),
      viewerBallot ? ownBallot(locale, poll, viewerBallot) : '',
      ...(parts.length === 0
        ? []
        : [`<article lang="${language}">`, ...parts.map((part) => partOf(part, language)), '</article>']),
      viewerMayCast.allowed ? form(locale, poll, typed ?? inBox(poll)) : (closed ?? ''),
      viewerMayCast.allowed ? '' : givenBack(words.reason, textOf(typed?.['reason'])),
      parts.length === 0
        ? ''
        : `<p><a href="/paper/question?poll=${encodeURIComponent(poll.id)}">${words.sheet}</a></p>`,
      home(locale),
    ],
    STYLE,
  );
}

/** One sentence, the same for what is not there and for what is not theirs to see; and the reason they typed, which is theirs. */
export const noBallotPage = (locale: Locale, typed: Typed | null): string =>
  noPage(locale, WORDS[locale], [textOf(typed?.['reason'])]);

function ownBallot(locale: Locale, poll: ShownPoll, ballot: ShownBallot): string {
  const words = WORDS[locale];
  const change = poll.viewerMayCast.allowed && poll.ballotMayChange ? ` ${words.change}` : '';
  const reason = ballot.reason === null ? '' : `<blockquote>${escape(ballot.reason)}</blockquote>`;
  return `<section><h2>${words.yours}</h2>
<p><strong>${escape(choiceIn(locale, poll, ballot.choice))}</strong>.${change}</p>
${reason}${ballot.relayed ? `<p>${words.relayed}</p>` : ''}
<details><summary>${words.inBox}</summary><pre>${escape(ballot.receipt.text)}</pre></details></section>`;
}

/** Ballots that hold keys of options and no other number. */
const BY_KEYS: readonly ShownPaper['kind'][] = ['ONE_CHOICE', 'RANKING', 'APPROVAL'];

/** A mark in words; one among options as it is counted, with the options' names. */
function choiceIn(locale: Locale, { paper, options }: ShownPoll, choice: string): string {
  const words = WORDS[locale];
  const known: Readonly<Record<string, string>> =
    paper.kind === 'YES_NO' ? words.yesNo : paper.kind === 'CONSENT' ? words.consent : words.unmarked;
  if (known[choice] !== undefined) return known[choice];
  const named = new Map(options.map(({ key, label }) => [key, label]));
  const nameOf = (key: string): string => named.get(key) ?? key;
  // Scores and grades are numbers beside the keys: those marks are read as `4:2`, beside the list of options.
  return BY_KEYS.includes(paper.kind)
    ? choice.replaceAll(/\d+/g, nameOf).replaceAll(/[>=,]/g, ' $& ')
    : choice;
}

/** An own objection, whose argument may be changed; other ballots are filled in anew. */
const inBox = ({ paper, viewerBallot }: ShownPoll): Typed =>
  paper.kind === 'CONSENT' && viewerBallot
    ? { consent: viewerBallot.choice, reason: viewerBallot.reason }
    : {};

function form(locale: Locale, { id, paper, options, viewerBallot }: ShownPoll, typed: Typed): string {
  const words = WORDS[locale];
  return `<form method="post" action="/scrutins/${addressOf('Poll', id) ?? ''}">
<input type="hidden" name="revision" value="${viewerBallot?.revision ?? 0}">
<fieldset><legend>${words.answer}</legend>
${fieldsOf(paper, options, locale, typed)}
</fieldset>
<p>${words.seen}</p>
<button>${words.vote}</button>
</form>`;
}

function partOf(part: FormPart, language: Locale): string {
  if (part.kind === 'HEADING') return `<h2>${escape(part.words)}</h2>`;
  if (part.kind === 'TEXT') return htmlOfBlocks(readMarkdown(part.markdown), notesIn(language, language));
  return part.kind === 'WORDS' ? `<p>${escape(part.words)}</p>` : '';
}

const STYLE = `  label.line { margin: .75rem 0 }
  select, input[type=number] { font: inherit; padding: .25rem }
  pre { white-space: pre-wrap }
`;
