import { type ChildProcess, fork } from "node:child_process";
import { fileURLToPath } from "node:url";
import { compileController, type CompileResult, SOURCE_BYTES_MAX } from "./compile-controller.ts";
import type { GateMessage } from "./gate-process.ts";

/** What checking a source may take, and what it may use: an honest one takes tens of milliseconds. */
const DEADLINE_MS = 5_000;
const HEAP_MB = 512;

/** How long a process is kept for the next source: drafts come in bursts. */
const IDLE_MS = 20_000;

const HERE = fileURLToPath(import.meta.url);
const ENTRY = HERE.replace(/compile-in-child\.(ts|js)$/, "gate-process.$1");

/** The process that is there, and what ends it when nobody needs it. */
let gate: { readonly child: ChildProcess; idle?: NodeJS.Timeout } | undefined;

/** Sources are checked one after another: one process holds the compiler's 150 MB. */
let lastTurn: Promise<unknown> = Promise.resolve();

/**
 * The compile gate for a source that nobody vouches for: `compileController` in a process of its own, which is
 * ended when it takes too long or too much. There are short sources that a type check, or the parser
 * before it, would follow for years.
 *
 * @throws Error when the process cannot be started, which is no fault of the source.
 */
export function compileInChild(source: string): Promise<CompileResult> {
  // Refused for its size alone, before it is copied anywhere.
  if (Buffer.byteLength(source, "utf8") > SOURCE_BYTES_MAX) {
    return Promise.resolve(compileController(source));
  }
  const turn = lastTurn.then(() => check(source));
  lastTurn = turn.catch(() => {});
  return turn;
}

async function check(source: string): Promise<CompileResult> {
  gate ??= { child: await start() };
  const { child } = gate;
  clearTimeout(gate.idle);
  child.ref();
  child.channel?.ref();
  child.send(source);
  const answer = await nextMessage(child, DEADLINE_MS);
  if (typeof answer === "object") {
    child.unref();
    child.channel?.unref();
    if (gate !== undefined) gate.idle = setTimeout(end, IDLE_MS).unref();
    return answer;
  }
  end();
  const what =
    answer === undefined
      ? `took longer than ${DEADLINE_MS / 1000} s`
      : `ended the compiler, which may use ${HEAP_MB} MB`;
  const message = `Checking the source ${what}. Instead: write simpler types and expressions, with few alternatives in one type, few levels of nesting, and a type of its own for what is built from many parts.`;
  return { ok: false, diagnostics: [{ line: 0, column: 0, code: "shape/too-costly", message }] };
}

/** What a process says next; `"exited"` when it ended instead, `undefined` at the deadline. */
function nextMessage(
  child: ChildProcess,
  deadlineMs?: number,
): Promise<GateMessage | "exited" | undefined> {
  return new Promise((resolve) => {
    const settle = (said: GateMessage | "exited" | undefined) => {
      clearTimeout(clock);
      child.off("message", settle).off("exit", exited).off("error", exited);
      resolve(said);
    };
    const exited = () => settle("exited");
    child.on("message", settle).on("exit", exited).on("error", exited);
    // An answer may lie there that this process was too busy to read: it is read before an immediate runs.
    const late = () => setImmediate(settle, undefined);
    const clock = deadlineMs === undefined ? undefined : setTimeout(late, deadlineMs);
  });
}

async function start(): Promise<ChildProcess> {
  const child = fork(ENTRY, {
    env: {},
    cwd: "/",
    detached: true,
    execArgv: [`--max-old-space-size=${HEAP_MB}`, "--disable-warning=ExperimentalWarning"],
    stdio: ["ignore", "ignore", "ignore", "ipc"],
  });
  // One that dies while nobody asks it anything is not asked again.
  child.once("exit", () => {
    if (gate?.child === child) end();
  });
  if ((await nextMessage(child)) === "ready") return child;
  throw new Error(`The process that checks sources ended with ${child.exitCode ?? "no code"}.`);
}

function end(): void {
  clearTimeout(gate?.idle);
  gate?.child.kill("SIGKILL");
  gate = undefined;
}
