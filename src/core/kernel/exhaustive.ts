/** Ends a total switch: adding a member to the union becomes a compile error here. */
export function exhaustive(value: never): never {
  throw new Error(`unreachable: ${String(value)}`);
}
