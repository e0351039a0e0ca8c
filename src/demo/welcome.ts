import { join } from 'node:path';
import type { Config } from '../platform/config/config.js';
import { plainHttpWarning } from '../platform/config/plain-http.js';
import type { Demo, DemoLink } from './open-demo.js';

/** What a start says at its end: where to go, as whom, and where everything is kept. A link is the last word of its line. */
export function welcome(
  config: Config,
  database: string,
  demo: Demo | null,
  foundingLink: string | null,
): string {
  const { publicUrl, dataDir } = config;
  const warning = plainHttpWarning(publicUrl);
  return [
    '',
    `Ormée is ready: ${publicUrl}`,
    ...(warning === null ? [] : ['', `Warning: ${warning}`]),
    '',
    ...(demo ? demoLines(demo, publicUrl) : withoutDemo(config, foundingLink)),
    '',
    `GraphQL page: ${publicUrl}/explorer`,
    `Data: ${database}; signing keys, in ${join(dataDir, 'keys')}. Ctrl-C stops the service and keeps both.`,
    '',
  ].join('\n');
}

const demoLines = ({ collective, sitting, links }: Demo, publicUrl: string): string[] => [
  `The demonstration: ${collective}, in French. Today: ${sitting}.`,
  'Each link lets one member in, once, within a day; a new start prints new ones:',
  ...links.map(linkLine),
  `To watch it decide: npm run example -- ${publicUrl} LINK LINK LINK LINK LINK`,
];

const linkLine = ({ publicName, url, facilitates }: DemoLink): string =>
  `  ${(publicName + (facilitates ? ' (offers to facilitate today’s sitting)' : '')).padEnd(45)} ${url}`;

function withoutDemo({ demo }: Config, foundingLink: string | null): string[] {
  if (demo)
    return [
      'The database holds a collective that is not the demonstration: nothing was added to it, and no link is printed.',
    ];
  if (foundingLink === null)
    return [
      'A collective is there already. A link to found a further one: npm run --silent ormee -- founding-link',
    ];
  return [
    'There is no collective yet. Founders begin one under this link, which works once, within 14 days:',
    `  ${foundingLink}`,
  ];
}
