import { DEFAULT_LIMITS, openSandbox, type Sandbox } from "../sandbox/sandbox.ts";

/**
 * Opens a sandbox for some work and closes it with the work, however it ends: its processes never
 * outlive the command, nor a Ctrl-C.
 */
export async function withSandbox<T>(
  options: {
    readonly children: number;
    readonly deadlineMs?: number;
    readonly signal: AbortSignal;
  },
  work: (sandbox: Sandbox) => Promise<T>,
): Promise<T> {
  const { signal, ...limits } = options;
  signal.throwIfAborted();
  const sandbox = openSandbox({ ...DEFAULT_LIMITS, ...limits });
  const close = () => void sandbox.close();
  signal.addEventListener("abort", close);
  try {
    const result = await work(sandbox);
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener("abort", close);
    await sandbox.close();
  }
}
