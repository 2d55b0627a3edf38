import { createRequire } from "node:module";
import type TypeScript from "typescript";

/**
 * The compiler, required and not imported: for a CommonJS package, an import first searches all of its nine
 * megabytes for the syntax of a module and for its exports, which takes longer than a type check.
 */
export const ts: typeof TypeScript = createRequire(import.meta.url)("typescript");
