import { EventEmitter, once } from "node:events";

import type { TemporalGateway, WorkflowStart } from "../../src/api/temporal-gateway.ts";
import { DomainError } from "../../src/domain/errors.ts";

/** A Temporal that starts nothing: it notes what it is asked, and can be away. */
export interface FakeTemporal extends TemporalGateway {
  /** What was started, in order. */
  readonly started: WorkflowStart[];
  /** Ids of workflows that have ended. */
  readonly ended: Set<string>;
  away: boolean;
  /** Resolves when somebody has asked to start this workflow, after now. */
  asked(workflowId: string): Promise<void>;
}

export function fakeTemporal(): FakeTemporal {
  const asking = new EventEmitter();
  asking.setMaxListeners(0);
  const requireThere = () => {
    if (fake.away) throw new DomainError("SERVICE_UNAVAILABLE", "Temporal at secret-host is away");
  };
  const fake: FakeTemporal = {
    started: [],
    ended: new Set(),
    away: false,
    asked: async (workflowId) => {
      await once(asking, workflowId);
    },
    start: async (workflow) => {
      // Told when the caller has had its answer, so that nothing is seen half done.
      setImmediate(() => asking.emit(workflow.workflowId));
      requireThere();
      if (fake.ended.has(workflow.workflowId) && !workflow.again) return "ended";
      fake.started.push(workflow);
      return "under way";
    },
    ping: async () => requireThere(),
    close: async () => undefined,
  };
  return fake;
}
