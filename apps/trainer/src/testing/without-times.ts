import type { EpochResult, TrainingState } from "../training-state.ts";

/** Epochs without what the clock says. */
export const epochsWithoutTimes = (epochs: readonly EpochResult[]): EpochResult[] =>
  epochs.map((epoch) => ({ ...epoch, seconds: 0 }));

/** What training comes to, without what the clock says. */
export const withoutTimes = (state: TrainingState): TrainingState => ({
  ...state,
  milliseconds: 0,
  history: epochsWithoutTimes(state.history),
});
