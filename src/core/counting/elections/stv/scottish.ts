/**
 * stv/scottish-2007@1: the Scottish Local Government Elections Order 2007 (SSI 2007 No. 42), article 2 and Schedule 1,
 * Part III, rules 45 to 52.
 *
 * Who reaches the quota is elected. A surplus, the largest first, is transferred with all the papers of the elected
 * option, each at surplus × its value ÷ the votes of the option, to five decimals, the rest ignored (rule 48); without a
 * surplus, whoever has the fewest votes is excluded and its papers go on at their value (rule 50). Ties go by the most
 * recent stage that told the tied apart, then by lot (rules 49 and 51). As many options left as seats: they are elected
 * (rule 52).
 *
 * Where the text leaves a choice. Preferences count "in consecutive order", so a paper is read up to a rank that is empty
 * or holds several options; without a first preference for one option alone it is no valid paper. Rule 49 speaks of
 * two tied options: among three, those alike at the best are looked up further back. The transfer after the last
 * exclusion: rule 52(2) wants none once the last seats can be filled, while the exclusion is one stage with its transfer
 * (article 2) and counts were published with it; SSI 2021 No. 437 later allowed it. It changes no winner, and
 * `lastTransfer` says what is done.
 */
import { divide, fraction, multiply, truncate } from '../../../kernel/fractions.js';
import { electionMethod } from '../method.js';
import { countGregory } from './gregory.js';
import { readPapersToTransfer } from './papers.js';
import { droopQuota, writeBegin } from './quota.js';

const DECIMALS = 5;

export const scottish2007 = electionMethod({
  id: 'stv/scottish-2007@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: {
    lastTransfer: { is: 'ONE_OF', values: ['made', 'none'], otherwise: 'made' },
  },
  about: {
    fr: 'Vote unique transférable des élections locales écossaises (2007) : surplus et éliminations, valeurs à cinq décimales.',
    en: 'Single transferable vote of the Scottish local elections (2007): surpluses and exclusions, values to five decimals.',
  },
  count(profile, seats, { lastTransfer }, sheet) {
    const papers = readPapersToTransfer(profile, { emptyRank: 'END', equalRanks: 'END' });
    const quota = fraction(droopQuota(papers.valid, seats));
    writeBegin(papers, { formula: 'droop', seats, quota }, sheet);
    return countGregory(
      papers,
      profile.slate,
      seats,
      {
        quota,
        transferValue: ({ surplus, votes, value }) =>
          truncate(divide(multiply(surplus, value), votes), DECIMALS),
        surpluses: 'largest-first',
        ties: 'previous-stages',
        lastTransfer,
      },
      sheet,
    );
  },
});
