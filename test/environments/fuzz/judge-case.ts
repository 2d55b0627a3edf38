import { isDeepStrictEqual } from "node:util";
import { importEnvironment } from "../../../src/environments/import-environment.ts";
import type { ImportedEnvironment } from "../../../src/environments/imported-environment.ts";
import { writeAutotts } from "../../../src/environments/write-autotts.ts";
import { decodeTables, encodeTables } from "../../../src/replay/encode-tables.ts";
import { recordedQuestions } from "../export-autotts.ts";
import { inPieces } from "../in-pieces.ts";
import type { FuzzCase } from "./fuzz-case.ts";
import { naiveImport } from "./naive-import.ts";

/** How an import of a damaged file ended; a fault is what must never be. */
export type Verdict =
  | { readonly kind: "imported" }
  | { readonly kind: "refused"; readonly message: string }
  | { readonly kind: "fault"; readonly reason: string };

const FILE = "fuzzed file";
/** Larger environments are not read a second time, the slow way: it would take what is measured. */
const PROBES_READ_AGAIN_MAX = 1_000_000;
/** What an error for people never holds. */
const OURS = /TypeError|RangeError|undefined|\[object|NaN|\n\s+at |node:|Cannot read propert/u;

/** Imports a damaged file and holds what comes of it to the rules of an import. */
export async function judgeCase({ bytes, pieceBytes }: FuzzCase): Promise<Verdict> {
  let imported: ImportedEnvironment;
  try {
    imported = await importEnvironment(inPieces(bytes, pieceBytes), { name: "fuzzed", file: FILE });
  } catch (error) {
    return judgeError(error);
  }
  const reason = await faultOf(imported, bytes);
  return reason === undefined ? { kind: "imported" } : { kind: "fault", reason };
}

function judgeError(error: unknown): Verdict {
  if (!(error instanceof Error)) return fault(`threw ${String(error)}`);
  const { message } = error;
  if (!("code" in error) || error.code !== "INVALID_ENVIRONMENT")
    return fault(error.stack ?? message);
  if (!message.startsWith(`Cannot import ${FILE}: `)) return fault(`no file in: ${message}`);
  if (!/[.] [A-Z][^.]+.* Nothing was imported[.]$/su.test(message))
    return fault(`no remedy in: ${message}`);
  if (message.length > 1_000)
    return fault(`${message.length} characters: ${message.slice(0, 200)}`);
  if (OURS.test(message.replaceAll(/"(?:[^"\\]|\\.)*"/gu, "")) || /\p{Cc}/u.test(message))
    return fault(`not for people: ${message}`);
  return { kind: "refused", message };
}

function fault(reason: string): Verdict {
  return { kind: "fault", reason };
}

async function faultOf(
  imported: ImportedEnvironment,
  bytes: Uint8Array,
): Promise<string | undefined> {
  const { environment, golds, report } = imported;
  const { tables, questions, answers } = environment;
  // It checks every offset.
  if (!isDeepStrictEqual(decodeTables(encodeTables(tables)), tables))
    return "tables do not survive";
  if (questions.length === 0 || golds.length !== questions.length) return "no question, or no gold";
  for (let question = 0; question < questions.length; question += 1) {
    const [from, to] = [tables.branchOffsets[question]!, tables.branchOffsets[question + 1]!];
    if (to <= from) return `question ${question} has no branch`;
    const ids = [
      tables.finals.subarray(from, to),
      tables.probes.subarray(tables.probeOffsets[from], tables.probeOffsets[to]),
    ];
    const count = answers[question]!.length;
    if (ids.some((column) => column.some((id) => id >= count)))
      return `question ${question}: no such answer`;
    if (new Set(answers[question]).size !== count)
      return `question ${question} has an answer twice`;
  }
  if (tables.branchTokens.includes(0)) return "a branch has no tokens";
  if (report.probeCount > PROBES_READ_AGAIN_MAX || report.branchCount > PROBES_READ_AGAIN_MAX) {
    return undefined;
  }
  const naive = naiveImport(bytes);
  if (!isDeepStrictEqual(recordedQuestions(imported), naive))
    return "a simple reader reads something else";
  if (report.intervalTokens[0] === 0) return undefined;
  const again = await importEnvironment(writeAutotts(imported), { name: "again", file: FILE });
  return again.environment.contentHash === environment.contentHash
    ? undefined
    : "written and read, it is another";
}
