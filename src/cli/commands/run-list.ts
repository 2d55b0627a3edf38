import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { ListOptions } from "../run/list-runs.ts";

const PAGE_SIZE_MAX = 200;

export function registerRunList(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "run")
    .command("list")
    .summary("list runs, newest first")
    .description("Lists the runs of the service, newest first, a page at a time.")
    .option("--limit <count>", "runs a page", parseCount("--limit", PAGE_SIZE_MAX), 20)
    .option("--cursor <cursor>", "where the page before ended; it says so itself")
    .option("--json", "print one JSON document")
    .action(async (options: ListOptions) => {
      const { listRuns } = await import("../run/list-runs.ts");
      await listRuns(options, context);
    });
  addExamples(command, "run list", "run list --limit 100 --json");
}
