import type { Locale } from '../../core/kernel/actors.js';
import { textOf } from '../members-page.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** How a ballot is filled in, as the API gives it. */
export interface ShownPaper {
  readonly kind: 'YES_NO' | 'CONSENT' | 'ONE_CHOICE' | 'APPROVAL' | 'RANKING' | 'SCORES' | 'DOTS' | 'GRADES';
  readonly grades: readonly { readonly label: string; readonly score: number }[];
  readonly leastScore: number | null;
  readonly greatestScore: number | null;
}

export interface ShownOption {
  readonly key: string;
  readonly label: string;
}

/** What was typed into the form: each name once, or several times. */
export type Typed = Readonly<Record<string, unknown>>;

/** What a field of some name was given: a tick or a mark is there again, as a text is. */
const given = (typed: Typed, name: string): readonly unknown[] => [typed[name]].flat();

const choices = (
  name: string,
  type: 'radio' | 'checkbox',
  lines: readonly (readonly [string, string])[],
  typed: Typed,
): string =>
  lines
    .map(([value, label]) => {
      const checked = given(typed, name).includes(value) ? ' checked' : '';
      return `<label class="line"><input type="${type}" name="${name}" value="${escape(value)}"${checked}> ${escape(label)}</label>`;
    })
    .join('\n');

/** The fields of a ballot: plain ones, for any browser, with what was typed. What is wrong with what they say, the API says. */
export function fieldsOf(
  paper: ShownPaper,
  options: readonly ShownOption[],
  locale: Locale,
  typed: Typed,
): string {
  const words = WORDS[locale];
  const unmarked = choices('unmarked', 'radio', Object.entries(words.unmarked), typed);
  const lines = options.map(({ key, label }) => [key, label] as const);
  const each = (field: (key: string, mark: string) => string): string =>
    lines
      .map(([key, label]) => `<label>${escape(label)} ${field(key, textOf(typed[`mark-${key}`]))}</label>`)
      .join('\n');
  switch (paper.kind) {
    case 'YES_NO':
      return choices('choice', 'radio', Object.entries(words.yesNo), typed);
    case 'CONSENT':
      return `${choices('consent', 'radio', Object.entries(words.consent), typed)}
<label>${words.reason} <textarea name="reason" rows="5">${escape(textOf(typed['reason']))}</textarea></label>`;
    case 'ONE_CHOICE':
      return `${choices('option', 'radio', lines, typed)}\n${unmarked}`;
    case 'APPROVAL':
      return `${choices('option', 'checkbox', lines, typed)}\n${unmarked}`;
    case 'RANKING':
      return `<p>${words.rank}</p>\n${each((key, mark) => numberField(key, mark, [1, options.length]))}\n${unmarked}`;
    case 'GRADES':
      return `${each((key, mark) => gradeField(key, mark, paper, words.ungraded))}\n${unmarked}`;
    default:
      return `<p>${words.numbers}</p>\n${each((key, mark) => numberField(key, mark, [paper.leastScore, paper.greatestScore]))}\n${unmarked}`;
  }
}

const numberField = (key: string, mark: string, [least, most]: readonly (number | null)[]): string =>
  `<input type="number" inputmode="numeric" name="mark-${escape(key)}"${attribute('value', mark || null)}${attribute('min', least)}${attribute('max', most)}>`;

const attribute = (name: string, value: string | number | null | undefined): string =>
  value === null || value === undefined ? '' : ` ${name}="${escape(String(value))}"`;

const gradeField = (key: string, mark: string, { grades }: ShownPaper, none: string): string =>
  `<select name="mark-${escape(key)}"><option value="">${none}</option>${grades
    .map(({ label, score }) => {
      const selected = mark === String(score) ? ' selected' : '';
      return `<option value="${score}"${selected}>${escape(label)}</option>`;
    })
    .join('')}</select>`;

/** What the form says, as the API takes it; null where nothing was chosen, or what no field of ours sends. */
export function ballotOf(typed: Typed, { kind }: ShownPaper, options: readonly ShownOption[]): object | null {
  const said = (name: string): string | null => textOf(typed[name]) || null;
  const isOf = (known: object, value: string | null): value is string =>
    value !== null && Object.keys(known).includes(value);
  const [choice, consent, unmarked] = [said('choice'), said('consent'), said('unmarked')];
  const ticked = options.filter(({ key }) => given(typed, 'option').includes(key)).map(({ key }) => key);
  const marks = options.flatMap(({ key }) => {
    const mark = said(`mark-${key}`);
    return mark === null ? [] : [{ option: key, score: Number(mark) }];
  });
  if (marks.some(({ score }) => !Number.isSafeInteger(score))) return null;
  // A reason beside anything but an objection was typed before somebody chose otherwise.
  const reason = consent === 'OBJECT' ? said('reason') : null;
  if (kind === 'CONSENT')
    return isOf(WORDS.fr.consent, consent) ? { consent: { choice: consent, reason } } : null;
  if (kind === 'YES_NO') return isOf(WORDS.fr.yesNo, choice) ? { choice } : null;
  return marked(kind, ticked, marks) ?? (isOf(WORDS.fr.unmarked, unmarked) ? { unmarked } : null);
}

function marked(
  kind: Exclude<ShownPaper['kind'], 'YES_NO' | 'CONSENT'>,
  ticked: readonly string[],
  marks: readonly Mark[],
): object | null {
  if (kind === 'ONE_CHOICE') return ticked.length > 0 ? { ranking: [ticked] } : null;
  if (kind === 'APPROVAL') return ticked.length > 0 ? { approved: ticked } : null;
  if (marks.length === 0) return null;
  if (kind === 'RANKING') return { ranking: inOrder(marks) };
  return kind === 'GRADES' ? { grades: marks } : { scores: marks };
}

interface Mark {
  readonly option: string;
  readonly score: number;
}

/** Options under one number stand together; numbers that nobody wrote leave no place. */
function inOrder(marks: readonly Mark[]): string[][] {
  const ranks = [...new Set(marks.map(({ score }) => score))].sort((a, b) => a - b);
  return ranks.map((rank) => marks.filter(({ score }) => score === rank).map(({ option }) => option));
}
