/**
 * Completes `package-lock.json` after a change of packages: `node scripts/complete-lock-file.mjs`.
 *
 * npm leaves a platform's package out of the lock when the registry in use does not have it, and
 * `npm ci` then refuses the lock on every platform. Each one that is missing is added with the exact
 * version that its parent names; a machine of another platform skips it.
 */
import { readFileSync, writeFileSync } from "node:fs";

const SYSTEMS = ["darwin", "linux", "win32", "android", "freebsd", "openharmony"];
const PROCESSORS = ["arm64", "x64", "ia32", "ppc64", "s390x", "riscv64", "loong64", "arm"];

const path = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(path, "utf8"));
const { packages } = lock;
let addedCount = 0;

for (const [place, parent] of Object.entries(packages)) {
  for (const [name, version] of Object.entries(parent.optionalDependencies ?? {})) {
    const known = packages[`node_modules/${name}`] ?? packages[`${place}/node_modules/${name}`];
    if (known !== undefined || !/^\d/.test(version)) continue;
    packages[`node_modules/${name}`] = entryFor(name, version, parent);
    addedCount++;
  }
}

lock.packages = Object.fromEntries(
  Object.entries(packages).toSorted(([a], [b]) => (a < b ? -1 : 1)),
);
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
process.stderr.write(`package-lock.json: ${addedCount} packages of other platforms added\n`);

/** A lock entry, with the platform that the package's name tells. */
function entryFor(name, version, parent) {
  const system = SYSTEMS.find((each) => name.includes(each));
  const processor = PROCESSORS.find((each) => name.includes(each));
  const libc = name.includes("musl") ? ["musl"] : name.includes("-gnu") ? ["glibc"] : undefined;
  return {
    version,
    ...(processor && { cpu: [processor] }),
    ...(parent.dev && { dev: true }),
    ...(libc && system === "linux" && { libc }),
    ...(parent.license && { license: parent.license }),
    optional: true,
    ...(system && { os: [system] }),
  };
}
