import { execFile } from 'node:child_process';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { withClient } from '../../src/platform/database/open-database.js';
import { ormee } from '../world/command-line.js';
import { compiled, makeFolder } from '../world/folder.js';
import { Service, freePort } from '../world/service.js';
import { cloneDatabase, type TestDatabase } from '../world/database.js';
import { setTrueClock } from '../world/database-clock.js';

/*
 * What is promised to a host, from the first minutes on (README.md, docs/hosting.md), by real processes. Told elsewhere:
 * 503 until migrations are done, no connection but to the database, a warning of plain http (starting.spec.ts); two
 * services without a password, as nobody in particular, within 1 GB (compose.spec.ts: its file is read, for a test has no
 * containers to run); backup and restore with the same checkpoint (backup.spec.ts); upgrade (upgrade.spec.ts); doctor,
 * fault by fault (doctor.spec.ts).
 */

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  [folder, database] = [await makeFolder(), await cloneDatabase()];
  await withClient(database.ownerUrl, setTrueClock); // the doctor holds it to the machine's
}, 120_000);
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

interface Answer {
  readonly data: Readonly<Record<string, Record<string, unknown>>>;
}

const ask = async (
  { url }: Service,
  query: string,
  variables: object = {},
  token: string | null = null,
): Promise<Answer['data']> => {
  const answer = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify({ query, variables }),
  });
  return ((await answer.json()) as Answer).data;
};

const SIGN_IN = `mutation($link: String!) { signIn(input: { link: $link }) {
  ... on SignInSuccess { token memberId } ... on Problem { code } } }`;

describe('a service without a mail server and without a demonstration', () => {
  let service: Service;
  beforeAll(async () => {
    service = await Service.start({ database }, join(folder, 'without-mail'), { SMTP_URL: '' });
    await service.listening();
  }, 120_000);
  afterAll(() => service.stop());

  it('prints the link under which founders begin, and their links and codes let everybody in, and back in', async () => {
    const link = /fonder\/(\S+)/.exec(service.output)?.[1];
    const { beginFounding } = await ask(
      service,
      `mutation($input: BeginFoundingInput!) { beginFounding(input: $input) {
         ... on BeginFoundingSuccess { founders { memberId link } } ... on Problem { code message } } }`,
      {
        input: {
          link,
          name: 'Les Ormes',
          founders: ['Ada', 'Blaise', 'Chloé'].map((publicName) => ({ publicName })),
        },
      },
    );
    const founders = beginFounding?.['founders'] as { memberId: string; link: string }[];
    const tokens: string[] = [];
    for (const { link: own } of founders)
      tokens.push(
        (await ask(service, SIGN_IN, { link: own.split('/').at(-1) }))['signIn']?.['token'] as string,
      );
    // One of them loses the telephone: two others give a code, which is written on paper.
    const ISSUE = `mutation($id: ID!) { issueLink(input: { memberId: $id }) {
      ... on IssueLinkSuccess { handed { code } } ... on Problem { code } } }`;
    const lost = { id: founders[2]?.memberId };
    await ask(service, ISSUE, lost, tokens[0]);
    const { issueLink } = await ask(service, ISSUE, lost, tokens[1]);
    const { signInWithCode } = await ask(
      service,
      `mutation($code: String!) { signInWithCode(input: { code: $code }) {
         ... on SignInWithCodeSuccess { memberId } ... on Problem { code } } }`,
      { code: (issueLink?.['handed'] as { code: string }).code },
    );
    expect(signInWithCode).toEqual({ memberId: lost.id });
  }, 60_000);

  it('says in a sentence that it sends none, where somebody asks for mail', async () => {
    const { requestSignInLink } = await ask(
      service,
      `mutation { requestSignInLink(input: { email: "ada@example.org" }) { ... on Problem { code message } } }`,
    );
    expect(requestSignInLink).toMatchObject({ code: 'NO_MAIL_HERE' });
    expect(requestSignInLink?.['message']).toMatch(/\w{3,}/);
  });

  it('is found well by the doctor, who says that no mail is sent and that it is no fault', async () => {
    const settings = {
      DATA_DIR: join(folder, 'without-mail'),
      DATABASE_URL: database.url,
      MIGRATION_DATABASE_URL: database.ownerUrl,
    };
    const { out } = await ormee(['doctor', '--json'], settings);
    const { findings } = JSON.parse(out) as { findings: { about: string; gravity: string; says: string }[] };
    expect(findings.find(({ about }) => about === 'mail')?.gravity).toBe('NOTE');
    // Tests keep nothing through a power cut, and nothing else is wrong.
    expect(
      findings.filter(({ gravity }) => gravity === 'FAULT').map(({ says }) => says.split(':')[0]),
    ).toEqual(['fsync is off']);
  }, 60_000);
});

describe('a data folder that cannot be one', () => {
  /** Starts the service and waits for its end; one that would go on for ever is ended, and has no code. */
  const started = async (
    settings: Record<string, string>,
  ): Promise<{ code: number | null; said: string }> => {
    const PORT = String(await freePort());
    const env = { PATH: process.env['PATH'], PORT, DEMO: '0', ...settings };
    return new Promise((resolve) => {
      const child = execFile(
        process.execPath,
        [compiled('src/main.js')],
        { env, timeout: 60_000, killSignal: 'SIGKILL' },
        (_failure, _out, said) => resolve({ code: child.exitCode, said }),
      );
    });
  };

  it.each([
    ['of the kernel, with a PostgreSQL of its own', '/proc/x', false],
    ['of the kernel, with one that is elsewhere', '/proc/x/y', true],
    ['that is a file', 'a-file/inside', true],
  ])(
    'is said in one sentence with its remedy, and not tried for ever: one %s',
    async (_, where, elsewhere) => {
      await writeFile(join(folder, 'a-file'), '');
      const DATA_DIR = where.startsWith('/') ? where : join(folder, where);
      const addresses = elsewhere
        ? { DATABASE_URL: database.url, MIGRATION_DATABASE_URL: database.ownerUrl }
        : {};
      const { code, said } = await started({ DATA_DIR, ...addresses });
      expect(said.trim().split('\n').at(-1)).toMatch(
        new RegExp(
          `^The data folder ${DATA_DIR} cannot be used by \\S+ \\(ENO\\w+\\): give it to that user, or set DATA_DIR`,
        ),
      );
      expect(said).not.toContain('    at ');
      expect(code).toBe(1);
    },
    60_000,
  );
});

describe('the image', () => {
  it('runs as an ordinary user, and holds no secret: its keys are made in a volume at the first start', async () => {
    const lines = (await readFile('Dockerfile', 'utf8')).split('\n');
    const last = lines.slice(lines.findLastIndex((line) => line.startsWith('FROM ')));
    expect(last).toContain('USER node');
    expect(last.findIndex((line) => line.startsWith('CMD'))).toBeGreaterThan(last.indexOf('USER node'));
    expect(last).toContain('VOLUME /data');
    expect(lines.join('\n')).not.toMatch(/PASSWORD|SECRET|PASSPHRASE|TOKEN|_KEY/);
    const [first, ...letIn] = (await readFile('.dockerignore', 'utf8')).trim().split('\n');
    expect(first).toBe('*');
    expect(letIn.filter((line) => !/^!(package|tsconfig|src|migrations|bench)/.test(line))).toEqual([]);
  });
});
