import type { Attack } from "./attack.ts";
import type { Observation } from "./observation.ts";

/** Something that runs controllers, one attack after the other. */
export interface Host {
  run(attack: Attack): Promise<Observation>;
  close(): Promise<void>;
}
