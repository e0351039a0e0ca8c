import { roomOf, type House, type HouseFile, type Import } from './house.js';

/** The floors of the house from the ground up; rooms of one floor do not know each other. */
export type Floors = readonly (readonly string[])[];

/** Imports that go up, or across a floor; and files that stand on no floor. Type imports count too: a name is knowledge. */
export function importsThatGoUp({ files }: House, floors: Floors): string[] {
  const floorOf = (room: string): number => floors.findIndex((rooms) => rooms.includes(room));
  const mayImport = (from: string, to: string): boolean => from === to || floorOf(to) < floorOf(from);
  const found: string[] = [];
  for (const { path, imports } of files.values()) {
    const room = roomOf(path);
    if (floorOf(room) < 0) found.push(`${path} stands on no floor`);
    for (const { target, isPackage } of imports) {
      if (isPackage) continue;
      const other = roomOf(target);
      if (floorOf(other) < 0) found.push(`${path} imports ${target}, which stands on no floor`);
      else if (!mayImport(room, other)) found.push(`${path} imports ${target}`);
    }
  }
  return found;
}

/**
 * Circles of files that need each other to be loaded. Type imports are left out: nothing of them is left once
 * compiled, so that an interface and its only implementation may name each other.
 */
export function importCircles({ files }: House): string[] {
  const done = new Set<string>();
  const trail: string[] = [];
  const found: string[] = [];
  const walk = (path: string): void => {
    const start = trail.indexOf(path);
    if (start >= 0) found.push([...trail.slice(start), path].join(' -> '));
    if (start >= 0 || done.has(path)) return;
    trail.push(path);
    for (const { target } of valueImports(files.get(path))) walk(target);
    trail.pop();
    done.add(path);
  };
  for (const path of files.keys()) walk(path);
  return found;
}

const valueImports = (file: HouseFile | undefined): Import[] =>
  file?.imports.filter(({ isPackage, typesOnly }) => !isPackage && !typesOnly) ?? [];

/** Packages that files load, by whatever they import to be loaded, though they are to do without. */
export function heavyLoads({ files }: House, light: readonly string[], heavy: readonly string[]): string[] {
  return light.flatMap((entry) => {
    const loaded = new Map<string, string>([[entry, entry]]);
    const found: string[] = [];
    for (const [path, way] of loaded)
      for (const { target, isPackage, typesOnly } of files.get(path)?.imports ?? []) {
        if (typesOnly) continue;
        if (!isPackage && !loaded.has(target)) loaded.set(target, `${way} -> ${target}`);
        if (isPackage && heavy.includes(target)) found.push(`${way} loads ${target}`);
      }
    return found;
  });
}

/** Rules that reach, by what they execute, anything but core, other rules and what is as pure in their own room. */
export function impureRules({ files }: House, pureBeyond: readonly string[]): string[] {
  const found: string[] = [];
  for (const file of files.values()) {
    if (!file.path.endsWith('.rules.ts')) continue;
    const reached = new Set<HouseFile>([file]);
    for (const { path, imports } of reached)
      for (const { target, isPackage, typesOnly } of imports) {
        const isPure = /^src\/core\/|\.rules\.ts$/.test(target) || pureBeyond.includes(target);
        if (typesOnly ? !isPackage : isPure) continue;
        const neighbour = roomOf(target) === roomOf(file.path) ? files.get(target) : undefined;
        if (neighbour) reached.add(neighbour);
        else found.push(`${file.path} reaches ${target}${path === file.path ? '' : ` through ${path}`}`);
      }
  }
  return found;
}

/** Where each package may be imported: the files, or the folders ending in a slash, that wrap it for the others. */
export type Wrappers = Readonly<Record<string, readonly string[]>>;

/** Packages imported elsewhere than where they are wrapped. */
export function unwrappedPackages({ files }: House, wrappers: Wrappers): string[] {
  return [...files.values()].flatMap(({ path, imports }) =>
    imports
      .filter(({ target }) => wrappers[target] && !isWithin(path, wrappers[target]))
      .map(({ target }) => `${path} imports ${target}`),
  );
}

/** Packages of core beside its pure libraries, and pure libraries that more than one file imports. */
export function packagesOfCore({ files }: House, libraries: readonly string[]): string[] {
  const importers = new Map<string, string[]>();
  for (const { path, imports } of files.values())
    if (roomOf(path) === 'core')
      for (const target of new Set(imports.filter(({ isPackage }) => isPackage).map(({ target }) => target)))
        importers.set(target, [...(importers.get(target) ?? []), path]);
  return [...importers].flatMap(([library, paths]) => {
    if (!libraries.includes(library)) return paths.map((path) => `${path} imports ${library}`);
    return paths.length > 1 ? [`${library} is imported by ${paths.join(' and ')}`] : [];
  });
}

/** Whether a path is one of these files, or in one of these folders (ending in a slash). */
export const isWithin = (path: string, places: readonly string[]): boolean =>
  places.some((place) => (place.endsWith('/') ? path.startsWith(place) : path === place));
