import { Client, Connection } from "@temporalio/client";

/** An activity of a workflow that has ended. */
export interface PlayedActivity {
  readonly type: string;
  readonly input: unknown;
  /** The attempt that ended it, from 1. */
  readonly attempt: number;
  /** `undefined` unless it completed. */
  readonly result: unknown;
}

/** Does something with a client of a Temporal server. */
export async function withTemporal<T>(
  address: string,
  work: (client: Client) => Promise<T>,
): Promise<T> {
  const connection = await Connection.connect({ address });
  try {
    return await work(new Client({ connection }));
  } finally {
    await connection.close();
  }
}

/** The activities of a workflow, in the order they were scheduled. */
export async function playedActivities(
  address: string,
  workflowId: string,
): Promise<PlayedActivity[]> {
  const history = await withTemporal(address, (client) =>
    client.workflow.getHandle(workflowId).fetchHistory(),
  );
  const events = history.events ?? [];
  return events.flatMap((event) => {
    const scheduled = event.activityTaskScheduledEventAttributes;
    if (scheduled === null || scheduled === undefined) return [];
    const of = (id: { toString(): string } | null | undefined) =>
      String(id) === String(event.eventId);
    const started = events
      .map((each) => each.activityTaskStartedEventAttributes)
      .find((each) => of(each?.scheduledEventId));
    const completed = events
      .map((each) => each.activityTaskCompletedEventAttributes)
      .find((each) => of(each?.scheduledEventId));
    return {
      type: String(scheduled.activityType?.name),
      input: parse(scheduled.input?.payloads?.[0]?.data),
      attempt: started?.attempt ?? 0,
      result: parse(completed?.result?.payloads?.[0]?.data),
    };
  });
}

/** Every workflow's history on a server, by workflow id, with all that is readable in it. */
export function historyTexts(address: string): Promise<Map<string, string>> {
  return withTemporal(address, async (client) => {
    const texts = new Map<string, string>();
    for await (const { workflowId, runId } of client.workflow.list()) {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      texts.set(workflowId, `${texts.get(workflowId) ?? ""}${textOf(history)}`);
    }
    return texts;
  });
}

/** A value of an activity; nothing is a payload of no bytes. */
function parse(data: Uint8Array | null | undefined): unknown {
  const text = Buffer.from(data ?? []).toString("utf8");
  return text === "" ? undefined : JSON.parse(text);
}

/** Payloads are bytes: as text they can be searched. */
function textOf(value: unknown): string {
  if (value instanceof Uint8Array) return `${Buffer.from(value).toString("utf8")}\n`;
  if (typeof value === "string") return `${value}\n`;
  if (typeof value !== "object" || value === null) return "";
  return Object.values(value).map(textOf).join("");
}
