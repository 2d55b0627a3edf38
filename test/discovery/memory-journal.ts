import { DomainError } from "../../src/domain/errors.ts";
import type {
  TurnCompletion,
  TurnFailure,
  TurnJournal,
  TurnReservation,
} from "../../src/discovery/model/turn-journal.ts";

/** Where a journal can be made to die, as a process would. */
export type CrashPoint = "before complete" | "after complete";

/** A journal in memory that keeps the port's promises, with its rows to look at. */
export interface MemoryJournal extends TurnJournal {
  readonly reservations: TurnReservation[];
  readonly completions: TurnCompletion[];
  readonly failures: TurnFailure[];
  /** The next completion dies there. */
  crashAt: CrashPoint | null;
}

/** Starts empty. What was set aside and never settled stays spent, at its worst case. */
export function memoryJournal(budgetMicroUsd = Number.MAX_SAFE_INTEGER): MemoryJournal {
  const rows = new Map<string, { sha256: string; response: string }>();
  const spent = new Map<number, number>();
  const journal: MemoryJournal = {
    reservations: [],
    completions: [],
    failures: [],
    crashAt: null,
    reserve: async (reservation) => {
      const key = `${reservation.conversationId}#${reservation.turn}`;
      const row = rows.get(key);
      if (row !== undefined && row.sha256 !== reservation.requestSha256) {
        throw new DomainError("JOURNAL_CONFLICT", `${key} was another request`);
      }
      if (row !== undefined) return { kind: "stored", response: JSON.parse(row.response) };
      const total = [...spent.values()].reduce((sum, cost) => sum + cost, 0);
      if (total + reservation.worstCaseMicroUsd > budgetMicroUsd) {
        throw new DomainError("BUDGET_EXHAUSTED", `${total} of ${budgetMicroUsd} are spent`);
      }
      const attemptId = journal.reservations.push(reservation) - 1;
      spent.set(attemptId, reservation.worstCaseMicroUsd);
      return { kind: "reserved", attemptId };
    },
    complete: async (completion) => {
      const { crashAt } = journal;
      journal.crashAt = null;
      if (crashAt === "before complete") throw new Error("crash before complete");
      const reservation = journal.reservations[completion.attemptId];
      if (reservation === undefined) throw new Error("unknown attempt");
      journal.completions.push(completion);
      spent.set(completion.attemptId, completion.costMicroUsd);
      const key = `${reservation.conversationId}#${reservation.turn}`;
      const sha256 = reservation.requestSha256;
      const row = rows.get(key) ?? { sha256, response: shuffledKeys(completion.response) };
      rows.set(key, row);
      if (crashAt === "after complete") throw new Error("crash after complete");
      return JSON.parse(row.response);
    },
    fail: async (failure) => {
      journal.failures.push(failure);
      if (failure.costMicroUsd !== null) spent.set(failure.attemptId, failure.costMicroUsd);
    },
  };
  return journal;
}

/** Stores objects as `jsonb` does: the order of keys is the store's, not the writer's. */
function shuffledKeys(value: unknown): string {
  return JSON.stringify(value, (_key, item: unknown) =>
    typeof item === "object" && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).toReversed())
      : item,
  );
}
