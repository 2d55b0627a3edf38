import { expect, test } from "@jest/globals";
import type { Command } from "commander";
import { createContext } from "../../src/cli/command-context.ts";
import { readConfig } from "../../src/cli/config.ts";
import { createProgram } from "../../src/cli/program.ts";
import { runCommandLine } from "./command-line.ts";

const silent = { write: () => undefined };
const program = createProgram(
  createContext({
    config: readConfig({}),
    workingDir: process.cwd(),
    stdout: silent,
    stderr: silent,
    signal: new AbortController().signal,
  }),
);

test.each(leavesOf(program).map(pathOf))(
  "autotts %s --help exits with 0 and shows an example of itself",
  async (path) => {
    const { exitCode, stdout, stderr } = await runCommandLine([...path.split(" "), "--help"]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: "" });
    expect(stdout).toMatch(/^Usage: autotts /);
    expect(stdout).toContain(`\n  $ autotts ${path}`);
  },
);

test.each(program.commands.map((command) => command.name()))(
  "autotts lists %s with a line about it",
  async (name) => {
    const { stdout } = await runCommandLine(["--help"]);
    expect(stdout).toMatch(new RegExp(`^  ${name}\\b.* {2}\\S`, "m"));
  },
);

test.each([
  { args: [], says: "Usage: autotts" },
  { args: ["replya"], says: "error: unknown command 'replya'\n(Did you mean replay?)" },
  { args: ["controller", "chekc"], says: "(Did you mean check?)" },
  { args: ["controller", "check"], says: "error: missing required argument 'file'" },
  {
    args: ["replay", "cmc"],
    says: "error: required option '--environment <file...>' not specified",
  },
  {
    args: ["replay", "cmc", "--environment", "e.json", "--bata", "1"],
    says: "(Did you mean --beta?)",
  },
  { args: ["down", "now"], says: "error: too many arguments" },
])("wrong use exits with 2, says $says and prints nothing on stdout", async ({ args, says }) => {
  const { exitCode, stdout, stderr } = await runCommandLine(args);
  expect(stderr).toContain(says);
  expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: "" });
});

test("autotts --version prints the package's version", async () => {
  const { exitCode, stdout } = await runCommandLine(["--version"]);
  expect(exitCode).toBe(0);
  expect(stdout).toMatch(/^\d+[.]\d+[.]\d+\n$/);
});

function leavesOf(command: Command): Command[] {
  return command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf);
}

function pathOf(command: Command): string {
  const parent = command.parent;
  return parent === null || parent.parent === null
    ? command.name()
    : `${pathOf(parent)} ${command.name()}`;
}
