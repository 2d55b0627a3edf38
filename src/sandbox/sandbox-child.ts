import { type ChildProcess, spawn } from "node:child_process";
import { lstatSync, realpathSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { findPackageJSON } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { type Frame, readFrames, takeFromStream, writeFrame } from "./frames.ts";
import { plainText } from "./plain-text.ts";
import { ATTACHED, type ChildMessage, type ChildRequest } from "./protocol.ts";

const HERE = fileURLToPath(import.meta.url);
const ENTRY = HERE.replace(/sandbox-child\.(ts|js)$/, "child.$1");

/** The package that makes isolates, and the one that it finds its addon with. */
const ISOLATED_VM = packageFolder("isolated-vm", HERE);
const ADDON_LOADER = packageFolder(
  "node-gyp-build",
  join(realpathSync(ISOLATED_VM), "package.json"),
);

/**
 * All that a child may read: our own code and those packages. In a checkout the package.json that makes
 * our files modules lies one folder further up.
 */
const READABLE = [
  fileURLToPath(new URL("../", import.meta.url)),
  fileURLToPath(new URL("../../package.json", import.meta.url)),
  ...withLinks(ISOLATED_VM),
  ...withLinks(ADDON_LOADER),
  // The loader asks which C library the machine has.
  "/etc/alpine-release",
];

const STDERR_KEPT = 2000;
const PAGE_BYTES = 4096;

/** Far over what is asked of a child: the notes of one episode, and some hundred thousand episodes. */
const SAID_MAX = { headerBytes: 1 << 24, frameBytes: 1 << 27 };

/** A child runs code that nobody trusts, so every message is parsed. */
const ChildMessageSchema: z.ZodType<ChildMessage> = z.discriminatedUnion("kind", [
  z.object({ kind: z.enum(["started", "played", "audited", "finished"]) }),
  z.object({ kind: z.literal("described"), facts: z.string() }),
  z.object({ kind: z.literal("traced"), report: z.string() }),
  z.object({ kind: z.literal("failed"), reason: z.string().max(2000).transform(plainText) }),
]);

/** Why a child was ended, or its controller's results are worth nothing. */
export type ChildEnd = {
  readonly kind: "timed-out" | "crashed" | "cheated";
  readonly reason: string;
};

/** What becomes of a child that does not do as it is told. */
export const MISBEHAVED: ChildEnd = {
  kind: "crashed",
  reason: "Its process sent other results than it was asked for.",
};

/** A message and what was attached to it. */
export interface Received {
  readonly message: ChildMessage;
  readonly attachments: readonly Uint8Array[];
}

/**
 * One expendable process. It is started with an empty environment and without rights to files,
 * processes or threads, in a process group of its own, so that ending it ends whatever it became.
 */
export class SandboxChild {
  readonly #process: ChildProcess;
  readonly #messages: AsyncGenerator<Frame>;
  readonly #exited: Promise<void>;
  #stderr = "";
  #end: ChildEnd | undefined;

  constructor() {
    this.#process = spawn(
      process.execPath,
      [
        "--permission",
        "--allow-addons",
        // A database is a file, and permissions do not keep it from being any.
        "--no-experimental-sqlite",
        ...READABLE.map((path) => `--allow-fs-read=${path}`),
        "--disable-proto=throw",
        "--no-node-snapshot",
        "--disable-warning=ExperimentalWarning",
        "--disable-warning=SecurityWarning",
        ENTRY,
      ],
      { env: {}, cwd: "/", stdio: ["pipe", "pipe", "pipe"], detached: true },
    );
    this.#exited = new Promise((resolve) => {
      this.#process.once("close", () => resolve());
      this.#process.once("error", (error) => {
        this.#stderr += error.message;
        resolve();
      });
    });
    this.#process.stderr?.on("data", (chunk: Buffer) => {
      this.#stderr = (this.#stderr + chunk.toString("utf8")).slice(-STDERR_KEPT);
    });
    // A child that dies while it is written to is noticed where its answers are read.
    this.#process.stdin?.on("error", () => {});
    this.#messages = readFrames(takeFromStream(this.#process.stdout!), SAID_MAX);
  }

  /** Sends a request. */
  async send(request: ChildRequest, attachments: readonly Uint8Array[] = []): Promise<void> {
    await writeFrame(this.#process.stdin!, { header: request, attachments }).catch(() => {});
  }

  /** The next message, or how the child ended: what it has still said when it was ended is worth nothing. */
  async receive(): Promise<Received | ChildEnd> {
    try {
      const next = this.#end === undefined ? await this.#messages.next() : undefined;
      if (next?.done === false && this.#end === undefined) {
        const { header, attachments } = next.value;
        const message = ChildMessageSchema.parse(header);
        if (attachments.length === ATTACHED[message.kind]) return { message, attachments };
        this.end(MISBEHAVED);
      }
    } catch (error) {
      this.end({
        kind: "crashed",
        reason: plainText(`Its process sent something else than results: ${String(error)}`),
      });
    }
    await this.#exited;
    return this.#end ?? { kind: "crashed", reason: this.#exitReason() };
  }

  /** Ends the process group at once. */
  end(why: ChildEnd): void {
    this.#end ??= why;
    // Nobody reads on, and a process with something unread in its pipe never counts as gone.
    this.#process.stdout?.destroy();
    const { pid } = this.#process;
    if (pid === undefined || this.#process.exitCode !== null) return;
    try {
      process.kill(-pid, "SIGKILL");
    } catch {
      // It is gone already.
    }
  }

  /** Ends the process and waits until it is gone. */
  async close(): Promise<void> {
    this.end({ kind: "crashed", reason: "The sandbox was closed." });
    await this.#exited;
  }

  /** Ends the child when it holds more memory than allowed. Linux only: elsewhere the heap limit must do. */
  async watchMemory(residentBytesMax: number): Promise<void> {
    const { pid } = this.#process;
    if (process.platform !== "linux" || pid === undefined) return;
    const statm = await readFile(`/proc/${pid}/statm`, "utf8").catch(() => "");
    const resident = Number(statm.split(" ")[1] ?? 0) * PAGE_BYTES;
    if (resident > residentBytesMax) {
      const megabytes = Math.round(residentBytesMax / 2 ** 20);
      this.end({ kind: "crashed", reason: `It used more than ${megabytes} MB of memory.` });
    }
  }

  #exitReason(): string {
    const { exitCode, signalCode } = this.#process;
    const how = signalCode ? `signal ${signalCode}` : `exit code ${exitCode}`;
    const said = this.#stderr.split("\n").find((line) => /error/i.test(line));
    const why = said === undefined ? "" : ` (${plainText(said.trim().slice(0, 200))})`;
    return `Its process ended with ${how}${why}.`;
  }
}

/** Where a package lies as seen from a file, links not followed. */
function packageFolder(name: string, from: string): string {
  const manifest = findPackageJSON(name, from);
  if (manifest === undefined) throw new Error(`The package ${name} is not installed.`);
  return dirname(manifest);
}

/** A folder and, where it is reached through a link, the link: to resolve one is to read it. */
function withLinks(folder: string): string[] {
  const real = `${realpathSync(folder)}/`;
  let link = folder;
  while (dirname(link) !== link && !lstatSync(link).isSymbolicLink()) link = dirname(link);
  return dirname(link) === link ? [real] : [real, link];
}
