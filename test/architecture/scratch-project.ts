import { spawnSync } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";

const CONFIGURATION = [
  "package.json",
  "tsconfig.json",
  ".dependency-cruiser.mjs",
  ".oxlintrc.json",
  "knip.json",
];

/** A project of its own with this one's checks and packages, to try them on code that breaks a rule. */
export interface ScratchProject {
  write(path: string, text: string): Promise<void>;
  /** Runs an installed tool in the project and waits for its end. */
  run(tool: string, args: readonly string[]): { status: number | null; stdout: string };
  remove(): Promise<void>;
}

/** Makes the project in a temporary folder: the working tree is never touched. */
export async function createScratchProject(): Promise<ScratchProject> {
  const root = await mkdtemp(join(tmpdir(), "autotts-scratch-"));
  for (const name of CONFIGURATION) await copyFile(name, join(root, name));
  await symlink(resolve("node_modules"), join(root, "node_modules"));
  return {
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    run(tool, args) {
      const { error, status, stdout } = spawnSync(resolve("node_modules/.bin", tool), args, {
        cwd: root,
        encoding: "utf8",
        maxBuffer: 2 ** 26,
      });
      if (error) throw error;
      return { status, stdout };
    },
    remove: () => rm(root, { recursive: true }),
  };
}
