import { SEARCH_ATTRIBUTES } from "../domain/search-attributes.ts";
import type { ChildSpec } from "./supervised-child.ts";

/** A Temporal dev server with its UI, whose workflows survive a restart in one database file. */
export function temporalServer(
  binary: string,
  given: { port: number; uiPort: number; databaseFile: string },
): ChildSpec {
  const flags = [
    ["--ip", "127.0.0.1"],
    ["--port", String(given.port)],
    ["--ui-ip", "127.0.0.1"],
    ["--ui-port", String(given.uiPort)],
    ["--db-filename", given.databaseFile],
    ["--log-level", "warn"],
    ["--color", "never"],
    ...Object.entries(SEARCH_ATTRIBUTES).map(([name, type]) => [
      "--search-attribute",
      `${name}=${type}`,
    ]),
    // The address and options are these, whatever the user has set up for the CLI.
    ["--disable-config-file", "--disable-config-env"],
  ];
  return {
    name: "temporal",
    command: binary,
    args: ["server", "start-dev", ...flags.flat()],
    // The server would otherwise report its version to its makers.
    env: { TEMPORAL_VERSION_CHECK_DISABLED: "1" },
    readiness: { kind: "temporal", port: given.port },
  };
}
