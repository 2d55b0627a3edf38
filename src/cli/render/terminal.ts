/** What the place that output goes to can show. */
export interface Terminal {
  /** A person watches: lines may be redrawn. Off for files and pipes. */
  readonly interactive: boolean;
  readonly colour: boolean;
  /** Off = ASCII only. */
  readonly unicode: boolean;
  /** In character cells. */
  readonly width: number;
}

/** The widest output we print: longer lines are harder to read, not richer. */
const WIDTH_MAX = 120;

/**
 * Decides what to show where. Colour needs a terminal, and no `NO_COLOR` (no-color.org); anything beyond
 * ASCII needs a locale that says UTF-8, because a pipe says nothing itself.
 */
export function terminalOf(
  stream: { readonly isTTY?: boolean; readonly columns?: number },
  environment: Readonly<Record<string, string | undefined>>,
): Terminal {
  const interactive = stream.isTTY === true && environment["TERM"] !== "dumb";
  const locale = environment["LC_ALL"] || environment["LC_CTYPE"] || environment["LANG"] || "";
  return {
    interactive,
    colour: interactive && !environment["NO_COLOR"],
    unicode: /utf-?8/i.test(locale),
    width: Math.min(stream.columns ?? 80, WIDTH_MAX),
  };
}
