import { grant } from '../world/effects.js';
import { stayingSignedIn } from '../world/people.js';
import { TestThread } from '../world/threads.js';
import type { TestCollective } from '../world/world.js';

/**
 * People talk about a proposal: a passage, an answer, an edit, words taken back, and words hidden, appealed and upheld, of a
 * summary and of a title too.
 */
export async function talk(collective: TestCollective): Promise<void> {
  const member = (place: number) => collective.member(place);
  const task = (name: string, place: number) =>
    grant(collective, {
      ...{ task: name, title: 'Modérer les fils', scopeActs: ['hideContribution'] },
      holderIds: [member(place).id],
    });
  const mandates = await collective.propose({ effects: [await task('fils', 2), await task('fils-2', 3)] });
  await mandates.decideOnline({ for: 3 }, '2 hours');
  await stayingSignedIn(collective);
  const proposal = await collective.propose({ rationale: 'On se réunit le mardi soir.' });
  const subjects = [{ proposalId: proposal.id }];
  const thread = await TestThread.open(collective, { title: 'Le mardi', subjects });
  const readIn = { proposal: { proposalId: proposal.id, version: 1 } };
  const body = 'Pourquoi le mardi ?';
  const asked = await thread.say({
    ...{ by: member(0), kind: 'QUESTION', body },
    anchor: { readIn, quote: 'le mardi soir' },
  });
  const [version] = await collective.world.sql<{ id: string; body: string }>(
    'SELECT id, body FROM ormee.provision_version WHERE collective_id = $1 AND length(body) > 20 ORDER BY id LIMIT 1',
    [collective.id],
  );
  const { id: versionId, body: provision } = version as { id: string; body: string };
  await thread.say({
    ...{ by: member(1), kind: 'CONCERN', body: 'Et nos statuts ?' },
    anchor: {
      readIn: { provisionVersionId: collective.globalId('ProvisionVersion', versionId) },
      quote: provision.split(/\s/).slice(0, 3).join(' '),
    },
  });
  await thread.say({ by: member(1), kind: 'ANSWER', body: 'Par habitude.', repliesToId: asked.id });
  await member(0).does('editContribution', {
    ...{ contributionId: asked.id, expectedVersion: 1, body: `${body} Et pourquoi le soir ?` },
  });
  const former = await thread.say({ by: member(1), body: 'Une adresse secrète.' });
  await member(1).does('editContribution', {
    ...{ contributionId: former.id, expectedVersion: 1, body: 'Chez quelqu’un.' },
  });
  await member(2).does('hideContribution', { contributionId: former.id, version: 1, reason: 'Une adresse.' });
  const taken = await thread.say({ by: member(1), body: 'Un mot de trop.' });
  await member(1).does('withdrawContribution', { contributionId: taken.id });
  const { id: contributionId } = await thread.say({ by: member(1), body: 'Une injure secrète.' });
  await member(2).does('hideContribution', { contributionId, version: 1, reason: 'Une injure.' });
  await member(1).does('appealModeration', { contributionId, reason: 'Une opinion.' });
  await member(3).does('answerModerationAppeal', { contributionId, uphold: true, reason: 'Non.' });
  await member(2).does('markThreadRead', { threadId: thread.id, upTo: 2 });
  const bref = 'On demande pourquoi.';
  await member(0).does('summarizeThread', { threadId: thread.id, expectedVersion: 0, upTo: 2, body: bref });
  await member(1).does('summarizeThread', {
    ...{ threadId: thread.id, expectedVersion: 1, upTo: 2, body: 'Une injure secrète, en bref.' },
  });
  const named = await TestThread.open(collective, { by: member(1), title: 'Une injure secrète pour titre' });
  for (const [threadId, words] of [
    [thread.id, { summaryVersion: 2 }],
    [named.id, {}],
  ] as const) {
    const what = { threadId, ...words };
    await member(2).does('hideThreadWords', { ...what, reason: 'Une injure.' });
    await member(1).does('appealThreadModeration', { ...what, reason: 'Une opinion.' });
    await member(3).does('answerThreadModerationAppeal', { ...what, uphold: true, reason: 'Non.' });
  }
}
