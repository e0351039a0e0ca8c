/** A property of a component: its name, and its value as it stands once lines are unfolded. */
export interface Component {
  readonly name: string;
  readonly properties: ReadonlyMap<string, string>;
  readonly components: readonly Component[];
}

/**
 * Reads an iCalendar object by the grammar of RFC 5545, and by nothing that the service knows. Throws on a line that does
 * not end in CRLF, on one longer than 75 octets, on a character cut in two, on a control character, on a property that
 * stands twice, and on components that do not close.
 */
export function readCalendar(bytes: Buffer): Component {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  if (!text.endsWith('\r\n')) throw new Error('the last line has no end');
  const physical = text.slice(0, -2).split('\r\n');
  for (const line of physical) {
    if (Buffer.byteLength(line) > 75) throw new Error(`longer than 75 octets: ${line}`);
    if (/(?!\t)\p{Cc}/u.test(line)) throw new Error(`a control character in: ${line}`);
    if (line === '') throw new Error('an empty line');
  }
  const lines: string[] = [];
  for (const line of physical)
    if (/^[ \t]/.test(line)) lines.push(`${lines.pop() ?? ''}${line.slice(1)}`);
    else lines.push(line);
  const [root, rest] = component(lines);
  if (rest.length > 0) throw new Error('something follows the calendar');
  return root;
}

function component(lines: readonly string[]): readonly [Component, readonly string[]] {
  const name = /^BEGIN:([A-Z]+)$/.exec(lines[0] ?? '')?.[1];
  if (name === undefined) throw new Error(`no component begins at: ${lines[0] ?? ''}`);
  const properties = new Map<string, string>();
  const components: Component[] = [];
  let rest: readonly string[] = lines.slice(1);
  while (rest[0] !== `END:${name}`) {
    const [line = ''] = rest;
    if (line.startsWith('BEGIN:')) {
      const [inner, after] = component(rest);
      components.push(inner);
      rest = after;
      continue;
    }
    const [, property, value] = /^([A-Z-]+)(?:;[^:]+)?:(.*)$/s.exec(line) ?? [];
    if (property === undefined || value === undefined) throw new Error(`${name} does not close, or: ${line}`);
    if (properties.has(property)) throw new Error(`${property} stands twice`);
    properties.set(property, value);
    rest = rest.slice(1);
  }
  return [{ name, properties, components }, rest.slice(1)];
}

/** A TEXT value (3.3.11) as it is meant. Throws on a sign that should be escaped, and on an escape that there is not. */
export function readText(value: string): string {
  if (/(?<!\\)(?:\\\\)*[;,]/.test(value)) throw new Error(`unescaped: ${value}`);
  return value.replace(/\\(.)/g, (_, sign: string) => {
    if (!'\\;,nN'.includes(sign)) throw new Error(`no such escape: \\${sign}`);
    return sign.toLowerCase() === 'n' ? '\n' : sign;
  });
}
