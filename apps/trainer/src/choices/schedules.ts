import {
  constant,
  cosineDecay,
  decayStepsFor,
  exponentialDecay,
  linearDecay,
  robbinsMonro,
  type Schedule,
  warmup,
} from "@adjoint/schedulers";

/** The length of a run, which schedules are cut to. */
export interface Run {
  readonly initial: number;
  readonly examples: number;
  readonly batchSize: number;
  readonly epochs: number;
}

/** Rates that end about here are small enough to stop at. */
const FINAL_PART = 1 / 100;

export const schedules: Readonly<Record<string, (run: Run) => Schedule>> = {
  constant: ({ initial }) => constant(initial),
  "linear-decay": ({ initial, ...run }) => linearDecay({ initial, decaySteps: decayStepsFor(run) }),
  "robbins-monro": ({ initial, ...run }) =>
    robbinsMonro({ initial, power: 1, offset: Math.max(1, decayStepsFor(run) / 10) }),
  cosine: ({ initial, ...run }) =>
    cosineDecay({ initial, final: initial * FINAL_PART, decaySteps: decayStepsFor(run) }),
  "warmup-cosine": ({ initial, ...run }) => {
    const steps = decayStepsFor(run);
    const rising = Math.ceil(steps / 20);
    const decaySteps = Math.max(1, steps - rising);
    return warmup(cosineDecay({ initial, final: initial * FINAL_PART, decaySteps }), rising);
  },
  exponential: ({ initial, ...run }) =>
    exponentialDecay({ initial, decayRate: FINAL_PART, transitionSteps: decayStepsFor(run) }),
};
