/** `search` data may be seen by a discovery, `held-out` data never is. */
export const SPLITS = ["search", "held-out"] as const;
export type Split = (typeof SPLITS)[number];
