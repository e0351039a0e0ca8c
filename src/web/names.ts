import type { Asker, InProcess } from '../platform/graphql/in-process.js';

const NAMES = `query ($ids: [ID!]!) { nodes(ids: $ids) {
  ... on Member { id publicName } ... on WorkingGroup { id name } ... on Decision { id label title }
  ... on Mandate { id title } ... on Proposal { id title } ... on Thread { id heading: title } } }`;

/** As many things as one request of the API answers. */
const AT_ONCE = 100;

type Named =
  | { readonly id: string; readonly publicName: string }
  | { readonly id: string; readonly name: string }
  | { readonly id: string; readonly label: string; readonly title: string }
  | { readonly id: string; readonly title: string }
  | { readonly id: string; readonly heading: string | null };

/** What members and things are called, by id; what whoever asks may not see is not among them. */
export async function namesOf(
  api: InProcess,
  asker: Asker,
  ids: readonly (string | null)[],
): Promise<ReadonlyMap<string, string>> {
  const asked = [...new Set(ids)].filter((id) => id !== null);
  const names = new Map<string, string>();
  for (let from = 0; from < asked.length; from += AT_ONCE) {
    const { nodes } = await api.execute<{ nodes: (Named | null)[] }>(
      NAMES,
      { ids: asked.slice(from, from + AT_ONCE) },
      asker,
    );
    for (const node of nodes) {
      const name = node?.id === undefined ? null : nameOf(node);
      if (node && name !== null) names.set(node.id, name);
    }
  }
  return names;
}

/** Null for a thread without a title, or whose title is hidden. */
function nameOf(node: Named): string | null {
  if ('publicName' in node) return node.publicName;
  if ('name' in node) return node.name;
  if ('heading' in node) return node.heading;
  return 'label' in node ? `${node.title} (${node.label})` : node.title;
}
