import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type TypeScript from "typescript";
import type { Diagnostic } from "../domain/diagnostic.ts";
import { contractSource } from "./trusted-sources.ts";
import { ts } from "./typescript.ts";

const CANDIDATE = "/controller.ts";
const CONTRACT = "/autotts.ts";
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

/** The program of the last check; TypeScript reuses what is unchanged in it. */
let lastProgram: TypeScript.Program | undefined;

/** Parses a controller's source. */
export function parseController(source: string): TypeScript.SourceFile {
  return parse(CANDIDATE, source);
}

/**
 * Checks a source against the contract alone: no DOM, no Node, no other types exist.
 *
 * @param file from `parseController`.
 */
export function typeCheck(file: TypeScript.SourceFile): Diagnostic[] {
  const host: TypeScript.CompilerHost = {
    getSourceFile: (name) => (name === CANDIDATE ? file : fixedFile(name)),
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
  const program = ts.createProgram({
    rootNames: [CANDIDATE],
    options: OPTIONS,
    host,
    ...(lastProgram && { oldProgram: lastProgram }),
  });
  lastProgram = program;
  const syntactic = program.getSyntacticDiagnostics(file);
  return syntactic.length > 0
    ? syntactic.map((diagnostic) => toDiagnostic("syntax", diagnostic))
    : program.getSemanticDiagnostics(file).map((diagnostic) => toDiagnostic("type", diagnostic));
}

/** Where TypeScript's own words name an option that an author of a controller never sees. */
const REWORDED: Readonly<Record<number, string>> = {
  1294: "Types must leave no code behind: instead of an enum or namespace write a constant object, instead of a parameter property a field, instead of `<T>value` write `value as T`.",
};

function toDiagnostic(kind: "syntax" | "type", diagnostic: TypeScript.Diagnostic): Diagnostic {
  const at =
    diagnostic.file && diagnostic.start !== undefined
      ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start)
      : { line: -1, character: -1 };
  return {
    line: at.line + 1,
    column: at.character + 1,
    code: `${kind}/${diagnostic.code}`,
    message:
      REWORDED[diagnostic.code] ?? ts.flattenDiagnosticMessageText(diagnostic.messageText, " "),
  };
}
