/**
 * What every 'npm run' of this project goes through: installs the packages when they are missing or
 * not those of the lock file, then runs the command with Node 24 from the packages, whatever Node the
 * machine has. Plain JavaScript on Node's built-ins, because it runs before anything is installed.
 *
 *   node scripts/bootstrap.mjs autotts <arguments>   the command line
 *   node scripts/bootstrap.mjs check                 static checks and the fast tests
 *   node scripts/bootstrap.mjs test                  static checks and all tests
 *   node scripts/bootstrap.mjs test <arguments>      only what jest finds for these arguments
 *
 * Set-up talk goes to stderr. The exit code is the command's, or 1 when set-up or a step fails.
 */
import { spawn } from "node:child_process";
import { constants } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import { installPackages } from "./install-packages.mjs";

const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));
const BIN = join(ROOT, "node_modules", ".bin");
const NODE = join(BIN, "node");
const NODE_MAJOR_MIN = 20;

const STATIC_CHECKS = ["typecheck", "lint", "layers", "unused", "format:check"];
/** jest loads ES modules through an experimental API, and says so in every worker unless told not to. */
const JEST_NODE_OPTIONS =
  "--experimental-vm-modules --no-node-snapshot --disable-warning=ExperimentalWarning";

const COMMANDS = {
  autotts: (args) =>
    run(NODE, ["--disable-warning=ExperimentalWarning", join(ROOT, "src/cli/main.ts"), ...args], {
      // npm moves to the project; relative paths were meant from where the user is.
      cwd: process.env.INIT_CWD ?? process.cwd(),
    }),
  check: (args) => checkThenTest(["--selectProjects", "fast", ...args]),
  test: (args) => (args.length > 0 ? jest(args) : checkThenTest([])),
};

process.exitCode = await main(process.argv.slice(2));

async function main([name, ...args]) {
  const command = Object.hasOwn(COMMANDS, name ?? "") ? COMMANDS[name] : undefined;
  if (command === undefined) {
    say(`unknown command '${name ?? ""}'; use one of: ${Object.keys(COMMANDS).join(", ")}`);
    return 2;
  }
  if (Number(process.versions.node.split(".")[0]) < NODE_MAJOR_MIN) {
    say(
      `Node ${process.version} is too old: set-up needs at least Node ${NODE_MAJOR_MIN}. See https://nodejs.org.`,
    );
    return 1;
  }
  try {
    await installPackages(ROOT, say);
    return await command(args);
  } catch (error) {
    say(error.message);
    return 1;
  }
}

/** Runs every static check even if one fails, so that one run shows all there is to mend; jest has the last line. */
async function checkThenTest(jestArgs) {
  const failed = [];
  for (const script of STATIC_CHECKS) {
    const started = performance.now();
    const code = await run("npm", ["run", "--silent", script]);
    const took = `${((performance.now() - started) / 1000).toFixed(1)} s`;
    say(`${script}: ${code === 0 ? "passed" : "FAILED"} in ${took}`);
    if (code !== 0) failed.push(script);
  }
  if (failed.length > 0) say(`failed so far: ${failed.join(", ")}; the tests follow`);
  const code = await jest(jestArgs);
  return failed.length > 0 ? 1 : code;
}

function jest(args) {
  const options = [process.env.NODE_OPTIONS, JEST_NODE_OPTIONS].filter(Boolean).join(" ");
  return run(NODE, [join(ROOT, "node_modules/jest/bin/jest.js"), ...args], {
    env: { NODE_OPTIONS: options },
  });
}

/** Runs a program to its end with our stdin, stdout and stderr, and passes signals on to it. */
function run(program, args, { cwd = ROOT, env = {} } = {}) {
  const path = `${BIN}${delimiter}${process.env.PATH ?? ""}`;
  const child = spawn(program, args, {
    cwd,
    stdio: "inherit",
    env: { ...process.env, PATH: path, ...env },
  });
  const forward = (signal) => {
    // Ctrl-C in a terminal reaches the child by itself; a second SIGINT could mean "at once" to it.
    if (signal !== "SIGINT" || !process.stdin.isTTY) child.kill(signal);
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"];
  for (const signal of signals) process.on(signal, forward);
  return new Promise((resolve, reject) => {
    child.once("error", (error) => reject(new Error(`Cannot run ${program}: ${error.message}`)));
    child.once("exit", (code, signal) => {
      for (const name of signals) process.off(name, forward);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

function say(line) {
  process.stderr.write(`autotts set-up: ${line}\n`);
}
