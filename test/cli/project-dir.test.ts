import { mkdirSync, realpathSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { findProjectDir } from "../../src/cli/project-dir.ts";
import { inScratchDir } from "./command-line.ts";

test("findProjectDir() is the folder itself, unless one above is a package or has a stack", () =>
  inScratchDir(async (scratch) => {
    const dir = realpathSync(scratch);
    const inner = join(dir, "a", "b");
    mkdirSync(inner, { recursive: true });
    expect(findProjectDir(inner)).toBe(inner);
    writeFileSync(join(dir, "package.json"), "{}");
    expect(findProjectDir(inner)).toBe(dir);
    mkdirSync(join(dir, "a", ".autotts"));
    expect(findProjectDir(inner)).toBe(join(dir, "a"));
  }));
