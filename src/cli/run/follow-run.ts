import { setTimeout as wait } from "node:timers/promises";
import type { ApiClient } from "../../api/client.ts";
import { DomainError } from "../../domain/errors.ts";
import { isTerminal } from "../../domain/states.ts";
import type { RunEvent } from "../../schemas/event.ts";
import type { Run } from "../../schemas/run.ts";

/** What has happened since one looked last. */
export interface RunNews {
  readonly run: Run;
  /** In order; none is left out, none comes twice. */
  readonly events: readonly RunEvent[];
}

export interface FollowOptions {
  /** Called after every look, also when nothing has happened. */
  readonly onNews: (news: RunNews) => void;
  /** Called when the API cannot be reached, once until it can be again. */
  readonly onOutage: (error: DomainError) => void;
  /** Ends the following; the run goes on. */
  readonly signal: AbortSignal;
  /** Between two looks. */
  readonly pauseMs: number;
  /** How long the API may be out of reach. */
  readonly outageMsMax: number;
}

/**
 * Follows a run by its events until it has ended, across restarts of the API.
 *
 * @returns the run as it ended, or `undefined` when the signal came first.
 * @throws DomainError UNKNOWN_RUN, or SERVICE_UNAVAILABLE after `outageMsMax`
 */
export async function followRun(
  client: Pick<ApiClient, "readRun" | "readEvents">,
  id: string,
  { onNews, onOutage, signal, pauseMs, outageMsMax }: FollowOptions,
): Promise<Run | undefined> {
  let after = 0;
  let reachedAt = performance.now();
  let isOut = false;
  while (!signal.aborted) {
    try {
      // The run before its events: the ones that ended it are then among them.
      const run = await client.readRun(id);
      const events = await readNewEvents(client, id, after);
      after = events.at(-1)?.seq ?? after;
      onNews({ run, events });
      if (isTerminal(run.state)) return run;
      reachedAt = performance.now();
      isOut = false;
    } catch (error) {
      if (!(error instanceof DomainError) || error.code !== "SERVICE_UNAVAILABLE") throw error;
      if (performance.now() - reachedAt > outageMsMax) throw error;
      if (!isOut) onOutage(error);
      isOut = true;
    }
    await pause(pauseMs, signal);
  }
  return undefined;
}

async function readNewEvents(
  client: Pick<ApiClient, "readEvents">,
  id: string,
  from: number,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for (let after = from; ;) {
    const page = await client.readEvents(id, { after, limit: 200 });
    events.push(...page.items);
    if (page.nextAfter === after) return events;
    after = page.nextAfter;
  }
}

/** Ends early and without an error when the signal comes. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal }).catch(() => undefined);
}
