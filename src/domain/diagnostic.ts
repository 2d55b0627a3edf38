/** One thing wrong with a controller's source, worded for whoever has to mend it. */
export interface Diagnostic {
  /** 1-based; 0 when it concerns the whole source. */
  readonly line: number;
  readonly column: number;
  /** Stable: `type/2339`, `syntax/…`, `banned/…`, `shape/…`, `knobs/…`. */
  readonly code: string;
  /** What is wrong, why, and what to write instead. */
  readonly message: string;
}

/** A diagnostic as one line of text. */
export function diagnosticText({ line, column, code, message }: Diagnostic): string {
  return line === 0 ? `${code}: ${message}` : `${line}:${column} ${code}: ${message}`;
}
