import { readFileSync } from "node:fs";
import { stripTypeScriptTypes } from "node:module";

/**
 * Our own code that runs beside a controller, as text. A checkout and a build alike hold the `.ts`
 * files at these places.
 */
function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), "utf8");
}

/** The contract as authors and models read it. */
export function contractSource(): string {
  return read("../replay/contract.ts");
}

const EXPORTED = /^export (?:const|function|class) (\w+)/gm;

const CLASS = /^(?:export )?class (\w+)/gm;

/**
 * A module without value imports, as an expression whose value has its exports as properties, and all
 * its classes as `classes`: their prototypes are reached from objects that a controller is given.
 */
function asExpression(path: string): string {
  const code = stripTypeScriptTypes(read(path)).replaceAll(/^import\b[^;]*;/gm, "");
  const names = [...code.matchAll(EXPORTED)].map(([, name]) => name);
  const classes = [...code.matchAll(CLASS)].map(([, name]) => name);
  const body = code.replaceAll(/^export (?=const|function|class)/gm, "");
  return `(() => { "use strict";\n${body}\nreturn { ${names.join(", ")}, classes: [${classes.join(", ")}] };\n})()`;
}

/**
 * The script that makes a realm: it evaluates to `open`, see `realm.ts`. Kernel, contract and loop are
 * evaluated before it returns, so a controller never meets them half-made.
 */
export function realmScript(): string {
  return `(() => { "use strict";
const kernel = ${asExpression("../replay/kernel.ts")};
const contract = ${asExpression("../replay/contract.ts")};
const play = ${asExpression("../replay/play-episodes.ts")};
const notes = ${asExpression("../replay/take-notes.ts")};
const realm = ${asExpression("./realm.ts")};
return realm.openRealm({ kernel, contract, play, notes });
})()`;
}
