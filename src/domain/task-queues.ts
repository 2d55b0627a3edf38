/** One task queue per class of resources; each is served by the worker role of the same name. */
export const TASK_QUEUES = {
  /** Workflows and short database activities. */
  control: "autotts-control",
  /** Model turns: network and money. */
  agents: "autotts-agents",
  /** Compile gate and sweep shards: CPU. */
  replay: "autotts-replay",
  /** The same as replay, with the credentials for held-out data. */
  "held-out": "autotts-held-out",
} as const;

/** A worker role, which is also the key of its queue. */
export type WorkerRole = keyof typeof TASK_QUEUES;
