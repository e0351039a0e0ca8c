import type { Locale } from '../../core/kernel/actors.js';
import { Refusal } from '../../core/kernel/refusals.js';
import type { Draft } from '../../core/text/amend/blocks.js';
import { sentenceOf } from '../../platform/i18n/refusals.js';
import { CommandFault } from '../command.js';
import { readDraft } from './merge-files.js';

const EXIT_FILE = 2;

/** A file as blocks; what cannot be read is said with the name of its file. */
export async function readNamed(path: string, locale: Locale): Promise<Draft> {
  try {
    return await readDraft(path);
  } catch (error) {
    throw new CommandFault(ofFile(path, sentenceOfFault(error, locale), locale), EXIT_FILE);
  }
}

/** What is said of a file. */
export const ofFile = (path: string, sentence: string, locale: Locale): string =>
  `${path}${locale === 'fr' ? ' : ' : ': '}${sentence}`;

function sentenceOfFault(error: unknown, locale: Locale): string {
  if (error instanceof Refusal) return sentenceOf(error, locale);
  const { code } = error as NodeJS.ErrnoException;
  if (typeof code !== 'string') throw error;
  return locale === 'fr'
    ? `ce fichier ne peut pas être lu (${code}).`
    : `this file cannot be read (${code}).`;
}
