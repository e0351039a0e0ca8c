const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
// eslint-disable-next-line no-control-regex -- the standard forbids exactly these
const STRING = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/y;
const SPACE = /[ \t\n\r]*/y;

/**
 * The offset at which a text stops being JSON (RFC 8259): the engines say it in words of their own, or not at all.
 * Called on what is known not to be JSON; without recursion, so that no depth exhausts it.
 */
export function jsonFaultOffset(text: string): number {
  let offset = 0;
  const take = (pattern: RegExp): boolean => {
    pattern.lastIndex = offset;
    const found = pattern.exec(text);
    if (!found) return false;
    offset += found[0].length;
    return true;
  };
  const takeText = (wanted: string): boolean => {
    if (!text.startsWith(wanted, offset)) return false;
    offset += wanted.length;
    return true;
  };
  const key = (): boolean => take(SPACE) && take(STRING) && take(SPACE) && takeText(':');
  const scalar = (): boolean =>
    take(STRING) || take(NUMBER) || takeText('true') || takeText('false') || takeText('null');

  const open: ('[' | '{')[] = [];
  let wantsValue = true;
  for (;;) {
    take(SPACE);
    if (wantsValue) {
      const opened = takeText('[') ? '[' : takeText('{') ? '{' : null;
      if (opened) {
        take(SPACE);
        if (takeText(opened === '[' ? ']' : '}')) wantsValue = false;
        else if (opened === '{' && !key()) return offset;
        else open.push(opened);
      } else if (scalar()) wantsValue = false;
      else return offset;
      continue;
    }
    const inside = open.at(-1);
    if (inside === undefined) return offset;
    if (takeText(inside === '[' ? ']' : '}')) open.pop();
    else if (!takeText(',') || (inside === '{' && !key())) return offset;
    else wantsValue = true;
  }
}
