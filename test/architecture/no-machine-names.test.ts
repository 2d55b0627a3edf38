import { expect, test } from "@jest/globals";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";

/** Written so that this file does not name what it looks for. */
const FORBIDDEN: readonly (readonly [what: string, pattern: RegExp])[] = [
  ["a path of one machine", /(?<![\w.~-])[/](?:root|work|home[/]\w+|Users[/]\w+)[/]/],
  ["a temporary path", /(?<![\w.~-])[/]tmp[/]\w/],
  ["a package registry", /https?:[/][/][^\s"'/]*(?:registry|npmjs|artifactory|pypi)[^\s"'/]*/],
];

const tracked = spawnSync("git", ["ls-files", "-z"], { encoding: "utf8" }).stdout.split("\0");
// A file deleted but not yet committed is still tracked.
const files = tracked.filter((file) => file !== "" && existsSync(file));

test("tracked files: git names them", () => {
  expect(files).toContain("package.json");
});

for (const [what, pattern] of FORBIDDEN) {
  test(`tracked files name nowhere ${what}`, () => {
    const hits = files.flatMap((file) => {
      const [hit] = pattern.exec(readFileSync(file, "utf8")) ?? [];
      return hit === undefined ? [] : [`${file}: ${hit}`];
    });
    expect(hits).toEqual([]);
  });
}
