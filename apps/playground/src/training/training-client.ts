import type { Evaluation, TargetState, TrainingReply, TrainingRequest } from "./messages.ts";
import type { TrainingSettings } from "./training-settings.ts";

/** Where a run stands, as the page knows it. */
export interface RunView {
  readonly status: "idle" | "opening" | "training" | "stopped" | "done";
  /** Those of the run that is there, not those of the form. */
  readonly settings: TrainingSettings | undefined;
  readonly parameters: number;
  readonly steps: number;
  readonly step: number;
  readonly stepsPerSecond: number;
  /** They grow in place. */
  readonly losses: readonly number[];
  /** The step that the first loss belongs to. */
  readonly firstStep: number;
  readonly evaluations: readonly Evaluation[];
  readonly error: string | undefined;
}

export const idleRun: RunView = {
  status: "idle",
  settings: undefined,
  parameters: 0,
  steps: 0,
  step: 0,
  stepsPerSecond: 0,
  losses: [],
  firstStep: 0,
  evaluations: [],
  error: undefined,
};

/** Milliseconds between two drawings while a run goes on. */
const PAUSE = 120;

export interface TrainingEvents {
  readonly onView: (view: RunView) => void;
  readonly onTargets: (states: readonly TargetState[]) => void;
  readonly onSaved: (file: Uint8Array<ArrayBuffer>) => void;
  readonly onPredicted: (probabilities: Float32Array) => void;
  readonly onExample: (pixels: Float32Array, label: number) => void;
}

/** The page's side of one run, which has a worker of its own. */
export class TrainingClient {
  readonly #worker = new Worker(new URL("./training.worker.ts", import.meta.url), { type: "module" });
  readonly #events: TrainingEvents;
  #view = idleRun;
  #losses: number[] = [];
  #timer = 0;

  constructor(events: TrainingEvents) {
    this.#events = events;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<TrainingReply>) => this.#receive(data));
    this.#worker.addEventListener("error", (event) =>
      this.#show({ error: event.message || "the worker did not start" }),
    );
  }

  send(request: TrainingRequest): void {
    if (request.kind === "start" || request.kind === "load") this.#show({ status: "opening", error: undefined });
    if (request.kind === "resume") this.#show({ status: "training", error: undefined });
    this.#worker.postMessage(request);
  }

  close(): void {
    this.#worker.terminate();
  }

  #show(change: Partial<RunView>): void {
    this.#view = { ...this.#view, ...change };
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#events.onView(this.#view);
  }

  /** As `show`, for what comes so often that the page would do nothing else. */
  #showSoon(change: Partial<RunView>): void {
    this.#view = { ...this.#view, ...change };
    if (this.#timer === 0) this.#timer = setTimeout(() => this.#show({}), PAUSE) as unknown as number; // of a browser
  }

  #receive(reply: TrainingReply): void {
    const view = this.#view;
    switch (reply.kind) {
      case "targets":
        return this.#events.onTargets(reply.states);
      case "started": {
        const { settings, parameters, steps } = reply;
        this.#losses = [];
        return this.#show({ ...idleRun, status: "training", settings, parameters, steps, losses: this.#losses });
      }
      case "progress": {
        const firstStep = this.#losses.length === 0 ? reply.step : view.firstStep;
        for (const loss of reply.losses) this.#losses.push(loss);
        return this.#showSoon({
          status: "training",
          firstStep,
          step: reply.step + reply.losses.length,
          stepsPerSecond: reply.stepsPerSecond,
        });
      }
      case "evaluated":
        return this.#showSoon({ evaluations: [...view.evaluations, reply.evaluation], step: reply.evaluation.step });
      case "stopped":
        return this.#show({ status: reply.isDone ? "done" : "stopped" });
      case "saved":
        return this.#events.onSaved(reply.file);
      case "predicted":
        return this.#events.onPredicted(reply.probabilities);
      case "example":
        return this.#events.onExample(reply.pixels, reply.label);
      case "failed":
        return this.#show({
          status: reply.hasRun ? "stopped" : "idle",
          settings: reply.hasRun ? view.settings : undefined,
          error: reply.message,
        });
    }
  }
}
