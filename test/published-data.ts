import { stderr } from "node:process";
import { test } from "@jest/globals";
import { publishedFolder } from "./published-folder.ts";

/** A test on the published data; where there are none it is skipped, and says so loudly. */
export function testOnPublishedData(
  title: string,
  run: (folder: string) => Promise<void> | void,
  timeoutMs?: number,
): void {
  const folder = publishedFolder();
  if (folder === undefined) {
    stderr.write(`SKIPPED, no published data (set AUTOTTS_DATA to their folder): ${title}\n`);
    // oxlint-disable-next-line jest/valid-title -- it is the caller's
    test.skip(title, () => {});
    return;
  }
  // oxlint-disable-next-line jest/valid-title -- it is the caller's
  test(title, () => run(folder), timeoutMs);
}
