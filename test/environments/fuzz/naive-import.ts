import { gunzipSync } from "node:zlib";
import type {
  RecordedBranch,
  RecordedQuestion,
} from "../../../src/environments/recorded-question.ts";

interface NaiveRecord {
  readonly question: string;
  readonly gold_answer: string;
  readonly probe_freq: number;
  readonly each_branch?: readonly [string[], number, string][];
  readonly probe_matrix_mxn?: readonly (string | null)[][];
  readonly branch_tokens: readonly number[];
  readonly final_answers_trace: readonly string[];
  readonly answer: string;
  readonly tokens: number | string;
}

/**
 * What a file that is valid says, read the simple way: all of it at once, without a check, and without a line
 * in common with the importer. Of a file that is not valid it says anything, or throws.
 */
export function naiveImport(bytes: Uint8Array): RecordedQuestion[] {
  const plain = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes;
  const text = new TextDecoder("utf-8", { fatal: true }).decode(plain);
  const start = text.trimStart()[0];
  if (start === "[") return questionsOf(JSON.parse(text) as NaiveRecord[]);
  if (start !== "{") return questionsOf(csvRecords(text));
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  return questionsOf(lines.map((line) => JSON.parse(line) as NaiveRecord));
}

function questionsOf(records: readonly NaiveRecord[]): RecordedQuestion[] {
  const samples = new Map<string, { gold: string; branches: RecordedBranch[] }>();
  const questions: RecordedQuestion[] = [];
  for (const record of records) {
    const { question, gold_answer: gold, probe_freq: intervalTokens } = record;
    if (record.each_branch !== undefined) {
      const branches = record.each_branch.map(([probes, tokens, final]) => ({
        probes,
        tokens,
        final,
      }));
      questions.push({ question, gold, intervalTokens, branches });
    } else if (record.probe_matrix_mxn === undefined) {
      const group = samples.get(question) ?? { gold, branches: [] };
      group.branches.push({ probes: [], tokens: Number(record.tokens), final: record.answer });
      samples.set(question, group);
    } else {
      const branches = record.probe_matrix_mxn.map((row, branch) => ({
        probes: row.filter((answer) => answer !== null),
        tokens: record.branch_tokens[branch]!,
        final: record.final_answers_trace[branch]!,
      }));
      questions.push({ question, gold, intervalTokens, branches });
    }
  }
  const grouped = Array.from(samples, ([question, { gold, branches }]) => ({
    question,
    gold,
    intervalTokens: 0,
    branches,
  }));
  return [...questions, ...grouped];
}

/** CSV read character by character. */
function csvRecords(text: string): NaiveRecord[] {
  const rows: string[][] = [[""]];
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const row = rows.at(-1)!;
    const character = text[index]!;
    if (quoted && character === '"' && text[index + 1] === '"') {
      row[row.length - 1] += '"';
      index += 1;
    } else if (character === '"') quoted = !quoted;
    else if (quoted) row[row.length - 1] += character;
    else if (character === ",") row.push("");
    else if (character === "\n") rows.push([""]);
    else if (character === "\r" && (text[index + 1] ?? "\n") === "\n") continue;
    else row[row.length - 1] += character;
  }
  const [header, ...body] = rows.filter((row) => row.length > 1 || row[0] !== "");
  return body.map(
    (row) => Object.fromEntries(header!.map((name, column) => [name, row[column]])) as never,
  );
}
