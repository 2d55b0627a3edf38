/**
 * Makes the package that is released, in `dist/` or in the folder given: JavaScript with typings, the
 * sources that are read as text at run time, the migrations, and a package.json of its own.
 */
import { spawnSync } from "node:child_process";
import { cp, copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import process from "node:process";

const DASHBOARD = join("src", "dashboard");

process.chdir(join(import.meta.dirname, ".."));
const [folder] = process.argv.slice(2);
// A build of yesterday may hold files whose sources are gone; a folder of the caller's is left as it is.
if (folder === undefined) await rm("dist", { recursive: true, force: true });
const dist = resolve(folder ?? "dist");

compile();
// Contract, kernel and controllers are read as text. All sources go along, so that none is forgotten.
await cp("src", dist, { recursive: true, filter: (path) => path !== DASHBOARD });
await cp("migrations", join(dist, "migrations"), { recursive: true });
await copyFile("LICENSE", join(dist, "LICENSE"));
await copyFile("README.md", join(dist, "README.md"));
await writeFile(join(dist, "package.json"), `${JSON.stringify(await manifest(), null, 2)}\n`);

function compile() {
  const tsc = join("node_modules", "typescript", "bin", "tsc");
  const { status } = spawnSync(
    process.execPath,
    [tsc, "-p", "tsconfig.build.json", "--outDir", dist],
    { stdio: "inherit" },
  );
  if (status !== 0) process.exit(status ?? 1);
}

/** In the checkout, exports and bin name sources and a starter; in the release, what was built from them. */
async function manifest() {
  const { name, version, description, license, type, dependencies } = JSON.parse(
    await readFile("package.json", "utf8"),
  );
  // The checkout brings a Node of its own; the release runs on the one it is installed for.
  const { node, ...packages } = dependencies;
  return {
    name,
    version,
    description,
    license,
    type,
    engines: { node: `>=${node.split(".")[0]}` },
    bin: { autotts: "cli/main.js" },
    exports: { ".": { types: "./replay/contract.d.ts", default: "./replay/contract.js" } },
    dependencies: packages,
  };
}
