import type { ReadyOperation } from '../platform/graphql/page.js';

/** Ten operations to begin with, which any member may run as they stand: there is no id to fill in. */
export const READY_OPERATIONS: readonly ReadyOperation[] = [
  {
    name: 'Who am I',
    document: '{ viewer { memberId state member { publicName kind joinedAt email } } }',
    variables: {},
  },
  {
    name: 'The collective, its members and its rules',
    document: `{
  collective {
    name
    zone
    charter {
      inForceFrom
      clause {
        matter venues forms base minimumVoting
        threshold { fraction strict plus }
        interpretations { question choice }
      }
    }
  }
  members { edges { node { id publicName kind state } } }
}`,
    variables: {},
  },
  {
    name: 'Texts on a day (at: null is today, or a date such as 2026-09-01)',
    document: `query Texts($at: Date) {
  legalTexts {
    edges {
      node {
        id
        title
        matter
        consolidated(at: $at) {
          inForceOn
          provisions { provisionId number heading body hash inForceFrom openedByLabel repealedOn }
        }
      }
    }
  }
}`,
    variables: { at: null },
  },
  {
    name: 'Proposals and what they would do',
    document: `{
  proposals {
    edges {
      node {
        id version title rationale state matter supportCount openPollCount viewerSupports
        author { publicName }
        effects {
          __typename
          ... on PatchText { operations { kind number body } }
          ... on GrantMandate { title holderIds endsAt }
          ... on RevokeMandate { task }
        }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'What awaits my ballot, and what I put in the box',
    document: `{
  polls {
    edges {
      node {
        id title state venue method closesAt rollCount castCount
        viewerMayCast { allowed problem { code message } }
        options { key label }
        viewerBallot { choice reason revision receipt { text signature } }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Outcomes with their working',
    document: `{
  polls {
    edges {
      node {
        title
        outcome { code explanation chosen election { winners ranking } working hash proclaimedAt }
        objections { reason stands }
        decision { label }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Decisions and what became of them',
    document: `{
  decisions {
    edges {
      node {
        label title outcome venue form prevails proclaimedAt effectsState
        notApplied { code message }
        poll { id castCount }
      }
    }
  }
}`,
    variables: {},
  },
  {
    name: 'Assemblies, roles and mandates',
    document: `{
  assemblies {
    edges {
      node {
        id title form state startsAt presentCount viewerIsPresent
        roles { role holders { publicName } }
        attendance { edges { node { member { publicName } arrivedAt leftAt } } }
      }
    }
  }
  mandates {
    edges { node { id task title instructions state role holders { publicName } endsAt endedById } }
  }
}`,
    variables: {},
  },
  {
    name: 'The register and its signed head',
    document: `{
  register(first: 100) { edges { node { index type hash recordedAt encoded } } pageInfo { hasNextPage endCursor } }
  checkpoint { size root note verifierKey }
}`,
    variables: {},
  },
  {
    name: 'Put a proposal (a position, without effects)',
    document: `mutation Propose($input: SubmitProposalInput!) {
  submitProposal(input: $input) {
    __typename
    ... on SubmitProposalSuccess { proposal { id version title matter } }
    ... on Problem { code message path }
  }
}`,
    variables: { input: { title: 'Une bibliothèque à l’atelier', rationale: 'Chacun apporte un livre.' } },
  },
];
