import type { RunPage } from "../../schemas/run.ts";
import type { CommandContext } from "../command-context.ts";
import { connectService } from "../connect-service.ts";
import { formatUsd } from "../render/format-usd.ts";
import { renderTable } from "../render/render-table.ts";
import type { Terminal } from "../render/terminal.ts";
import { candidateName } from "./describe-selection.ts";

/** What `run list` was told. */
export interface ListOptions {
  readonly limit: number;
  readonly cursor?: string;
  readonly json?: true;
}

/** Shows one page of runs. */
export async function listRuns(
  { json, ...page }: ListOptions,
  context: CommandContext,
): Promise<void> {
  const { client } = await connectService(context);
  const runs = await client.listRuns(page);
  if (json === true) return context.printJson(runs);
  context.print(
    runs.items.length === 0 ? "There are no runs yet." : renderRuns(runs.items, context.terminal),
  );
  if (runs.nextCursor !== null) {
    context.note(`There are more: autotts run list --cursor ${runs.nextCursor}`);
  }
}

/** Runs as a table, in the order given. */
export function renderRuns(runs: RunPage["items"], terminal: Terminal): string {
  return renderTable(
    [
      { title: "run" },
      { title: "state" },
      { title: "why" },
      { title: "best so far" },
      { title: "spent", align: "right" },
      { title: "created (UTC)" },
    ],
    runs.map(
      ({
        id,
        state,
        reason,
        currentRound,
        currentStage,
        best,
        spentUsd,
        createdAt,
        finishedAt,
      }) => [
        id,
        state,
        finishedAt === null && currentRound !== null
          ? `round ${currentRound}, ${currentStage ?? "between stages"}`
          : (reason ?? ""),
        best === null ? "" : candidateName(best),
        formatUsd(spentUsd),
        createdAt.slice(0, 16).replace("T", " "),
      ],
    ),
    terminal,
  );
}
