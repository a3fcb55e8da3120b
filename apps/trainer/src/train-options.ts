import type { Wishes } from "./choices/choices.ts";
import type { TaskSource } from "./data/task.ts";

/** The options of every command that trains. */
export interface TrainOptions extends Wishes, Omit<TaskSource, "dataset"> {
  readonly json?: boolean | undefined;
  readonly target: string;
}

export interface SavingOptions extends TrainOptions {
  /** The file that the run is saved to. */
  readonly save?: string | undefined;
  /** Seconds from one save to the next. */
  readonly saveEvery: number;
  /** The file of a run to go on with. */
  readonly resume?: string | undefined;
  readonly log?: string | undefined;
  /** A folder for the train step, which is not run then. */
  readonly export?: string | undefined;
  readonly exportSteps: number;
  readonly exportDevices: number;
}
