import type { Layer } from "./attack.ts";

/** A change of one file of `src`; its text must be there, once or as often as `times` says. */
export interface Patch {
  readonly file: string;
  readonly find: string | RegExp;
  readonly replace: string;
  readonly times?: number;
}

/** How each layer is taken away, from the outside in. Builds are made of all patches up to a layer's. */
export const PEELS: readonly (readonly [layer: Layer, patches: readonly Patch[]])[] = [
  [
    "gate",
    [
      {
        file: "sandbox/compile-in-child.ts",
        find: "  const turn = lastTurn.then(() => check(source));",
        replace:
          '  const turn = import("./compile-controller.ts").then((gate) => gate.compileController(source));',
      },
      {
        file: "sandbox/compile-controller.ts",
        find: "function compileChecked(source: string): CompileResult {\n",
        replace:
          "function compileChecked(source: string): CompileResult {\n  return { ok: true, code: asFunction(parseScript(stripTypeScriptTypes(source)).script) };\n",
      },
    ],
  ],
  [
    "realm",
    [
      {
        file: "sandbox/realm.ts",
        find: "      freezeRealm([contract, ...contract.classes]);\n",
        replace: "",
      },
    ],
  ],
  [
    "contract",
    [
      {
        file: "replay/contract.ts",
        find: '  if (typeof index === "number" && opened[index] !== undefined) return index;',
        replace: "  return index as number;",
      },
      {
        file: "replay/contract.ts",
        find: '    if (typeof steps !== "number") {',
        replace: "    if (count < 0) {",
      },
      {
        file: "replay/contract.ts",
        find: 'typeof steps === "number" ? steps : this.#wanted[k]!;',
        replace: 'typeof steps === "function" ? ceil(steps(branches[k]!)) : steps;',
      },
      {
        file: "replay/contract.ts",
        find: "    for (let k = 0; k < count; k++) {\n      const index",
        replace: "    for (let k = 0; k < countOf(branches); k++) {\n      const index",
      },
      {
        file: "replay/contract.ts",
        find: "    this.#takeNote = takeNote;",
        replace: "    this.#takeNote = takeNote;\n    Object.assign(this, { leaves });",
      },
      // What a controller passes is used as it is: its list, its length, its branches.
      {
        file: "replay/contract.ts",
        find: '  if (typeof length === "number") return length;',
        replace: "  return length;",
      },
      {
        file: "replay/contract.ts",
        find: "  readonly #opened: OpenBranch[] = [];",
        replace: "  get #opened(): OpenBranch[] {\n    return this.branches as OpenBranch[];\n  }",
      },
      {
        file: "replay/contract.ts",
        find: "    for (const branch of fresh) this.branches.push(branch);\n",
        replace: "",
      },
      {
        file: "replay/contract.ts",
        find: "      branch.depth = depth(index);",
        replace: "      branch.depth += taken;",
      },
    ],
  ],
  [
    "kernel",
    [
      {
        file: "replay/kernel.ts",
        find: 'if (typeof i !== "number" || i >>> 0 !== i || i >= opened || status[i] === PRUNED) {',
        replace: "if (length < 0) {",
        times: 2,
      },
      {
        file: "replay/kernel.ts",
        find: 'if (typeof i !== "number" || i >>> 0 !== i || i >= opened || status[i] !== ACTIVE) {',
        replace: "if (length < 0) {",
      },
    ],
  ],
  [
    "labels",
    [
      {
        file: "replay/kernel.ts",
        find: "label = labelCount++;",
        replace: "label = id;",
        times: 3,
      },
      {
        file: "replay/kernel.ts",
        find: "label >>> 0 !== label || label >= labelCount",
        replace: "label >>> 0 !== label || labels[label] === NOTHING",
      },
    ],
  ],
  [
    "episode",
    [
      {
        file: "sandbox/realm.ts",
        find: "      instantiate = () => factory(contract);",
        replace: "      const only = factory(contract);\n      instantiate = () => only;",
      },
      {
        file: "replay/play-episodes.ts",
        find: "  return Object.freeze(values);",
        replace: "  return values;",
      },
      {
        file: "replay/play-episodes.ts",
        find: "if (!Number.isFinite(value)) {",
        replace: "if (value === undefined) {",
      },
    ],
  ],
  [
    "isolate",
    [
      {
        file: "sandbox/child.ts",
        find: 'import ivm from "isolated-vm";',
        replace: 'import * as ivm from "./no-isolate.ts";',
      },
    ],
  ],
  [
    "child",
    [
      { file: "sandbox/sandbox-child.ts", find: '        "--permission",\n', replace: "" },
      { file: "sandbox/sandbox-child.ts", find: '        "--allow-addons",\n', replace: "" },
      {
        file: "sandbox/sandbox-child.ts",
        find: "        ...READABLE.map((path) => `--allow-fs-read=${path}`),\n",
        replace: "",
      },
      {
        file: "sandbox/sandbox-child.ts",
        find: '        "--no-experimental-sqlite",\n',
        replace: "",
      },
      {
        file: "sandbox/drop-rights.ts",
        find: '  process.permission.drop("addon");\n  process.permission.drop("fs.read");\n',
        replace: "",
      },
      { file: "sandbox/sandbox-child.ts", find: "{ env: {}, cwd:", replace: "{ cwd:" },
    ],
  ],
  [
    "limits",
    [
      {
        file: "sandbox/child-pool.ts",
        find: 'child.end({ kind: "timed-out", reason: `It took longer than ${allowedMs / 1000} s.` });',
        replace: "",
      },
      {
        file: "sandbox/sandbox-child.ts",
        find: "if (resident > residentBytesMax) {",
        // The machine's own limit, at which it takes whoever it likes.
        replace:
          '    if (resident > 4 * residentBytesMax) {\n      process.kill(-pid, "SIGKILL");\n      process.kill(process.pid, "SIGKILL");\n    }\n    if (resident < 0) {',
      },
      { file: "sandbox/child.ts", find: "const BACKSTOP = 3;", replace: "const BACKSTOP = 3000;" },
    ],
  ],
  [
    "frames",
    [
      {
        file: "sandbox/sandbox-child.ts",
        find: "const SAID_MAX = { headerBytes: 1 << 24, frameBytes: 1 << 27 };",
        replace: "const SAID_MAX = { headerBytes: Infinity, frameBytes: Infinity };",
      },
      {
        file: "sandbox/frames.ts",
        find: "const ATTACHMENTS_MAX = 1 << 16;",
        replace: "const ATTACHMENTS_MAX = Infinity;",
      },
      {
        file: "sandbox/sandbox-child.ts",
        find: "ChildMessageSchema.parse(header)",
        replace: "(header as ChildMessage)",
      },
      {
        file: "sandbox/sandbox-child.ts",
        find: "if (attachments.length === ATTACHED[message.kind]) return",
        replace: "return",
      },
      {
        file: "sandbox/play-entries.ts",
        find: "    } else child.end(MISBEHAVED);",
        replace: "    }",
      },
      {
        file: "sandbox/audit-episodes.ts",
        find: "      } else child.end(MISBEHAVED);",
        replace: "      }",
      },
      {
        file: "sandbox/sandbox-child.ts",
        find: "    this.#process.stdout?.destroy();\n",
        replace: "",
      },
      {
        file: "sandbox/play-entries.ts",
        find: 'message.kind === "started" && isMissing && begun === results.length',
        replace: 'message.kind === "started"',
      },
      {
        file: "sandbox/audit-episodes.ts",
        find: 'message.kind === "started" && begun < betas.length',
        replace: 'message.kind === "started"',
      },
    ],
  ],
  [
    "verifier",
    [
      {
        file: "sandbox/play-entries.ts",
        find: "played && verify(next, played)",
        replace: "undefined",
      },
    ],
  ],
  [
    "audit",
    [
      {
        file: "sandbox/sandbox.ts",
        find: "        await auditPlayed(pool, request, playOptions, encoded, results);\n",
        replace: "",
      },
    ],
  ],
];
