import type { Locale } from '../../core/kernel/actors.js';
import type { Instant } from '../../core/kernel/instants.js';
import { addressOf } from '../address.js';
import { heldBy } from '../mandates/who-does-what.page.js';
import { HERE as MANDATES, waysBack } from '../mandates/ways.js';
import {
  alert,
  further,
  listed,
  LISTS,
  page,
  section,
  timed,
  written,
  type Around,
  type Paged,
} from '../members-parts.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

/** Where these pages begin. */
export const HERE = '/groupes';

/** A working group as a list shows it. */
export interface ListedGroup {
  readonly id: string;
  readonly name: string;
  readonly scope: string;
  readonly state: 'OPEN' | 'ASLEEP' | 'ENDED';
  readonly memberCount: number;
  readonly viewerIsMember: boolean;
  readonly viewerMayJoin: boolean;
}

/** A working group as its page shows it. */
export interface ShownGroup extends ListedGroup {
  readonly members: Paged<{ readonly joinedAt: Instant; readonly member: { readonly publicName: string } }>;
  readonly roles: Paged<{
    readonly id: string;
    readonly title: string;
    readonly holders: readonly { readonly publicName: string }[];
  }>;
}

export type ShownThreads = Paged<{
  readonly id: string;
  readonly title: string | null;
  readonly contributionCount: number;
}>;

type Place = Pick<Around, 'zone' | 'language'>;

/** Each group with what it works on and how many are in it, and a button to come in or to go. */
export function groupsPage(locale: Locale, groups: Paged<ListedGroup>, place: Place): string {
  const words = WORDS[locale];
  const group = ({ node }: (typeof groups.edges)[number]): string =>
    `<article><h2><a href="${hrefOf(node)}">${escape(node.name)}</a></h2>
${standing(locale, node)}
${written(node.scope, locale, place)}
${buttons(locale, node)}</article>`;
  return page(
    locale,
    words.title,
    [
      groups.edges.length === 0 ? `<p>${words.none}</p>` : `<p>${words.what}</p>`,
      ...groups.edges.map(group),
      further(groups, locale, `${HERE}?apres=`),
      waysBack(locale),
    ],
    LISTS,
  );
}

/** What it works on, who is in it, what its members were given to do and where they talk. */
export function groupPage(
  locale: Locale,
  group: ShownGroup,
  { threads, said, ...place }: Place & { readonly threads: ShownThreads; readonly said: string | null },
): string {
  const words = WORDS[locale];
  const { members, roles } = group;
  const href = hrefOf(group);
  return page(
    locale,
    group.name,
    [
      alert(said),
      written(group.scope, locale, place),
      standing(locale, group),
      buttons(locale, group),
      section(
        threads.edges.length === 0 ? '' : words.threads,
        listed(
          threads.edges.map(
            ({ node }) =>
              `<a href="/fils/${addressOf('Thread', node.id)}">${escape(node.title ?? group.name)}</a>, ${words.said(node.contributionCount)}`,
          ),
        ),
        further(threads, locale, `${href}?fils=`),
      ),
      section(
        roles.edges.length === 0 ? '' : words.roles,
        listed(
          roles.edges.map(
            ({ node }) =>
              `<a href="${MANDATES}/${addressOf('Mandate', node.id)}">${escape(node.title)}</a><br>${heldBy(locale, node)}`,
          ),
        ),
        further(roles, locale, `${href}?mandats=`),
      ),
      section(
        members.edges.length === 0 ? '' : words.members,
        listed(
          members.edges.map(
            ({ node }) =>
              `${escape(node.member.publicName)}, ${timed(node.joinedAt, locale, place, words.since)}`,
          ),
        ),
        further(members, locale, `${href}?membres=`),
      ),
      `<p><a href="${HERE}">${words.title}</a></p>`,
      waysBack(locale),
    ],
    LISTS,
  );
}

/** Whether it works, how many are in it, and whether whoever looks is. */
function standing(locale: Locale, { state, memberCount, viewerIsMember }: ListedGroup): string {
  const words = WORDS[locale];
  const said = [words.states[state], words.count(memberCount), viewerIsMember ? words.yours : ''];
  return `<p>${said.filter((part) => part !== '').join(' ')}</p>`;
}

function buttons(locale: Locale, group: ListedGroup): string {
  const words = WORDS[locale];
  const button = (act: string, said: string): string => `<button name="act" value="${act}">${said}</button>`;
  const shown = [
    group.viewerMayJoin ? button('join', words.join) : '',
    group.viewerIsMember && group.state === 'ASLEEP' ? button('wake', words.wake) : '',
    group.viewerIsMember && group.state !== 'ENDED' ? button('leave', words.leave) : '',
  ].join('');
  return shown === '' ? '' : `<form method="post" action="${hrefOf(group)}">${shown}</form>`;
}

const hrefOf = ({ id }: { readonly id: string }): string => `${HERE}/${addressOf('WorkingGroup', id) ?? ''}`;
