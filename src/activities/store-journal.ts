import type { TurnJournal } from "../discovery/model/turn-journal.ts";
import { completeTurn, failTurn, reserveTurn } from "../store/llm-turns.ts";
import type { Store } from "../store/store.ts";

/** The turn journal as the store keeps it. */
export function storeJournal(store: Store): TurnJournal {
  return {
    reserve: async (reservation) => {
      const reserved = await reserveTurn(store, reservation);
      return reserved.kind === "stored"
        ? { kind: "stored", response: reserved.result.response }
        : reserved;
    },
    complete: async ({ attemptId, response, usage, ...paid }) => {
      const stands = await completeTurn(store, attemptId, {
        ...paid,
        response: { ...response },
        usage: { ...usage },
      });
      return stands.response;
    },
    fail: ({ attemptId, ...failure }) => failTurn(store, attemptId, failure),
  };
}
