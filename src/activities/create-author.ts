import type { Critic } from "../discovery/critic.ts";
import { anthropicCritic } from "../discovery/critics/anthropic.ts";
import { noCritic } from "../discovery/critics/none.ts";
import { rulesCritic } from "../discovery/critics/rules.ts";
import { createMessagesClient } from "../discovery/model/messages-client.ts";
import type { Proposer } from "../discovery/proposer.ts";
import { anthropicProposer } from "../discovery/proposers/anthropic.ts";
import { sequenceProposer } from "../discovery/proposers/sequence.ts";
import type { CriticSpec, ProposerSpec } from "../domain/run-spec.ts";
import type { AgentDeps } from "./agent-deps.ts";
import { storeJournal } from "./store-journal.ts";

/**
 * The proposer that a run's spec names.
 *
 * @throws DomainError CREDENTIALS_MISSING when it needs a model and there is no key.
 */
export function createProposer(spec: ProposerSpec, { store, provider }: AgentDeps): Proposer {
  switch (spec.kind) {
    case "sequence":
      return sequenceProposer(spec.sources);
    case "anthropic":
      return anthropicProposer({
        ...spec,
        client: createMessagesClient(provider),
        journal: storeJournal(store),
      });
  }
}

/**
 * The critic that a run's spec names.
 *
 * @throws DomainError CREDENTIALS_MISSING when it needs a model and there is no key.
 */
export function createCritic(spec: CriticSpec, { store, provider }: AgentDeps): Critic {
  switch (spec.kind) {
    case "none":
      return noCritic();
    case "rules":
      return rulesCritic();
    case "anthropic":
      return anthropicCritic({
        ...spec,
        client: createMessagesClient(provider),
        journal: storeJournal(store),
      });
  }
}
