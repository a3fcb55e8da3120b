import type { TargetName, TrainingSettings } from "./training-settings.ts";

/** What the page asks of the worker of a run. */
export type TrainingRequest =
  | { readonly kind: "targets" }
  | { readonly kind: "start"; readonly settings: TrainingSettings }
  | { readonly kind: "resume" }
  | { readonly kind: "stop" }
  | { readonly kind: "save" }
  | { readonly kind: "load"; readonly file: Uint8Array }
  /** 64 grey values from 0 to 1. */
  | { readonly kind: "predict"; readonly pixels: Float32Array }
  | { readonly kind: "example"; readonly index: number };

/** Whether a target can be used here, and why not. */
export interface TargetState {
  readonly target: TargetName;
  readonly reason?: "noSimd" | "noWebgl2" | "noWebgpu" | "noAdapter" | undefined;
}

export interface Evaluation {
  readonly step: number;
  readonly epoch: number;
  readonly accuracy: number;
  /** [label, prediction]. */
  readonly confusion: readonly (readonly number[])[];
  readonly weights: WeightImages;
}

/** The weights of the first layer, one image for each unit. */
export interface WeightImages {
  readonly count: number;
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

export type TrainingReply =
  | { readonly kind: "targets"; readonly states: readonly TargetState[] }
  | {
      readonly kind: "started";
      readonly settings: TrainingSettings;
      readonly parameters: number;
      readonly steps: number;
    }
  | {
      readonly kind: "progress";
      /** Of the first loss. */
      readonly step: number;
      readonly losses: Float32Array;
      readonly stepsPerSecond: number;
    }
  | { readonly kind: "evaluated"; readonly evaluation: Evaluation }
  | { readonly kind: "stopped"; readonly isDone: boolean }
  | { readonly kind: "saved"; readonly file: Uint8Array<ArrayBuffer> }
  | { readonly kind: "predicted"; readonly probabilities: Float32Array }
  | { readonly kind: "example"; readonly pixels: Float32Array; readonly label: number }
  | {
      readonly kind: "failed";
      readonly message: string /** Is there a run to go on with? */;
      readonly hasRun: boolean;
    };
