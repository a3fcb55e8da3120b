import {
  constant,
  cosineDecay,
  cosineRestarts,
  exponentialDecay,
  inverseSquareRoot,
  linearDecay,
  oneCycle,
  rex,
  robbinsMonro,
  type Schedule,
  stepDecay,
  triangular,
  warmup,
  warmupStableDecay,
} from "@adjoint/schedulers";
import type { ScheduleName } from "./schedule-names.ts";

/** A whole number of steps that is some part of a run. */
const part = (steps: number, fraction: number): number => Math.max(1, Math.round(steps * fraction));

const makers: Readonly<Record<ScheduleName, (rate: number, steps: number) => Schedule>> = {
  constant,
  linearDecay: (initial, decaySteps) => linearDecay({ initial, decaySteps }),
  cosineDecay: (initial, decaySteps) => cosineDecay({ initial, decaySteps }),
  exponentialDecay: (initial, steps) => exponentialDecay({ initial, decayRate: 0.01, transitionSteps: steps }),
  inverseSquareRoot: (initial, steps) => inverseSquareRoot({ initial, holdSteps: part(steps, 0.05) }),
  robbinsMonro: (initial, steps) => robbinsMonro({ initial, offset: part(steps, 0.1) }),
  stepDecay: (initial, steps) => stepDecay({ initial, decayRate: 0.5, stepSize: part(steps, 0.2) }),
  cosineRestarts: (initial, steps) => cosineRestarts({ initial, period: part(steps, 0.25) }),
  oneCycle: (peak, totalSteps) => oneCycle({ peak, totalSteps: Math.max(2, totalSteps) }),
  warmup: (initial, steps) => warmup(cosineDecay({ initial, decaySteps: part(steps, 0.9) }), part(steps, 0.1)),
  warmupStableDecay: (peak, steps) =>
    warmupStableDecay({
      peak,
      warmupSteps: part(steps, 0.1),
      stableSteps: part(steps, 0.6),
      decaySteps: part(steps, 0.3),
    }),
  triangular: (high, steps) => triangular({ low: high / 10, high, halfCycle: part(steps, 0.1) }),
  rex: (initial, decaySteps) => rex({ initial, decaySteps }),
};

export const makeSchedule = (name: ScheduleName, rate: number, steps: number): Schedule => makers[name](rate, steps);
