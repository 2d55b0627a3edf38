import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { env, stderr } from "node:process";
import { test } from "@jest/globals";

/**
 * Folder of the published replay data, which are not ours to ship: `$AUTOTTS_DATA`, or `shared/data` beside
 * this checkout. It holds `autotts/<model>/<dataset>.json` and `expected_aime.json`.
 */
function publishedData(): string | undefined {
  const folder = env["AUTOTTS_DATA"] ?? resolve(import.meta.dirname, "../../shared/data");
  return existsSync(resolve(folder, "autotts")) ? folder : undefined;
}

/** A test on the published data; where there are none it is skipped, and says so loudly. */
export function testOnPublishedData(
  title: string,
  run: (folder: string) => Promise<void> | void,
  timeoutMs?: number,
): void {
  const folder = publishedData();
  if (folder === undefined) {
    stderr.write(`SKIPPED, no published data (set AUTOTTS_DATA to their folder): ${title}\n`);
    // oxlint-disable-next-line jest/valid-title -- it is the caller's
    test.skip(title, () => {});
    return;
  }
  // oxlint-disable-next-line jest/valid-title -- it is the caller's
  test(title, () => run(folder), timeoutMs);
}
