import type { DescentReply, DescentRequest, Landscape } from "./messages.ts";

type WithoutId<T> = T extends unknown ? Omit<T, "id"> : never;
type RequestOf<Kind extends DescentRequest["kind"]> = Omit<Extract<WithoutId<DescentRequest>, { kind: Kind }>, "kind">;

/** What has been walked so far; it grows in place while the worker goes on. */
export interface Walk {
  readonly runs: number;
  readonly steps: number;
  /** Points that are there, of steps + 1. */
  length: number;
  /** [run, step, x or y] and [run, step]. */
  readonly points: Float64Array;
  readonly losses: Float64Array;
  rates: readonly (Float64Array | undefined)[];
  readonly failures: Map<number, { readonly step: number; readonly message: string }>;
}

export interface DescentEvents {
  readonly onLandscape: (landscape: Landscape) => void;
  readonly onProblem: (problem: Extract<DescentReply, { kind: "problem" }>["problem"]) => void;
  readonly onWalk: (walk: Walk) => void;
  readonly onCrash: (message: string) => void;
}

/** The page's side of the worker. Answers to questions that are no longer asked are dropped. */
export class DescentClient {
  readonly #worker = new Worker(new URL("./descent.worker.ts", import.meta.url), { type: "module" });
  readonly #events: DescentEvents;
  #id = 0;
  #landscapeId = 0;
  #walkId = 0;
  #walk: Walk | undefined;

  constructor(events: DescentEvents) {
    this.#events = events;
    this.#worker.addEventListener("message", ({ data }: MessageEvent<DescentReply>) => this.#receive(data));
    this.#worker.addEventListener("error", (event) => events.onCrash(event.message || "the worker did not start"));
  }

  landscape(request: RequestOf<"landscape">): void {
    this.#landscapeId = ++this.#id;
    this.#send({ kind: "landscape", id: this.#landscapeId, ...request });
  }

  descend(request: RequestOf<"descend">): void {
    this.#walkId = ++this.#id;
    const { length: runs } = request.runs;
    const count = runs * (request.steps + 1);
    this.#walk = {
      runs,
      steps: request.steps,
      length: 0,
      points: new Float64Array(2 * count),
      losses: new Float64Array(count),
      rates: [],
      failures: new Map(),
    };
    this.#send({ kind: "descend", id: this.#walkId, ...request });
  }

  close(): void {
    this.#worker.terminate();
  }

  #send(request: DescentRequest): void {
    this.#worker.postMessage(request);
  }

  #receive(reply: DescentReply): void {
    if (reply.id !== (reply.kind === "landscape" ? this.#landscapeId : this.#walkId) && reply.kind !== "problem")
      return;
    const walk = this.#walk;
    switch (reply.kind) {
      case "landscape":
        return this.#events.onLandscape(reply.landscape);
      case "problem":
        return this.#events.onProblem(reply.problem);
      case "rates":
        if (walk) walk.rates = reply.rates;
        return;
      case "failed":
        walk?.failures.set(reply.run, reply);
        return;
      case "steps":
        if (walk) this.#append(walk, reply);
    }
  }

  #append(walk: Walk, { from, count, points, losses }: Extract<DescentReply, { kind: "steps" }>): void {
    const width = walk.steps + 1;
    for (let run = 0; run < walk.runs; run++) {
      walk.points.set(points.subarray(2 * run * count, 2 * (run + 1) * count), 2 * (run * width + from));
      walk.losses.set(losses.subarray(run * count, (run + 1) * count), run * width + from);
    }
    walk.length = from + count;
    this.#events.onWalk(walk);
  }
}
