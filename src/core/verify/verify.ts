import { openBook, type Book } from './book.js';
import type { Bundle } from './bundle.js';
import { checkAmendments } from './check-amendments.js';
import { checkBallots, checkRolls } from './check-boxes.js';
import { checkCharter } from './check-charter.js';
import { checkConsents } from './check-consents.js';
import { checkDecisions } from './check-decisions.js';
import { checkElections } from './check-elections.js';
import { checkFormat, type Shape } from './check-format.js';
import { checkAssemblies, checkMandates, checkMembers } from './check-people.js';
import { checkGroups } from './check-groups.js';
import { checkJoining, checkLinks } from './check-joining.js';
import { checkOutcomes } from './check-outcomes.js';
import { checkPolls } from './check-polls.js';
import { checkProposals } from './check-proposals.js';
import { checkProtection } from './check-protection.js';
import { checkCommitments, checkRegister, checkSignatures, type VerifySignature } from './check-register.js';
import { checkRelays } from './check-relays.js';
import { checkTexts } from './check-texts.js';
import { CHECKS, Notes, type CheckName, type Report } from './notes.js';

/** What a verification takes beside the bundle. */
export interface Means {
  readonly shape: Shape;
  readonly verifySignature: VerifySignature;
  /** The keys that the reader knows the register by (C2SP signed-note); null: none was given. */
  readonly trustedKeys: readonly string[] | null;
}

const CHECKED: Readonly<Record<Exclude<CheckName, 'FORMAT'>, (book: Book, means: Means) => Report>> = {
  REGISTER: checkRegister,
  SIGNATURES: (book, { verifySignature, trustedKeys }) => checkSignatures(book, verifySignature, trustedKeys),
  COMMITMENTS: checkCommitments,
  MEMBERS: checkMembers,
  DECISIONS: checkDecisions,
  CHARTER: checkCharter,
  TEXTS: checkTexts,
  PROPOSALS: checkProposals,
  POLLS: checkPolls,
  ROLLS: checkRolls,
  BALLOTS: checkBallots,
  OUTCOMES: checkOutcomes,
  MANDATES: checkMandates,
  ASSEMBLIES: checkAssemblies,
  PROTECTION: checkProtection,
  JOINING: checkJoining,
  LINKS: checkLinks,
  AMENDMENTS: checkAmendments,
  CONSENTS: checkConsents,
  GROUPS: checkGroups,
  RELAYS: checkRelays,
  ELECTIONS: checkElections,
};

/**
 * Checks a bundle by itself, trusting nobody: each report as it is made, in the order of the checks. What a check cannot even read
 * fails that check, because the file was written by somebody else.
 */
export function* verifyBundle(bundle: Bundle, means: Means): Generator<Report, void> {
  const book = openBook(bundle);
  const format = checkOne('FORMAT', bundle, book, means);
  yield format;
  if (format.faults.length > 0) return;
  for (const name of CHECKS) if (name !== 'FORMAT') yield checkOne(name, bundle, book, means);
}

/** One check alone. */
export const checkOne = (name: CheckName, bundle: Bundle, book: Book, means: Means): Report =>
  attempt(name, () => (name === 'FORMAT' ? checkFormat(bundle, means.shape) : CHECKED[name](book, means)));

function attempt(name: CheckName, check: () => Report): Report {
  try {
    return check();
  } catch {
    const notes = new Notes();
    notes.hold(false, 'UNREADABLE', name.toLowerCase());
    return notes.report(name);
  }
}
