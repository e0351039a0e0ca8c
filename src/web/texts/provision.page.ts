import type { Uuid } from '../../core/kernel/ids.js';
import { addressesOfProvisions, withinProvision, wordingsOf, type Wording } from '../../core/text/address.js';
import { htmlOfChange, htmlOfProvisions, htmlPage } from '../../core/text/render/html.js';
import { citationsIn } from '../../core/text/references.js';
import { nameOf, shownOf, type Shown } from '../../core/text/render/shown.js';
import { printDate } from '../../core/text/render/phrases.js';
import { readProvision } from '../../core/text/read-provision.js';
import { labelOfDecision, type WholeText } from '../../core/text/render/whole-text.js';
import type { CivilDate } from '../../core/kernel/instants.js';
import type { ProvisionContent } from '../../core/text/operations.js';
import { escape } from '../page.js';
import { hrefOf, type TextShown } from './text.page.js';
import { WORDS } from './words.js';

/** One provision: its words of a day, and without a day all its versions, with what each changed. */
export function provisionPage(shown: TextShown, provisionId: Uuid): string | null {
  const { text, point, address, locale } = shown;
  const words = WORDS[locale];
  const wordings = wordingsOf(text, provisionId, point.knownAt);
  const history = text.versions.filter((version) => version.provisionId === provisionId);
  const read = readProvision(history, point);
  if (!read && address.at !== null) return null;
  const { content } = read?.version ?? (wordings[0] as Wording).version;
  const name = nameOf({ content }, text.language);
  const own = withinProvision(text, provisionId, point);
  const titled = `${text.title}, ${name}`;
  const lang = locale === text.language ? '' : ` lang="${locale}"`;
  return htmlPage(text.language, `${titled} – ${printDate(point.inForceOn, locale)}`, [
    `<nav${lang}><p><a href="${escape(`/textes${shown.query}`)}">${words.texts}</a> · <a href="${hrefOf(shown, dated(shown))}">${escape(text.title)}</a></p></nav>`,
    '<article>',
    '<header>',
    `<h1>${escape(titled)}</h1>`,
    `<p>${escape(text.collective.name)}</p>`,
    `<p${lang}>${whenRead(shown)}</p>`,
    ...notes(shown, provisionId, content),
    '</header>',
    ...(read
      ? htmlOfProvisions(own, { ...point, locale, marksSince: null }, within(shown, own))
      : [`<p${lang}>${words.notYet}</p>`]),
    '</article>',
    ...(address.at === null ? versions(shown, provisionId, wordings) : []),
  ]);
}

/** Several provisions answer: each by the address that is its own. */
export function choicePage(shown: TextShown, provisionIds: readonly Uuid[]): string {
  const { text, point, locale } = shown;
  const words = WORDS[locale];
  const addresses = addressesOfProvisions(text, point);
  const items = provisionIds.map((id) => {
    const last = text.versions.findLast(({ provisionId }) => provisionId === id);
    const name = last ? nameOf(last, text.language) : '';
    const href = hrefOf(shown, { ...dated(shown), provision: addresses.get(id) ?? null });
    return `<li><a href="${href}">${escape(name)}</a></li>`;
  });
  return htmlPage(locale, words.several, [`<h1>${words.several}</h1>`, '<ul>', ...items, '</ul>']);
}

/** What is shown of a part, whose words may name any provision of the whole: each by its address. */
function within(shown: TextShown, own: WholeText): Shown[] {
  const { text, point, locale } = shown;
  const addresses = addressesOfProvisions(text, point);
  const now = {
    cited: citationsIn(text.versions, point),
    locale: text.language,
    anchorOf: (id: Uuid) => hrefOf(shown, { ...dated(shown), provision: addresses.get(id) ?? null }),
  };
  const options = { ...point, locale, marksSince: null };
  return shownOf(own, options).map((one) => ({ ...one, citing: { now, before: now } }));
}

const dated = ({ address: { at, decision } }: TextShown) => ({ at, decision });

function whenRead({ point, address, locale }: TextShown): string {
  const words = WORDS[locale];
  const known = address.decision === null ? '' : `, ${words.asOf} ${escape(address.decision)}`;
  return `${words.read} ${timeOf(point.inForceOn, locale)}${known}.`;
}

/** What a reader who followed an old number or an old day is told, and where the provision is now. */
function notes(shown: TextShown, provisionId: Uuid, content: ProvisionContent): string[] {
  const { text, point, address, locale } = shown;
  const words = WORDS[locale];
  const lang = locale === text.language ? '' : ` lang="${locale}"`;
  const provision = addressesOfProvisions(text, point).get(provisionId) ?? null;
  const here = hrefOf(shown, { provision });
  const numbers = new Set(
    text.versions
      .filter((version) => version.provisionId === provisionId)
      .map((version) => version.content.number),
  );
  numbers.delete(content.number);
  const called = `<p${lang} role="note">${words.calledNow} <a href="${here}">${escape(content.number)}</a>.</p>`;
  const isOther = address.provision !== provision && !address.provision?.startsWith('provision-');
  return [
    ...(isOther && address.at === null ? [called] : []),
    ...(address.at === null ? [] : [`<p${lang}><a href="${here}">${words.today}</a></p>`]),
    ...(numbers.size === 0
      ? []
      : [`<p${lang}>${words.wasCalled} ${[...numbers].map(escape).join(', ')}.</p>`]),
  ];
}

function versions(shown: TextShown, provisionId: Uuid, wordings: readonly Wording[]): string[] {
  const { text, point, locale } = shown;
  const words = WORDS[locale];
  const lang = locale === text.language ? '' : ` lang="${locale}"`;
  const provision = addressesOfProvisions(text, point).get(provisionId) ?? null;
  const items = wordings.flatMap((wording, place) => {
    const { version, at, decision } = wording;
    const before = wordings[place - 1]?.version.content;
    const changed = before
      ? htmlOfChange(before, version.content, text.language, locale)
      : [`<p><b>${escape(nameOf(version, text.language))}</b></p>`];
    const never = decision === null ? '' : ` (${words.neverInForce})`;
    return [
      '<li>',
      `<p${lang}><a href="${hrefOf(shown, { provision, at, decision })}">${cited(shown, version.openedBy)}</a>, ${words.kinds[kindOf(shown, wording)]}, ${words.inForce} ${timeOf(at, locale)}${never}</p>`,
      `<div lang="${text.language}">`,
      ...changed,
      '</div>',
      '</li>',
    ];
  });
  return [
    `<section id="versions"${lang}>`,
    `<h2>${words.versions}</h2>`,
    '<ol>',
    ...items,
    ...repeal(shown, provisionId),
    '</ol>',
    '</section>',
  ];
}

/** The end that a provision came to, or is to come to. */
function repeal(shown: TextShown, provisionId: Uuid): string[] {
  const { text, point, locale } = shown;
  const words = WORDS[locale];
  const history = text.versions.filter((version) => version.provisionId === provisionId);
  const ends = text.patches.filter(({ operations }) =>
    operations.some((operation) => operation.kind === 'REPEAL' && operation.provisionId === provisionId),
  );
  return ends.flatMap(({ decisionId, effectiveOn }) => {
    const read = readProvision(history, { inForceOn: effectiveOn, knownAt: point.knownAt });
    // Overtaken by a later decision, it never was one.
    if (read?.repealed?.by !== decisionId) return [];
    return [
      `<li><p>${words.repealed} ${cited(shown, decisionId)}, ${words.from} ${timeOf(effectiveOn, locale)}.</p></li>`,
    ];
  });
}

const kindOf = ({ text }: TextShown, { version }: Wording) =>
  text.patches
    .find(({ decisionId }) => decisionId === version.openedBy)
    ?.operations.find(({ provisionId }) => provisionId === version.provisionId)?.kind ?? 'REPLACE';

function cited({ text, locale }: TextShown, decisionId: Uuid): string {
  const { label, date } = labelOfDecision(text.decisions, decisionId);
  const words = WORDS[locale];
  return `${words.decision} <b>${escape(label)}</b> ${words.dated} ${timeOf(date, locale)}`;
}

const timeOf = (day: CivilDate, locale: TextShown['locale']): string =>
  `<time datetime="${day}">${printDate(day, locale)}</time>`;
