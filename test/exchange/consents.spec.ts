import type { Json } from '../../src/core/kernel/canonical-json.js';
import { commit } from '../../src/core/kernel/leaves.js';
import type { Bundle } from '../../src/core/verify/bundle.js';
import { draftOf, rehashRegister, rehashRows, type Draft } from './forger.js';
import { liveAmongConsents } from './lived-among-consents.js';
import { liveAmongRelays } from './lived-among-relays.js';
import { faultsOf, verified } from './lived.js';
import { takenHome } from './taken-home.js';

type Leaf = Draft['tables'][string][number];
type Body = Record<string, Json>;

/** What is found once every hash is made again. */
function saidOf(bundle: Bundle, forge: (draft: Draft) => void): string {
  const draft = draftOf(bundle);
  forge(draft);
  rehashRows(draft);
  rehashRegister(draft, bundle);
  return faultsOf(verified(draft as Bundle)).join();
}
const rows = (draft: Draft, table: string): Leaf[] => draft.tables[table] as Leaf[];
const read = (leaf: Leaf): { type: string; body: Body } =>
  JSON.parse(leaf['encoded'] as string) as { type: string; body: Body };
const leafOf = (draft: Draft, type: string, of: (body: Body) => boolean): Leaf => {
  const found = rows(draft, 'register_leaf').find((leaf) => {
    const one = read(leaf);
    return one.type === type && of(one.body);
  });
  if (!found) throw new Error(`no leaf of type ${type}`);
  return found;
};
const rewrite = (leaf: Leaf, change: (body: Body) => void): void => {
  const whole = read(leaf);
  change(whole.body);
  leaf['encoded'] = JSON.stringify(whole);
};

/** What a host might say of a round, with every hash made again: the lies of a whole story, not of one value. */
describe('a bundle of a collective that sought consent', () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = (await takenHome(liveAmongConsents)).full;
  }, 400_000);

  const said = (forge: (draft: Draft) => void): string => saidOf(bundle, forge);

  it('holds as it is, and in the hands of a forger who changes nothing', () => {
    expect(faultsOf(verified(bundle))).toEqual([]);
    expect(said(() => undefined)).toBe('');
  });

  it('says when nobody is said to have withdrawn an objection', () => {
    const faults = said((draft) => {
      const leaf = leafOf(draft, 'objection.ended', ({ how }) => how === 'WITHDRAWN');
      rewrite(leaf, (body) => delete body['by']);
      draft.tables['register_salt'] = rows(draft, 'register_salt').filter(
        (salt) => salt['leafIndex'] !== leaf['index'] || salt['field'] !== 'by',
      );
    });
    expect(faults).toContain('OBJECTION_END');
  });

  it('says when an objection ended once its round was counted', () => {
    const faults = said((draft) => {
      const ended = leafOf(draft, 'objection.ended', ({ how }) => how === 'INTEGRATED');
      const proclaimed = leafOf(draft, 'poll.proclaimed', ({ poll }) => poll === read(ended).body['poll']);
      [ended['encoded'], proclaimed['encoded']] = [proclaimed['encoded'] as Json, ended['encoded'] as Json];
    });
    expect(faults).toContain('OBJECTION_END');
  });

  it('says when a round was asked on older words than those that integrate an objection', () => {
    const faults = said((draft) => {
      const end = rows(draft, 'objection_end').find(({ how }) => how === 'INTEGRATED') as Leaf;
      end['version'] = 3;
      rewrite(
        leafOf(draft, 'objection.ended', ({ objection }) => objection === end['objectionId']),
        (body) => (body['version'] = 3),
      );
    });
    expect(faults).toContain('CONSENT_ROUNDS');
  });

  it('says when a search fell back to a vote that its rule does not have', () => {
    const faults = said((draft) => {
      for (const search of rows(draft, 'consent_process'))
        if (search['state'] === 'FALLEN_BACK') (search['rule'] as Body)['fallback'] = 'REJECTED';
    });
    expect(faults).toContain('CONSENT_ROUNDS');
  });

  it('says when a round that led to another was never counted', async () => {
    const faults = said((draft) => {
      const round = rows(draft, 'consent_round').find(({ round: place }) => place === 1) as Leaf;
      const later = rows(draft, 'consent_round').some(
        (one) => one['processId'] === round['processId'] && one['round'] === 2,
      );
      expect(later).toBe(true);
      const pollId = round['pollId'];
      draft.tables['outcome'] = rows(draft, 'outcome').filter((one) => one['pollId'] !== pollId);
      const poll = rows(draft, 'poll').find(({ id }) => id === pollId) as Leaf;
      poll['state'] = 'CLOSED';
      const proclaimed = leafOf(draft, 'poll.proclaimed', (body) => body['poll'] === pollId);
      proclaimed['encoded'] = String(proclaimed['encoded']).replaceAll(
        'poll.proclaimed',
        'objection.doubted',
      );
      proclaimed['type'] = 'objection.doubted';
    });
    expect(faults).toContain('CONSENT_ROUNDS');
  });

  /** The rounds of the search whose words an assembly amended: the poll that was called off, and the one that adopted. */
  const amendedRounds = (draft: Draft): readonly [Leaf, Leaf] => {
    const off = leafOf(draft, 'poll.withdrawn', ({ amended }) => amended !== undefined);
    const polls = rows(draft, 'poll');
    const before = polls.find(({ id }) => id === read(off).body['poll']) as Leaf;
    const after = polls.find(
      ({ id, proposalId, amends }) => proposalId === before['proposalId'] && id !== before['id'] && !amends,
    ) as Leaf;
    return [before, after];
  };

  it('says when words were adopted that were not those that stood, with everything else as it would be', () => {
    const faults = said((draft) => {
      const [before, after] = amendedRounds(draft);
      const asked = { version: before['proposalVersion'], wordingHash: before['wordingHash'] } as Body;
      after['proposalVersion'] = asked['version'] as Json;
      after['wordingHash'] = asked['wordingHash'] as Json;
      rewrite(
        leafOf(draft, 'poll.opened', ({ poll }) => poll === after['id']),
        (body) => Object.assign(body, asked),
      );
      const decision = rows(draft, 'decision').find(({ pollId }) => pollId === after['id']) as Leaf;
      decision['proposalVersion'] = asked['version'] as Json;
    });
    expect(faults).toContain('CONSENT_OTHER_WORDS');
  });

  it('says when a round with ballots was called off for words that nobody amended, or for no search', () => {
    const off = (because: Body) =>
      said((draft) => {
        const [before] = amendedRounds(draft);
        rewrite(
          leafOf(draft, 'poll.withdrawn', ({ poll }) => poll === before['id']),
          (body) => {
            delete body['amended'];
            Object.assign(body, because);
          },
        );
      });
    expect(off({ amended: 3 })).toContain('POLL_STATE');
    expect(off({ takenOver: bundle.collective })).toContain('POLL_STATE');
    const none = off({});
    expect(none).toContain('POLL_STATE');
    expect(none).toContain('CONSENT_ROUNDS');
  });

  it('says when a ballot is gone from a box that nobody counts, though nothing hangs on it', () => {
    const faults = said((draft) => {
      const [before] = amendedRounds(draft);
      const box = rows(draft, 'ballot').filter(({ pollId }) => pollId === before['id']);
      expect(box).not.toEqual([]);
      draft.tables['ballot'] = rows(draft, 'ballot').filter((one) => one !== box[0]);
    });
    expect(faults).toMatch(/^POLLS POLL_STATE \S+$/);
  });

  it('says when a proposal that is open is said to be withdrawn, and when a concern is of nothing', () => {
    expect(
      said((draft) => {
        const nominees = rows(draft, 'nominee').map(({ proposalId }) => proposalId);
        const open = rows(draft, 'proposal').find(
          ({ id, state }) => state === 'OPEN' && !nominees.includes(id as string),
        ) as Leaf;
        open['state'] = 'WITHDRAWN';
      }),
    ).toMatch(/^PROPOSALS PROPOSAL_STATE \S+$/);
    expect(
      said((draft) => {
        const carried = rows(draft, 'decision_concern').map(({ contributionId }) => contributionId);
        const waiting = rows(draft, 'concern').find(
          ({ contributionId }) => !carried.includes(contributionId as string),
        ) as Leaf;
        waiting['contributionId'] = bundle.collective;
        rows(draft, 'concern').sort((one, next) =>
          String(one['contributionId']) < String(next['contributionId']) ? -1 : 1,
        );
      }),
    ).toMatch(/ CONCERN_VOICE /);
  });

  const electionOf = (draft: Draft, task: string): Leaf =>
    rows(draft, 'election').find((election) => election['task'] === task) as Leaf;
  /** Puts somebody in the place of somebody else in a personal field of a leaf, with a commitment to them. */
  const rename = (draft: Draft, leaf: Leaf, field: string, value: string): void => {
    const salt = rows(draft, 'register_salt').find(
      (one) => one['leafIndex'] === leaf['index'] && one['field'] === field,
    ) as Leaf;
    salt['value'] = value;
    rewrite(leaf, (body) => (body[field] = commit(salt['salt'] as string, value)));
  };

  it('says when nominations gave the turn to somebody else', () => {
    const faults = said((draft) => {
      const { id } = electionOf(draft, 'ouvrir');
      for (const nomination of rows(draft, 'nomination')) {
        if (nomination['electionId'] !== id || nomination['round'] !== 1) continue;
        const own = nomination['memberId'] as string;
        nomination['personId'] = own;
        rename(
          draft,
          leafOf(draft, 'nomination.made', (body) => body['nomination'] === nomination['id']),
          'for',
          own,
        );
      }
    });
    expect(faults).toContain('NOMINEE_OUT_OF_TURN');
    expect(faults).not.toContain('NOMINATION ');
  });

  it('says when somebody who was objected to is said to have declined', () => {
    const faults = said((draft) => {
      const nominee = rows(draft, 'nominee').find(({ how }) => how === 'OBJECTED') as Leaf;
      nominee['how'] = 'DECLINED';
      rewrite(
        leafOf(
          draft,
          'nominee.ended',
          ({ election, place }) => election === nominee['electionId'] && place === nominee['place'],
        ),
        (body) => (body['how'] = 'DECLINED'),
      );
    });
    expect(faults).toContain('NOMINEE');
  });

  it('says when an election is said to be over before its turns are', () => {
    const faults = said((draft) => {
      const election = electionOf(draft, 'veiller');
      Object.assign(election, { state: 'SUPERSEDED', endedAt: election['startedAt'], phaseEndsAt: null });
      const leaf = leafOf(draft, 'election.ended', () => true);
      rewrite(leaf, (body) => Object.assign(body, { election: election['id'], state: 'SUPERSEDED' }));
    });
    expect(faults).toContain('ELECTION_STATE');
  });
});

/** What a host might say who wants a box shut before somebody without mail was told, or before anybody came. */
describe('a bundle of a collective in which some have no mail', () => {
  let bundle: Bundle;

  beforeAll(async () => {
    bundle = (await takenHome(liveAmongRelays)).full;
  }, 400_000);

  const said = (forge: (draft: Draft) => void): string => saidOf(bundle, forge);
  const titled = (draft: Draft, title: string): Leaf =>
    rows(draft, 'poll').find((poll) => poll['title'] === title) as Leaf;
  const leaf = (draft: Draft, type: string, poll: Leaf): Leaf =>
    leafOf(draft, type, (body) => body['poll'] === poll['id']);
  /** The box was shut at another hour, and every leaf of the poll says so. */
  const shut = (draft: Draft, poll: Leaf, at: string, ...types: string[]): void => {
    [poll['closesAt'], poll['closedAt']] = [at, at];
    rewrite(leaf(draft, 'poll.closed', poll), (body) => (body['closedAt'] = at));
    for (const type of types) rewrite(leaf(draft, type, poll), (body) => (body['closesAt'] = at));
  };
  const hourAfter = (instant: Json | undefined): string =>
    new Date(Date.parse(String(instant)) + 60_000).toISOString();

  it('says when a box was shut at the hour that was asked for, though somebody was not told', () => {
    const faults = said((draft) => {
      const poll = titled(draft, 'Un four ancien');
      shut(draft, poll, poll['closesIfReached'] as string, 'poll.opened', 'poll.awaits');
    });
    expect(faults).toContain('POLL_WAITS');
  });

  it('says when a poll is said to wait for nobody, though some on its roll have no mail', () => {
    const faults = said((draft) => {
      const poll = titled(draft, 'Un four ancien');
      shut(draft, poll, poll['closesIfReached'] as string, 'poll.opened');
      poll['closesIfReached'] = null;
      const waits = leaf(draft, 'poll.awaits', poll);
      waits['encoded'] = String(waits['encoded']).replaceAll('poll.awaits', 'objection.doubted');
      for (const table of ['poll_awaited', 'register_salt'])
        draft.tables[table] = rows(draft, table).filter(
          (row) => row['pollId'] !== poll['id'] && row['leafIndex'] !== waits['index'],
        );
    });
    expect(faults).toContain('POLL_WAITS');
  });

  it('says when a box was brought forward to an earlier hour than all its voters were given', () => {
    const faults = said((draft) => {
      const poll = titled(draft, 'Un four neuf');
      const at = hourAfter(leaf(draft, 'poll.brought-forward', poll)['at'] ?? poll['openedAt']);
      shut(draft, poll, at, 'poll.brought-forward');
    });
    expect(faults).toContain('POLL_WAITS');
  });

  it('says when a box was open for less than its rule asks, or shut before its hour', () => {
    const early = said((draft) => {
      const poll = titled(draft, 'Le four du samedi');
      shut(draft, poll, hourAfter(poll['openedAt']), 'poll.opened');
    });
    expect(early).toContain('CLOSED_EARLY');
    const before = said((draft) => {
      const poll = titled(draft, 'Le four du samedi');
      const at = hourAfter(poll['openedAt']);
      poll['closedAt'] = at;
      rewrite(leaf(draft, 'poll.closed', poll), (body) => (body['closedAt'] = at));
    });
    expect(before).toContain('CLOSED_EARLY');
  });
});
