import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";

const WAIT_MS = 500;
const PROGRESS_MS = 10_000;
/** A lock is written whole within this time, so an empty one that is older was abandoned. */
const LOCK_WRITE_MS = 5_000;

/** How to mend what npm says when it fails; the first that fits. */
const MENDS = [
  [
    /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|network/i,
    "The package registry cannot be reached. Check the network and the proxy ('npm config get registry', 'npm ping'), then run the command again.",
  ],
  [
    /EACCES|EPERM/,
    "A file cannot be written. Run as the user who owns the project, or give node_modules to that user.",
  ],
  [/ENOSPC/, "The disk is full."],
  [
    /EUSAGE|in sync/,
    "package.json and package-lock.json do not agree. Run 'npm install' and commit the lock file.",
  ],
  [
    /gyp|node-pre-gyp|make: /,
    "A native package was to be compiled. Prebuilt ones exist for Linux x64, Linux arm64 and macOS; elsewhere a C++ compiler and Python 3 are needed.",
  ],
];

/**
 * Installs the packages of the lock file unless exactly they are there. Says nothing, and reads two
 * files, when there is nothing to do. Two runs at once: the second waits for the first.
 *
 * @param {string} root the project's directory
 * @param {(line: string) => void} say where set-up talk goes
 * @throws {Error} with a message that says how to mend it
 */
export async function installPackages(root, say) {
  if (isInstalled(root)) return;
  const unlock = await lock(root, say);
  try {
    if (isInstalled(root)) return;
    say("installing packages with 'npm ci' (about a minute the first time)");
    const started = performance.now();
    await npmCi(root, say);
    if (!isInstalled(root))
      throw new Error(
        "Cannot use the installed packages: npm was content, but Node 24 or a package is missing. Install scripts are probably switched off ('npm config get ignore-scripts'); run 'npm ci --ignore-scripts=false'.",
      );
    say(`packages installed in ${seconds(started)}`);
  } finally {
    unlock();
  }
}

/**
 * Compares what npm recorded in node_modules when it finished with the lock file. File times would
 * not do: in a clone they are the time of the checkout.
 */
function isInstalled(root) {
  if (!existsSync(join(root, "node_modules", ".bin", "node"))) return false;
  const wanted = readPackages(join(root, "package-lock.json"));
  const present = readPackages(join(root, "node_modules", ".package-lock.json"));
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === "") return true;
    const found = present[path];
    if (found === undefined) return entry.optional === true;
    return found.version === entry.version && found.integrity === entry.integrity;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages ?? {};
  } catch {
    return {};
  }
}

async function npmCi(root, say) {
  const started = performance.now();
  const ticker = setInterval(() => say(`still installing, ${seconds(started)}`), PROGRESS_MS);
  try {
    const { code, output } = await runNpm(root);
    if (code === 0) return;
    const mend =
      MENDS.find(([pattern]) => pattern.test(output))?.[1] ?? "npm's own words are above.";
    throw new Error(`Cannot install the packages: 'npm ci' ended with exit code ${code}. ${mend}`);
  } finally {
    clearInterval(ticker);
  }
}

/** Runs npm with all its output on stderr: stdout belongs to the command that follows. */
function runNpm(root) {
  // Under 'npm run' this is the npm that runs us; it need not be on PATH.
  const npmScript = process.env.npm_execpath;
  const args = ["ci", "--include=dev", "--include=optional", "--loglevel=error"];
  const options = { cwd: root, stdio: ["ignore", "pipe", "pipe"] };
  const child = npmScript?.endsWith(".js")
    ? spawn(process.execPath, [npmScript, ...args], options)
    : spawn("npm", args, options);
  let output = "";
  const pass = (chunk) => {
    output += chunk;
    process.stderr.write(chunk);
  };
  child.stdout.on("data", pass);
  child.stderr.on("data", pass);
  return new Promise((resolve, reject) => {
    child.once("error", (error) =>
      reject(
        new Error(`Cannot run npm (${error.message}). Install npm with Node, at least version 10.`),
      ),
    );
    child.once("close", (code) => resolve({ code, output }));
  });
}

/** Takes the set-up lock, waiting for another set-up to end. It lies outside node_modules, which npm deletes. */
async function lock(root, say) {
  const path = join(root, ".autotts", "install.lock");
  mkdirSync(join(root, ".autotts"), { recursive: true });
  let told = false;
  while (!tryCreate(path)) {
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
    } else {
      if (!told) say("another set-up is running; waiting for it");
      told = true;
      await pause(WAIT_MS);
    }
  }
  return () => rmSync(path, { force: true });
}

function tryCreate(path) {
  try {
    writeFileSync(path, String(process.pid), { flag: "wx" });
    return true;
  } catch (error) {
    if (error.code === "EEXIST") return false;
    throw error;
  }
}

function isAbandoned(path) {
  try {
    const pid = Number(readFileSync(path, "utf8"));
    if (pid === 0) return Date.now() - statSync(path).mtimeMs > LOCK_WRITE_MS;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    // ENOENT: it was given back just now. EPERM: it lives, as another user.
    return error.code === "ESRCH";
  }
}

function seconds(started) {
  return `${((performance.now() - started) / 1000).toFixed(0)} s`;
}
