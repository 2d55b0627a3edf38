import type { MessagesClientOptions } from "../discovery/model/messages-client.ts";
import type { Store } from "../store/store.ts";

/** What the activities that write and review candidates work with. */
export interface AgentDeps {
  /** Under the role `agents`. */
  readonly store: Store;
  /** How the provider is reached; nothing is called unless a run's spec names a model. */
  readonly provider: MessagesClientOptions;
}
