import { TestPoll, type TestAssembly, type TestProposal } from './decisions.js';
import type { TestMember } from './world.js';

/** An amendment as a member reads it. */
export interface AmendmentRead {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly cause: string | null;
  readonly parentId: string | null;
  readonly instructions: readonly string[];
  readonly base: string;
  readonly wording: string;
  readonly wordingHash: string;
  readonly hash: string;
  readonly revision: number;
  readonly supportCount: number;
  readonly viewerSupports: boolean;
  readonly pollId: string | null;
  readonly objectionUntil: string | null;
  readonly acceptanceObjected: boolean;
}

const AMENDMENT = `id label state cause parentId instructions base wording wordingHash hash revision supportCount
  viewerSupports pollId objectionUntil acceptanceObjected`;

export interface FileRead {
  readonly version: number;
  readonly wording: string;
  readonly baseHash: string;
  readonly whyNot: string | null;
  readonly sections: readonly { number: string; markdown: string }[];
  readonly uncontested: readonly string[];
  readonly groups: readonly { order: readonly (readonly string[])[] }[];
  readonly conflicts: readonly { kind: string; one: string[]; other: string[]; instructions: string[] }[];
  readonly warnings: readonly { kind: string; amendments: string[] }[];
  readonly merged: string | null;
  readonly frozenAt: string | null;
  readonly frozenHash: string | null;
  readonly reference: string | null;
  readonly printed: string;
}

const FILE = `version wording baseHash whyNot sections { number markdown } uncontested groups { order }
  conflicts { kind one other instructions } warnings { kind amendments } merged frozenAt frozenHash reference printed`;

export interface Preview {
  readonly hash: string;
  readonly instructions: readonly string[];
  readonly wording: string;
  readonly conflicts: FileRead['conflicts'];
  readonly warnings: FileRead['warnings'];
}

const PREVIEW =
  'hash instructions wording conflicts { kind one other instructions } warnings { kind amendments }';

/** How a spec amends: by replacing words of the whole wording, or of one provision. */
export interface Amending {
  readonly by: TestMember;
  readonly replace: string | RegExp;
  readonly with: string;
  /** The number of the one provision whose copy is sent. */
  readonly provision?: string;
  readonly parent?: AmendmentRead;
  readonly assembly?: TestAssembly;
  readonly reason?: string;
  readonly idempotencyKey?: string;
}

/** The amendments to one proposal, as members use them. */
export class Amendments {
  constructor(readonly proposal: TestProposal) {}

  async file(by = this.proposal.author): Promise<FileRead> {
    const { amendmentFile } = await by.ask<{ amendmentFile: FileRead }>(
      `query($id: ID!) { amendmentFile(proposalId: $id) { ${FILE} } }`,
      { id: this.proposal.id },
    );
    return amendmentFile;
  }

  async all(by = this.proposal.author): Promise<AmendmentRead[]> {
    const { node } = await by.ask<{ node: { version: number; amendments: AmendmentRead[] } }>(
      `query($id: ID!) { node(id: $id) { ... on Proposal { version amendments { ${AMENDMENT} } } } }`,
      { id: this.proposal.id },
    );
    this.proposal.version = node.version;
    return node.amendments;
  }

  async read(label: string, by = this.proposal.author): Promise<AmendmentRead> {
    const found = (await this.all(by)).find((amendment) => amendment.label === label);
    if (!found) throw new Error(`no amendment ${label}`);
    return found;
  }

  /** What an author sends: the copy of what they read, edited. */
  async draft({ by, replace, with: words, provision, parent }: Amending): Promise<object> {
    const file = await this.file(by);
    const whole = parent ? parent.wording : file.wording;
    const section = file.sections.find(({ number }) => number === provision);
    const read = provision === undefined ? whole : (section?.markdown ?? '');
    const copy = read.replace(replace, words);
    if (copy === read) throw new Error(`nothing to replace in: ${read}`);
    return {
      proposalId: this.proposal.id,
      version: file.version,
      parentId: parent?.id ?? null,
      baseHash: parent ? parent.wordingHash : file.baseHash,
      copy,
      provision: provision ?? null,
    };
  }

  async preview(amending: Amending): Promise<Preview> {
    return amending.by.does<Preview>('previewAmendment', await this.draft(amending), PREVIEW);
  }

  /** Previews, confirms what was shown, and answers the amendment. */
  async put(amending: Amending): Promise<AmendmentRead> {
    const { by, reason = 'C’est plus juste.', assembly, idempotencyKey } = amending;
    const draft = await this.draft(amending);
    const { hash } = await by.does<Preview>('previewAmendment', draft, PREVIEW);
    const { amendmentId } = await by.does<{ amendmentId: string }>(
      'submitAmendment',
      { ...draft, reason, confirms: hash, assemblyId: assembly?.id ?? null, idempotencyKey },
      'amendmentId',
    );
    const found = (await this.all(by)).find(({ id }) => id === amendmentId);
    if (!found) throw new Error('an amendment that was put is not there');
    return found;
  }

  /** Opens a poll on amendments, online or in a running assembly. */
  async open(
    amendments: readonly AmendmentRead[],
    {
      by = this.proposal.author,
      asOptions = false,
      outOfOrder = null,
      assembly,
      lasting = '8 days',
      method,
    }: {
      readonly by?: TestMember;
      readonly asOptions?: boolean;
      readonly outOfOrder?: string | null;
      readonly assembly?: TestAssembly;
      readonly lasting?: string;
      readonly method?: string;
    } = {},
  ): Promise<TestPoll> {
    const { world } = this.proposal.collective;
    const opener = assembly ? assembly.facilitator : by;
    const { version } = await this.file();
    const { poll } = await opener.does<{ poll: { id: string } }>(
      'openPoll',
      {
        proposalId: this.proposal.id,
        version,
        assemblyId: assembly?.id ?? null,
        closesAt: assembly ? null : await world.in(lasting),
        method,
        amendments: { amendmentIds: amendments.map(({ id }) => id), asOptions, outOfOrder },
      },
      'poll { id }',
    );
    return new TestPoll(this.proposal.collective, poll.id, opener);
  }
}
