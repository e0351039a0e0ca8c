import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

/** An element of the tree that assistive technology reads. */
export interface Branch {
  readonly role: string;
  readonly children: readonly Branch[];
}

export interface ReadPdf {
  readonly title: unknown;
  readonly language: unknown;
  readonly labels: readonly string[] | null;
  /** The words of each page, without those that are no content. */
  readonly pages: readonly string[];
  /** What stands on each page beside its content. */
  readonly artifacts: readonly string[];
  /** The trees of all pages. */
  readonly trees: readonly Branch[];
  readonly outline: readonly Bookmark[];
  readonly links: readonly string[];
  readonly fonts: readonly string[];
}

export interface Bookmark {
  readonly title: string;
  readonly items: readonly Bookmark[];
}

/** A document as pdf.js reads it. */
export async function readPdf(bytes: Uint8Array): Promise<ReadPdf> {
  const task = getDocument({ data: Uint8Array.from(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await task.promise;
  const { info } = await pdf.getMetadata();
  const read = { pages: [], artifacts: [], trees: [], links: [] } as {
    pages: string[];
    artifacts: string[];
    trees: Branch[];
    links: string[];
  };
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { content, beside } = wordsOf((await page.getTextContent({ includeMarkedContent: true })).items);
    read.pages.push(content);
    read.artifacts.push(beside);
    const tree = (await page.getStructTree()) as unknown;
    read.trees.push(branchOf(tree));
    for (const annotation of (await page.getAnnotations()) as { url?: string; unsafeUrl?: string }[])
      read.links.push(annotation.unsafeUrl ?? annotation.url ?? 'none');
  }
  const outline = ((await pdf.getOutline()) ?? []) as unknown as Bookmark[];
  const result = {
    ...read,
    title: (info as Record<string, unknown>)['Title'],
    language: (info as Record<string, unknown>)['Language'],
    labels: await pdf.getPageLabels(),
    outline: outline.map(bookmarkOf),
    fonts: [
      ...Buffer.from(bytes)
        .toString('latin1')
        .matchAll(/\/FontFile2 /g),
    ].map(String),
  };
  await task.destroy();
  return result;
}

interface Item {
  readonly type?: string;
  readonly tag?: string;
  readonly str?: string;
  readonly hasEOL?: boolean;
}

function wordsOf(items: readonly unknown[]): { content: string; beside: string } {
  const open: boolean[] = [];
  const said = { content: '', beside: '' };
  for (const { type = '', tag, str, hasEOL } of items as Item[]) {
    if (type.startsWith('beginMarkedContent')) open.push(tag === 'Artifact');
    else if (type === 'endMarkedContent') open.pop();
    else said[open.includes(true) ? 'beside' : 'content'] += `${str ?? ''}${hasEOL ? '\n' : ''}`;
  }
  return said;
}

function branchOf(node: unknown): Branch {
  const { role = '', children = [] } = (node ?? {}) as { role?: string; children?: unknown[] };
  return { role, children: children.filter((one) => (one as Branch).role !== undefined).map(branchOf) };
}

const bookmarkOf = ({ title, items }: Bookmark): Bookmark => ({ title, items: items.map(bookmarkOf) });

/** Every element of a role, in order. */
export const rolesOf = (trees: readonly Branch[]): string[] =>
  trees.flatMap(({ role, children }) => [role, ...rolesOf(children)]);
