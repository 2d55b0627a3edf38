import type { Sandbox } from "../sandbox/sandbox.ts";
import type { Store } from "../store/store.ts";
import type { ContentCache } from "./content-cache.ts";

/** What the activities of a worker that plays controllers work with. */
export interface ReplayDeps {
  /** Under the role `replay`, or `held_out`. */
  readonly store: Store;
  readonly sandbox: Sandbox;
  readonly cache: ContentCache;
}
