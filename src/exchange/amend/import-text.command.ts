import { Option, type Command } from 'commander';
import { markdownOf, readBlocks } from '../../core/text/amend/blocks.js';
import { deriveHunks } from '../../core/text/amend/derive.js';
import type { Locale } from '../../core/kernel/actors.js';
import { instantFromMilliseconds } from '../../core/kernel/instants.js';
import { Refusal } from '../../core/kernel/refusals.js';
import { consolidate, type ConsolidatedText } from '../../core/text/consolidation.js';
import type { PatchOperation } from '../../core/text/operations.js';
import { applyPatch, withPatch } from '../../core/text/patch.js';
import { patchFromCopy } from '../../core/text/patch-from-copy.js';
import type { ProvisionVersion } from '../../core/text/version.js';
import { Clock } from '../../platform/clock/clock.js';
import { sentenceOf } from '../../platform/i18n/refusals.js';
import { Ids } from '../../platform/random/ids.js';
import { Random } from '../../platform/random/random.js';
import { readText } from '../../texts/text.queries.js';
import { CommandFault, withSnapshot } from '../command.js';
import { findText } from '../texts.command.js';
import { importHistories, isHistory, type Putting } from './import-history.js';
import { tellMerge } from './merge-files.js';
import { ofFile, readNamed } from './read-named.js';
import { changesInWords } from './words.js';

interface Flags {
  readonly text?: string;
  readonly json?: boolean;
  readonly locale: Locale;
}

/** Nothing stands yet: what a file of a text that the collective does not have is compared with. */
const NOTHING: ConsolidatedText = {
  inForceOn: '1970-01-01',
  knownAt: '1970-01-01T00:00:00.000Z',
  provisions: [],
};

const ids = new Ids(new Clock(), new Random());

/**
 * `ormee texts import FILE`: what a file would have decided. It writes nothing: a text changes by a decision alone. A text as
 * JSON comes with its history, and may be put to the vote.
 */
export function addImportTextCommand(texts: Command): void {
  texts
    .command('import')
    .description(
      'says what an edited copy of a text would have decided, or puts texts that lived elsewhere to the vote; nothing is written',
    )
    .argument('<files...>', 'one in Markdown: a new text, or an export that was edited; or texts as JSON')
    .option(
      '--text <text>',
      'the text that it is a copy of, by its id or its title (default: none, it is new)',
    )
    .option('--json', 'operations and the text that they make, as one JSON object')
    .addOption(new Option('--locale <locale>', 'the language').choices(['fr', 'en']).default('fr'))
    .option('--to <url>', 'of JSON: the service where they are put to the vote; ORMEE_TOKEN is the session')
    .addOption(
      new Option('--matter <matter>', 'of JSON: what kind of question changing them will be')
        .choices(['GOVERNANCE', 'DEEP'])
        .default('GOVERNANCE'),
    )
    .action(async ([file = '', ...more]: readonly string[], flags: Flags & Putting) => {
      if ([file, ...more].every(isHistory)) return importHistories([file, ...more], flags);
      if (more.length > 0 || flags.to !== undefined)
        throw new CommandFault('Several files, and --to, are for texts as JSON alone.');
      const copy = markdownOf(await readNamed(file, flags.locale));
      if (flags.text === undefined) return tell(file, NOTHING, [], copy, flags);
      const wanted = flags.text;
      return withSnapshot(async (reader) => {
        const { collectiveId, id } = await findText(reader, wanted);
        const { consolidated, versions } = await readText(reader, collectiveId, id, {
          at: null,
          knownAt: null,
        });
        tell(file, consolidated, [...versions.values()], copy, flags);
      });
    });
}

function tell(
  file: string,
  text: ConsolidatedText,
  versions: readonly ProvisionVersion[],
  copy: string,
  { json, locale }: Flags,
): void {
  const operations = patchFromCopy(text, copy, () => ids.timeOrdered());
  if (operations instanceof Refusal) return fault(file, operations, locale);
  const after = decided(text, versions, operations);
  if (after instanceof Refusal) return fault(file, after, locale);
  const [base, edited] = [readBlocks(plain(text)), readBlocks(plain(after))];
  const told = tellMerge(base, [{ id: file, hunks: deriveHunks(base, edited) }]);
  const instructions = told.operations.map(({ instruction }) => instruction[locale]);
  process.stdout.write(
    json
      ? `${JSON.stringify({ operations, instructions, text: plain(after) })}\n`
      : changesInWords(told, locale),
  );
}

/** The text as it would stand once the operations were decided, today and for today. */
function decided(
  text: ConsolidatedText,
  versions: readonly ProvisionVersion[],
  operations: readonly PatchOperation[],
): ConsolidatedText | Refusal {
  const now = instantFromMilliseconds(Date.parse(text.knownAt) + 1);
  const patch = { operations, effectiveOn: null, today: text.inForceOn, now, decisionId: ids.timeOrdered() };
  const applied = applyPatch({ ...patch, versions, newId: () => ids.timeOrdered() });
  if (applied instanceof Refusal) return applied;
  return consolidate(withPatch(versions, applied), { inForceOn: text.inForceOn, knownAt: now });
}

/** The words alone, without the decisions that wrote them. */
const plain = ({ provisions }: ConsolidatedText): string =>
  provisions
    .filter(({ repealed }) => repealed === null)
    .map(({ depth, content: { number, heading, body } }) => {
      const title = `${'#'.repeat(Math.min(depth + 2, 6))} ${number}${heading && ` : ${heading}`}`;
      return `${[title, ...(body ? [body] : [])].join('\n\n')}\n`;
    })
    .join('\n');

function fault(file: string, refusal: Refusal, locale: Locale): never {
  throw new CommandFault(ofFile(file, sentenceOf(refusal, locale), locale));
}
