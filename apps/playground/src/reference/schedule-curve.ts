import * as schedulers from "@adjoint/schedulers";
import type { GraphSettings } from "./graph-messages.ts";

const falling = schedulers.linearDecay({ initial: 0.1, final: 0, decaySteps: 80 });

/** Schedules that take more than settings. */
const special: Readonly<Record<string, () => schedulers.Schedule>> = {
  constant: () => schedulers.constant(0.1),
  piecewiseConstant: () => schedulers.piecewiseConstant({ boundaries: [30, 70], values: [0.1, 0.03, 0.01] }),
  warmup: () => schedulers.warmup(schedulers.cosineDecay({ initial: 0.1, decaySteps: 80 }), 20),
  join: () =>
    schedulers.join([schedulers.constant(0.1), schedulers.cosineDecay({ initial: 0.06, decaySteps: 60 })], [40]),
  scale: () => schedulers.scale(falling, 0.5),
  clampRate: () => schedulers.clampRate(falling, { minimum: 0.02, maximum: 0.08 }),
  sum: () => schedulers.sum(falling, schedulers.triangular({ low: 0, high: 0.03, halfCycle: 10 })),
  product: () =>
    schedulers.product(falling, schedulers.exponentialDecay({ initial: 1, decayRate: 0.5, transitionSteps: 30 })),
};

type Making = (settings: GraphSettings) => schedulers.Schedule;

export function scheduleCurve(name: string, settings: GraphSettings): schedulers.Schedule | undefined {
  const made = special[name];
  if (made) return made();
  // the rest take settings, which they check
  return (schedulers as unknown as Readonly<Record<string, Making>>)[name]?.(settings);
}
