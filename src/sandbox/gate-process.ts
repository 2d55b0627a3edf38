import { Worker, isMainThread } from "node:worker_threads";
import { compileController, type CompileResult } from "./compile-controller.ts";

/*
 * Main of the process in which sources are checked. It runs nothing of what it checks; what it is for is to
 * be ended when a parser or the type check never comes back, or fills all memory.
 */

/** What the process says: that it is there, then a result for each source sent. */
export type GateMessage = "ready" | CompileResult;

/** A parent that was killed can end nobody: a second thread ends the process, whatever the first one does. */
const PARENT_POLL_MS = 500;

if (isMainThread) {
  const watch = new Worker(new URL(import.meta.url));
  watch.unref();
  const say = (message: GateMessage) => void process.send!(message);
  process.on("message", (source: string) => say(compileController(source)));
  // What is loaded and parsed once takes longer than most sources: before the clock runs.
  compileController("");
  say("ready");
} else {
  const parent = process.ppid;
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, "SIGKILL");
  }, PARENT_POLL_MS);
}
