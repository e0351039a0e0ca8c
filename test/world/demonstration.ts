import { expect } from '@jest/globals';
import { openDemo, type Demo } from '../../src/demo/open-demo.js';
import type { Config } from '../../src/platform/config/config.js';
import { CONFIG } from '../../src/platform/config/config.token.js';
import type { World } from './world.js';

export const configOf = (world: World): Config => world.app.get<Config>(CONFIG);
/** Opens the demonstration as a start of the service does; null where the database is somebody’s. */
export const open = (world: World): Promise<Demo | null> =>
  openDemo(world.app, configOf(world), world.database.ownerUrl);

export async function opened(world: World): Promise<Demo> {
  const demo = await open(world);
  if (!demo) throw new Error('the demonstration did not open');
  return demo;
}

/** A session of a member whose link the demonstration printed. */
export async function enter(world: World, demo: Demo, publicName: string): Promise<string> {
  const link = demo.links
    .find((one) => one.publicName === publicName)
    ?.url.split('/')
    .at(-1);
  const { data } = await world.ask<{ signIn: { token: string } }>(
    null,
    'mutation ($link: String!) { signIn(input: { link: $link }) { ... on SignInSuccess { token } } }',
    { link },
  );
  return data?.signIn.token as string;
}

/** What somebody with this session reads; a fault is none that may pass. */
export async function read<T>(
  world: World,
  token: string,
  document: string,
  variables: object = {},
): Promise<T> {
  const { data, errors } = await world.ask<T>(token, document, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

export interface List<T> {
  readonly edges: readonly { readonly node: T }[];
}
export const nodes = <T>({ edges }: List<T>): T[] => edges.map(({ node }) => node);
