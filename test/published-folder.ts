import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { env } from "node:process";

/**
 * Folder of the published replay data, which are not ours to ship: `$AUTOTTS_DATA`, or `shared/data` beside
 * this checkout. It holds `autotts/<model>/<dataset>.json` and `expected_aime.json`.
 */
export function publishedFolder(): string | undefined {
  const folder = env["AUTOTTS_DATA"] ?? resolve(import.meta.dirname, "../../shared/data");
  return existsSync(resolve(folder, "autotts")) ? folder : undefined;
}
