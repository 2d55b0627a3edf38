import { readdirSync } from "node:fs";
import { expect, test } from "@jest/globals";
import { inScratchDir, runCommandLine } from "../command-line.ts";
import { withRecordedApi } from "../recorded-api.ts";

test("environment fetch says of each file why it is not there, and exits with 3", () =>
  inScratchDir((dir) =>
    withRecordedApi({}, async (url) => {
      const args = ["environment", "fetch", "autotts", "--into", "got", "--address", url];
      const shown = await runCommandLine(args, { workingDir: dir });
      expect(shown).toMatchObject({ exitCode: 3, stdout: "" });
      expect(
        shown.stderr.match(/Cannot fetch .*aime2[45][.]json: the server says 404/gu),
      ).toHaveLength(8);
      const { exitCode, stdout } = await runCommandLine([...args, "--json"], { workingDir: dir });
      expect(exitCode).toBe(3);
      expect(JSON.parse(stdout)).toMatchObject({
        repository: "zhengkid/AutoTTS",
        into: "got",
        files: { length: 12, 0: { file: "Qwen3-0.6B/aime24.json", state: "failed" } },
      });
      expect(readdirSync(dir)).toEqual([]);
    }),
  ));

test("environment fetch knows one name only", async () => {
  const { exitCode, stderr } = await runCommandLine(["environment", "fetch", "other"]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain("Allowed choices are autotts");
});
