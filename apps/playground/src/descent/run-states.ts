import type { Walk } from "./descent-client.ts";
import type { RunSettings } from "./descent-settings.ts";
import type { RunState } from "./run-card.tsx";

/** How each run fares: on its way, refused by its optimizer, or beyond the numbers. */
export const runStates = (runs: readonly RunSettings[], walk: Walk | undefined): RunState[] =>
  runs.map((_, run) => {
    if (!walk || run >= walk.runs) return { kind: "walking" };
    const failure = walk.failures.get(run);
    if (failure) return { kind: "failed", ...failure };
    const width = walk.steps + 1;
    const losses = walk.losses.subarray(run * width, run * width + walk.length);
    const step = losses.findIndex((loss) => !Number.isFinite(loss));
    return step < 0 ? { kind: "walking" } : { kind: "diverged", step };
  });
