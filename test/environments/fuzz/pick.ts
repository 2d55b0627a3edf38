import type { Draw } from "../../../src/environments/uniform-draws.ts";

/** One of several, each as likely. */
export function pick<T>(choices: readonly T[], draw: Draw): T {
  return choices[Math.floor(draw() * choices.length)]!;
}
