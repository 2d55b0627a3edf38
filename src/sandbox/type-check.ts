import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { contractSource } from "./trusted-sources.ts";
import { ts } from "./typescript.ts";

const CANDIDATE = "/controller.ts";
const CONTRACT = "/autotts.ts";
const SCRIPT = "/controller.js";
const LIBRARY = dirname(fileURLToPath(import.meta.resolve("typescript")));

const OPTIONS: TypeScript.CompilerOptions = {
  target: ts.ScriptTarget.ES2023,
  lib: ["lib.es2023.d.ts"],
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  strict: true,
  noEmit: true,
  types: [],
  erasableSyntaxOnly: true,
  noImplicitReturns: false,
  skipLibCheck: true,
};

/** Parsed libraries and contract: they never change while the process lives. */
const parsed = new Map<string, TypeScript.SourceFile>();

function parse(name: string, text: string): TypeScript.SourceFile {
  return ts.createSourceFile(name, text, { languageVersion: ts.ScriptTarget.ES2023 }, true);
}

function fixedFile(name: string): TypeScript.SourceFile | undefined {
  const known = parsed.get(name);
  if (known !== undefined) return known;
  const file =
    name === CONTRACT
      ? parse(name, contractSource())
      : name.startsWith(LIBRARY)
        ? parse(name, readFileSync(name, "utf8"))
        : undefined;
  if (file !== undefined) parsed.set(name, file);
  return file;
}

/** A compiler's world in which there are these files and nothing else. */
function hostOf(
  getSourceFile: (name: string) => TypeScript.SourceFile | undefined,
): TypeScript.CompilerHost {
  return {
    getSourceFile,
    getDefaultLibFileName: () => join(LIBRARY, "lib.es2023.d.ts"),
    getDefaultLibLocation: () => LIBRARY,
    getCurrentDirectory: () => "/",
    getCanonicalFileName: (name) => name,
    useCaseSensitiveFileNames: () => true,
    getNewLine: () => "\n",
    fileExists: (name) => name === CANDIDATE || name === CONTRACT,
    readFile: () => undefined,
    writeFile: () => {},
    resolveModuleNameLiterals: (names) =>
      names.map(({ text }) =>
        text === "autotts"
          ? { resolvedModule: { resolvedFileName: CONTRACT, extension: ts.Extension.Ts } }
          : { resolvedModule: undefined },
      ),
  };
}

/** The program of the last check; TypeScript reuses what is unchanged in it. */
let lastProgram: TypeScript.Program | undefined;

/** Parses a controller's source. */
export function parseController(source: string): TypeScript.SourceFile {
  return parse(CANDIDATE, source);
}

/**
 * The JavaScript that is left of a source when its types are gone, parsed by itself, and what of it no
 * engine would take.
 */
export function parseScript(code: string): {
  readonly script: TypeScript.SourceFile;
  readonly problems: Diagnostic[];
} {
  const languageVersion = ts.ScriptTarget.ES2023;
  const jsDocParsingMode = ts.JSDocParsingMode.ParseNone;
  const how = { languageVersion, jsDocParsingMode };
  const script = ts.createSourceFile(SCRIPT, code, how, true, ts.ScriptKind.JS);
  const program = ts.createProgram({
    rootNames: [SCRIPT],
    options: { allowJs: true, noLib: true, noResolve: true, types: [] },
    host: hostOf((name) => (name === SCRIPT ? script : undefined)),
  });
  const problems = program
    .getSyntacticDiagnostics(script)
    .map((diagnostic) => toDiagnostic("syntax", diagnostic));
  return { script, problems };
}

/**
 * Checks a source against the contract alone: no DOM, no Node, no other types exist.
 *
 * @param file from `parseController`.
 */
export function typeCheck(file: TypeScript.SourceFile): Diagnostic[] {
  const program = ts.createProgram({
    rootNames: [CANDIDATE],
    options: OPTIONS,
    host: hostOf((name) => (name === CANDIDATE ? file : fixedFile(name))),
    ...(lastProgram && { oldProgram: lastProgram }),
  });
  lastProgram = program;
  const syntactic = program.getSyntacticDiagnostics(file);
  return syntactic.length > 0
    ? syntactic.map((diagnostic) => toDiagnostic("syntax", diagnostic))
    : program.getSemanticDiagnostics(file).map((diagnostic) => toDiagnostic("type", diagnostic));
}

/** Where TypeScript's own words name an option or a package that an author of a controller never sees. */
const REWORDED: Readonly<Record<number, string>> = {
  1294: "Types must leave no code behind: instead of an enum or namespace write a constant object, instead of a parameter property a field, instead of `<T>value` write `value as T`.",
  2307: 'There is no other module than "autotts": write everything else into the file.',
};

/** Advice of TypeScript about options and packages, which ends its message. */
const ADVICE = / (?:Do you need to|Consider using|Consider adding|Try changing)\b.*$/s;

/** Codes of "cannot find name …" and of members that a later language has. */
const NOT_THERE: ReadonlySet<number> = new Set([
  2304, 2318, 2550, 2580, 2581, 2582, 2583, 2584, 2591, 2592, 2593, 2868,
]);
const WHAT_IS_THERE =
  'Instead: use what ECMAScript 2023 has, what is imported from "autotts", or a declaration of the module.';

const EXPORTED = /^export (?:const|function|interface|type) (\w+)/gm;
/** Exports of the contract for what plays controllers; authors have no use for them. */
const FOR_PLAYERS =
  "CONTRACT_VERSION NOTHING FAULT ADVANCED FINISHED Leaves TakeNote openQuestion".split(" ");

function messageOf({ code, messageText }: TypeScript.Diagnostic): string {
  const reworded = REWORDED[code];
  if (reworded !== undefined) return reworded;
  const words = ts.flattenDiagnosticMessageText(messageText, " ").replaceAll(/\s+/g, " ");
  const said = words.replace(ADVICE, "").slice(0, MESSAGE_LENGTH_MAX);
  if (NOT_THERE.has(code)) return `${said} ${WHAT_IS_THERE}`;
  if (code !== 2305) return said;
  const exported = [...contractSource().matchAll(EXPORTED)].map(([, name]) => name!);
  return `${said} It exports ${exported.filter((name) => !FOR_PLAYERS.includes(name)).join(", ")}.`;
}

/** A type can be longer than the source it stands in. */
const MESSAGE_LENGTH_MAX = 1000;

function toDiagnostic(kind: "syntax" | "type", diagnostic: TypeScript.Diagnostic): Diagnostic {
  const at =
    diagnostic.file && diagnostic.start !== undefined
      ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start)
      : { line: -1, character: -1 };
  return {
    line: at.line + 1,
    column: at.character + 1,
    code: `${kind}/${diagnostic.code}`,
    message: messageOf(diagnostic),
  };
}
