/** Something worth a line of progress. `message` is complete in itself; the rest is for programs. */
export interface StackEvent {
  readonly type:
    | "starting"
    | "ready"
    | "died"
    | "gave-up"
    | "stopped"
    /** A child of a supervisor that was killed was found alive, and ended. */
    | "orphan-ended"
    /** A remembered port is in use by another program; another was chosen. */
    | "port-moved"
    | "notice";
  readonly child?: string;
  readonly message: string;
}

export type OnStackEvent = (event: StackEvent) => void;
