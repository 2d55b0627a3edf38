/**
 * A supervisor as a process of its own, which tests can kill: starts the stack of the directory in
 * its first argument, with the options and children in the second as JSON, and prints each event as
 * a line of JSON, with `up` at the end. SIGTERM stops it.
 */
import { type StackOptions, startStack } from "../src/stack/start-stack.ts";
import type { ChildSpec } from "../src/stack/supervised-child.ts";

interface Plan {
  readonly options: Partial<StackOptions>;
  readonly children: readonly ChildSpec[];
}

const [projectDir = "", planJson = ""] = process.argv.slice(2);
const plan: Plan = JSON.parse(planJson);
const print = (line: object): void => void process.stdout.write(`${JSON.stringify(line)}\n`);

try {
  const stack = await startStack({
    projectDir,
    environment: process.env,
    ...plan.options,
    onEvent: print,
  });
  process.once("SIGTERM", () => void stack.stop().then(() => process.exit(0)));
  for (const child of plan.children) await stack.start(child);
  print({ type: "up", databaseUrl: stack.databaseUrl("owner"), apiPort: stack.apiPort });
  setInterval(() => undefined, 60_000);
} catch (error) {
  print({ type: "error", message: error instanceof Error ? error.message : String(error) });
  process.exitCode = 1;
}
