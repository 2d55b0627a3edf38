import type { Command } from "commander";
import type { CommandContext } from "../command-context.ts";
import { addExamples } from "../command-help.ts";
import { parseCount } from "../parse-count.ts";
import type { ServeOptions } from "../serve-api.ts";

const PORT_MAX = 65_535;

export function registerServe(program: Command, context: CommandContext): void {
  const { host, port } = context.config.apiListen;
  const command = program
    .command("serve")
    .summary("serve the API (one process of a deployment)")
    .description(
      "Serves the API until it is asked to stop. It reads DATABASE_URL (or DATABASE_URL_API), " +
        "TEMPORAL_ADDRESS, API_HOST and API_PORT. There is no authentication: keep it on the loopback " +
        "interface, or behind something that has some.",
    )
    .option("--host <address>", "address to listen on", host)
    .option("--port <port>", "port to listen on", parseCount("--port", PORT_MAX), port)
    .action(async (options: ServeOptions) => {
      const { serveApi } = await import("../serve-api.ts");
      await serveApi(options, context);
    });
  addExamples(command, "serve --port 8787");
}
