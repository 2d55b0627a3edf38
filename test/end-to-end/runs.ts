import type { ApiClient } from "../../src/api/client.ts";
import { isTerminal } from "../../src/domain/states.ts";
import {
  generateEnvironment,
  type SyntheticOptions,
} from "../../src/environments/generate-environment.ts";
import type { ImportedEnvironment } from "../../src/environments/imported-environment.ts";
import { writeAutotts } from "../../src/environments/write-autotts.ts";
import type { RunEvent } from "../../src/schemas/event.ts";
import type { Run } from "../../src/schemas/run.ts";
import { eventually } from "./eventually.ts";

/** Waits until a run has ended, one way or another. */
export function untilEnded(api: ApiClient, runId: string, timeoutMs = 90_000): Promise<Run> {
  return eventually(`the end of run ${runId}`, timeoutMs, async () => {
    const run = await api.readRun(runId);
    return isTerminal(run.state) ? run : undefined;
  });
}

/** Waits until a run has completed. @throws Error with its reason when it ended otherwise. */
export async function untilCompleted(api: ApiClient, runId: string): Promise<Run> {
  const run = await untilEnded(api, runId);
  if (run.state !== "completed") throw new Error(`Run ${runId} ${run.state}: ${run.reason}`);
  return run;
}

/** Every event of a run so far. */
export async function allEvents(api: ApiClient, runId: string): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  for (;;) {
    const { items } = await api.readEvents(runId, { after: events.length, limit: 200 });
    if (items.length === 0) return events;
    events.push(...items);
  }
}

/** A synthetic environment; those of one seed share their questions. */
export function smallEnvironment(options: Partial<SyntheticOptions> = {}): ImportedEnvironment {
  return generateEnvironment({
    model: "1.7B",
    dataset: "small",
    seed: 7,
    questionCount: 6,
    branchCount: 16,
    ...options,
  });
}

/** Imports an environment to search on, and gives its name. */
export async function importSearch(api: ApiClient, imported: ImportedEnvironment): Promise<string> {
  const { name } = imported.environment;
  const { environment } = await api.importEnvironment(name, writeAutotts(imported));
  return environment.name;
}

/** A sound controller, told from others by its lead. */
export function leadSource(lead: number): string {
  return controllerSource(
    `lead-by-${lead}`,
    `const votes = tally();
    while (votes.lead < ${lead} + 4 * knobs.lead && question.opened < 64) {
      const branches = question.read(4);
      if (branches.length === 0) break;
      for (const branch of branches) votes.add(branch.answer);
    }
    return votes.leader;`,
  );
}

/** A controller whose only knob is a lead; `body` is what it does with a question. */
export function controllerSource(name: string, body: string): string {
  return `import { defineController, rises, tally } from "autotts";

export default defineController({
  name: "${name}",
  idea: "A controller for tests.",
  knobs: (beta) => ({ lead: rises(beta) }),
  solve(question, knobs) {
    ${body}
  },
});
`;
}
