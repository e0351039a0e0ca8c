import type { Locale } from '../../core/kernel/actors.js';
import { htmlOfBlocks } from '../../core/text/render/html-body.js';
import { readMarkdown } from '../../core/text/render/markdown-tree.js';
import { notesIn } from '../../core/text/render/phrases.js';
import { escape, pageOf } from '../page.js';
import { WORDS } from './words.js';

/** A signature of somebody who consented to be named, as the API gives it. */
export interface ShownSignature {
  readonly name: string;
  readonly role: string | null;
  readonly organisation: string | null;
  readonly url: string | null;
  readonly verified: boolean;
}

/** A public appeal as the API gives it. */
export interface ShownAppeal {
  readonly id: string;
  /** The end of its lasting address. */
  readonly address: string;
  readonly title: string;
  readonly body: string;
  readonly isOpen: boolean;
  readonly signatures: { verified: number; named: number; takenOver: number; withdrawn: number };
  readonly firstSignatories: readonly ShownSignature[];
  readonly namedSignatories: {
    readonly edges: readonly { readonly node: ShownSignature }[];
    readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
  };
}

/** What the page lets a member do with their own signature. */
export type OwnAct = 'name' | 'unname' | 'withdraw';

/** What was typed into the form, to be shown again beside why it was refused. */
export type SigningForm = Readonly<Record<'name' | 'role' | 'organisation' | 'url' | 'email', string>> & {
  readonly legal: boolean;
  readonly named: boolean;
};

export const EMPTY_FORM: SigningForm = {
  ...{ name: '', role: '', organisation: '', url: '', email: '' },
  ...{ legal: false, named: false },
};

/** What whoever reads signed with their session; null without one, or without a signature. */
export type ShownOwn = { readonly name: string; readonly named: boolean } | null;

/** What a page of an appeal says beside the appeal. */
export interface Beside {
  readonly own: ShownOwn;
  /** A sentence of ours, or why nothing was done. */
  readonly said: string | null;
  readonly form: SigningForm;
  readonly mail: boolean;
  readonly notice: string;
}

/** A public appeal: its words, how many signed, the names of those who consented, and a form without script. */
export function appealPage(locale: Locale, appeal: ShownAppeal, beside: Beside): string {
  const words = WORDS[locale];
  const body = [
    beside.said === null ? '' : `<p role="alert">${escape(beside.said)}</p>`,
    `<article>\n${htmlOfBlocks(readMarkdown(appeal.body), notesIn(locale, locale))}\n</article>`,
    counts(locale, appeal),
    list(words.first, appeal.firstSignatories, locale, 'ol'),
    list(
      words.named,
      appeal.namedSignatories.edges.map(({ node }) => node),
      locale,
      'ul',
    ),
    next(locale, appeal),
    ...(beside.own
      ? [owning(locale, appeal, beside.own)]
      : [signing(locale, appeal, beside), withdrawing(locale, appeal, beside)]),
    beside.notice,
  ];
  return page(locale, appeal.title, body.filter((part) => part !== '').join('\n'));
}

function counts(locale: Locale, { signatures }: ShownAppeal): string {
  const words = WORDS[locale];
  const { verified, named, takenOver, withdrawn } = signatures;
  const said = [
    `<strong>${words.counted(verified)}</strong>`,
    words.ofWhichNamed(named),
    ...(takenOver > 0 ? [words.takenOver(takenOver)] : []),
    ...(withdrawn > 0 ? [words.withdrawn(withdrawn)] : []),
  ];
  return `<p>${said.join(', ')}</p>`;
}

function list(
  title: string,
  signatures: readonly ShownSignature[],
  locale: Locale,
  tag: 'ol' | 'ul',
): string {
  if (signatures.length === 0) return '';
  const items = signatures.map((one) => `<li>${signature(one, locale)}</li>`);
  return `<h2>${title}</h2>\n<${tag}>\n${items.join('\n')}\n</${tag}>`;
}

/** What strangers typed: escaped, and a link that lends nobody our name and tells nobody where one comes from. */
function signature({ name, role, organisation, url, verified }: ShownSignature, locale: Locale): string {
  const said = escape(name);
  const linked =
    url === null ? said : `<a href="${escape(url)}" rel="nofollow ugc noopener noreferrer">${said}</a>`;
  const rest = [role, organisation].filter((part) => part !== null).map((part) => `, ${escape(part)}`);
  return `${linked}${rest.join('')}${verified ? '' : ` <small>(${WORDS[locale].unverified})</small>`}`;
}

function next(locale: Locale, { address, namedSignatories: { pageInfo } }: ShownAppeal): string {
  if (!pageInfo.hasNextPage || pageInfo.endCursor === null) return '';
  const href = `/appels/${address}?after=${encodeURIComponent(pageInfo.endCursor)}`;
  return `<p><a href="${escape(href)}">${WORDS[locale].more}</a></p>`;
}

function signing(locale: Locale, { address, isOpen }: ShownAppeal, { form, mail }: Beside): string {
  const words = WORDS[locale];
  if (!isOpen) return `<p>${words.closed}</p>`;
  if (!mail) return `<p>${words.noMail}</p>`;
  const field = (name: keyof SigningForm, more: string): string =>
    `<label>${words[name as 'name']} <input name="${name}" value="${escape(String(form[name]))}" ${more}></label>`;
  const kind = (value: string, label: string, chosen: boolean): string =>
    `<label class="line"><input type="radio" name="kind" value="${value}"${chosen ? ' checked' : ''}> ${label}</label>`;
  return `<h2>${words.sign}</h2>
<form method="post" action="/appels/${escape(address)}">
<fieldset><legend>${words.kind}</legend>
${kind('NATURAL', words.natural, !form.legal)}
${kind('LEGAL', words.legal, form.legal)}
</fieldset>
${field('name', 'required maxlength="80" autocomplete="name"')}
${field('role', 'maxlength="200"')}
${field('organisation', 'maxlength="200" autocomplete="organization"')}
${field('url', 'type="url" maxlength="500" autocomplete="url"')}
${field('email', 'type="email" required maxlength="254" autocomplete="email"')}
<label class="line"><input type="checkbox" name="named" value="yes"${form.named ? ' checked' : ''}> ${words.consent}</label>
<p>${words.either}</p>
<button>${words.sign}</button>
</form>`;
}

/** Whoever signed as a member needs no letter to change their mind. */
function owning(locale: Locale, { address }: ShownAppeal, { name, named }: NonNullable<ShownOwn>): string {
  const words = WORDS[locale];
  const button = (does: OwnAct, label: string): string =>
    `<button name="does" value="${does}">${label}</button>`;
  return `<h2>${words.ownTitle}</h2>
<p>${words.ownName(escape(name))} ${named ? words.asNamed : words.asUnnamed}</p>
<form method="post" action="/appels/${escape(address)}/la-mienne">
${named ? button('unname', words.unnameMe) : button('name', words.nameMe)}
<details><summary>${words.withdraw}</summary>
<p>${words.withdrawHello}</p>
${button('withdraw', words.withdrawNow)}
</details>
</form>`;
}

function withdrawing(locale: Locale, { id }: ShownAppeal, { mail }: Beside): string {
  if (!mail) return '';
  const words = WORDS[locale];
  return `<details><summary>${words.withdraw}</summary>
<form method="post" action="/appels/retirer">
<input type="hidden" name="appeal" value="${escape(id)}">
<label>${words.email} <input name="email" type="email" required maxlength="254" autocomplete="email"></label>
<button>${words.send}</button>
</form></details>`;
}

export const page = (locale: Locale, title: string, body: string): string =>
  pageOf(locale, { title: escape(title), style: STYLE, body });

const STYLE = `  body { max-width: 40rem; margin: 5vh auto; padding: 0 1rem; overflow-wrap: anywhere }
  label { display: block; margin: 1rem 0 }
  label.line { margin: .5rem 0 }
  input:not([type=radio]):not([type=checkbox]), textarea { display: block; width: 100%; box-sizing: border-box; font: inherit; padding: .5rem }
  button { font: inherit; padding: .75rem 2rem; border-radius: .5rem; border: 1px solid; cursor: pointer }
  details { margin-top: 2rem }
  h2 { font-size: 1.1em }
  code { overflow-wrap: anywhere }
`;
