import type { Locale } from '../../core/kernel/actors.js';
import { addressOf } from '../address.js';
import { alert, home, LISTS, page } from '../members-parts.js';
import { escape } from '../page.js';
import { WORDS } from './words.js';

export interface ListedThread {
  readonly id: string;
  readonly title: string | null;
  readonly contributionCount: number;
  readonly unreadCount: number;
  readonly subjects: readonly { readonly objectId: string }[];
}

/** A page of threads as the API gives it. */
export interface ThreadList {
  readonly edges: readonly { readonly node: ListedThread }[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

interface Beside {
  /** The names of what threads are about, by id. */
  readonly names: ReadonlyMap<string, string>;
  /** What came of a form that was sent, and what was typed into it. */
  readonly said: string | null;
  readonly title: string;
  /** A key by which a form that is sent twice opens one thread. */
  readonly key: string;
}

/** Each thread by its name, with how much of it is unread, and the form to open another. */
export function threadListPage(
  locale: Locale,
  threads: ThreadList,
  { names, said, title, key }: Beside,
): string {
  const words = WORDS[locale];
  const { hasNextPage, endCursor } = threads.pageInfo;
  const line = ({ node }: ThreadList['edges'][number]): string => {
    const about = node.subjects.map(({ objectId }) => names.get(objectId)).find((name) => name);
    const unread = node.unreadCount === 0 ? '' : ` ${words.unread(node.unreadCount)}`;
    return `<li><a href="/fils/${addressOf('Thread', node.id)}">${escape(node.title ?? about ?? words.title)}</a>
<br>${words.count(node.contributionCount)}${unread}</li>`;
  };
  return page(
    locale,
    words.threads,
    [
      alert(said),
      threads.edges.length === 0
        ? `<p>${words.none}</p>`
        : `<ul>\n${threads.edges.map(line).join('\n')}\n</ul>`,
      hasNextPage
        ? `<p><a href="/fils?apres=${encodeURIComponent(endCursor ?? '')}">${words.older}</a></p>`
        : '',
      `<form method="post" action="/fils"><h2>${words.open}</h2>
<input type="hidden" name="key" value="${escape(key)}">
<label>${words.about} <input name="title" value="${escape(title)}" autocomplete="off" maxlength="300"></label>
<p><button>${words.begin}</button></p>
</form>`,
      home(locale),
    ],
    LISTS,
  );
}
