/** A record as it was parsed: nothing about its fields is known yet. */
export type RecordFields = Readonly<Record<string, unknown>>;
