/**
 * stv/wigm-exact@1: the Reference WIGM Rule of the Proportional Representation Foundation
 * (prfound.org/resources/reference/reference-wigm-rule), counted in exact fractions instead of its four decimals.
 *
 * Who reaches the quota is elected. A surplus is transferred with all the papers of the elected option, each at its value
 * × surplus ÷ votes (B.3); without a surplus the option with the fewest votes is excluded (B.4), and once no more are left
 * than seats they are elected without a further transfer (D.3, C).
 *
 * What was chosen. With exact values the quota needs no least decimal above valid ÷ (seats + 1): `droop` is the least
 * whole number above it, as Droop wrote; `hare` is valid ÷ seats. A surplus of zero moves no vote and is no stage. The
 * rule transfers the largest surplus (`largest-first`); `together` transfers all that there are in one stage, so that
 * no order among them matters. It leaves ties to a procedure set before (D.1): `lot`, unless they are first looked up in
 * `previous-stages`, the latest that tells the tied apart. It knows no equal ranks: a paper is read up to them (`end`),
 * or the count is `refused`; ranks left empty are closed up.
 */
import { divide, fraction, multiply } from '../../../kernel/fractions.js';
import { electionMethod } from '../method.js';
import { countGregory } from './gregory.js';
import { readPapersToTransfer } from './papers.js';
import { droopQuota, hareQuota, writeBegin } from './quota.js';

export const wigmExact = electionMethod({
  id: 'stv/wigm-exact@1',
  family: 'ROUNDS',
  counts: 'RANKED',
  seats: 'SEVERAL',
  options: {
    quota: { is: 'ONE_OF', values: ['droop', 'hare'], otherwise: 'droop' },
    surpluses: { is: 'ONE_OF', values: ['largest-first', 'together'], otherwise: 'largest-first' },
    ties: { is: 'ONE_OF', values: ['lot', 'previous-stages'], otherwise: 'lot' },
    equalRanks: { is: 'ONE_OF', values: ['end', 'refused'], otherwise: 'end' },
  },
  about: {
    fr: 'Vote unique transférable en fractions exactes : surplus transférés avec tous les bulletins, à valeur réduite.',
    en: 'Single transferable vote in exact fractions: surpluses go on with all papers, at a fraction of their value.',
  },
  count(profile, seats, { quota: formula, surpluses, ties, equalRanks }, sheet) {
    const papers = readPapersToTransfer(profile, {
      emptyRank: 'CLOSED_UP',
      equalRanks: equalRanks === 'end' ? 'END' : 'REFUSED',
    });
    const quota =
      formula === 'droop' ? fraction(droopQuota(papers.valid, seats)) : hareQuota(papers.valid, seats);
    writeBegin(papers, { formula, seats, quota }, sheet);
    return countGregory(
      papers,
      profile.slate,
      seats,
      {
        quota,
        transferValue: ({ surplus, votes, value }) => divide(multiply(value, surplus), votes),
        surpluses,
        ties,
        lastTransfer: 'none',
      },
      sheet,
    );
  },
});
