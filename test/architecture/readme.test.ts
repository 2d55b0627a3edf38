import { expect, test } from "@jest/globals";
import { readFile, readdir } from "node:fs/promises";

test("README's folder table names the folders of src/, no more and no less", async () => {
  const readme = await readFile("README.md", "utf8");
  const described = [...readme.matchAll(/^\| `src\/([a-z]+)\/?` *\|/gm)].map(([, name]) => name);
  const entries = await readdir("src", { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(new Set(described)).toEqual(new Set(folders));
  expect(described.length).toBe(folders.length);
});

test("README says it in 120 lines at most", async () => {
  const readme = await readFile("README.md", "utf8");
  expect(readme.trimEnd().split("\n").length).toBeLessThanOrEqual(120);
});
