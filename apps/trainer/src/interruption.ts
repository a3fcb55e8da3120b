import type { TrainingState } from "./training-state.ts";

/** A run that was told to stop, and where it was. */
export class Interruption extends Error {
  override readonly name: string = "Interruption";
  readonly state: TrainingState;

  constructor(state: TrainingState) {
    super("the run was told to stop");
    this.state = state;
  }
}

const ENDING = ["SIGINT", "SIGTERM"] as const;

/**
 * Work that Ctrl-C and SIGTERM may end: they abort the signal that it is given, and when it has put things in order, the
 * process ends by them. The second time they end it at once.
 */
export async function interruptible<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const release = (): void => {
    for (const name of ENDING) process.off(name, onSignal);
  };
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) {
      release();
      process.kill(process.pid, name);
    } else controller.abort(name);
  };
  for (const name of ENDING) process.on(name, onSignal);
  try {
    return await work(controller.signal);
  } finally {
    release();
    if (controller.signal.aborted) process.kill(process.pid, controller.signal.reason as NodeJS.Signals); // as aborted above
  }
}
