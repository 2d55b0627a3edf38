import { type Command, Argument } from "commander";
import type { CommandContext } from "../command-context.ts";
import { commandGroup } from "../command-group.ts";
import { addExamples } from "../command-help.ts";
import type { FetchOptions } from "../environment/fetch-environments.ts";

export function registerEnvironmentFetch(program: Command, context: CommandContext): void {
  const command = commandGroup(program, "environment")
    .command("fetch")
    .summary("download the published replay data")
    .description(
      "Downloads the twelve files that the authors of AutoTTS published (30 MB) from their repository at " +
        "a pinned commit, and checks size and SHA-256 of each. No service is needed. What is there already " +
        "is not fetched again. It imports nothing: which data to search on and which to judge on is yours to say.",
    )
    .addArgument(new Argument("<data>", "which data").choices(["autotts"]))
    .option("--into <dir>", "folder they go to, as <model>/<dataset>.json", "data")
    .option(
      "--address <url>",
      "another address of the folder that the files are in, such as a mirror's",
    )
    .option("--json", "print one JSON document")
    .action(async (_data: string, options: FetchOptions) => {
      const { fetchEnvironments } = await import("../environment/fetch-environments.ts");
      await fetchEnvironments(options, context);
    });
  addExamples(command, "environment fetch autotts --into data");
}
