import type { HostArray } from "./host-array.ts";
import type { ModelName, Models } from "./models.ts";

export type FunctionName = "matmul" | "softmax" | "layerNorm" | "logSumExp" | "elementwiseChain";
export type Functions<T> = Readonly<Record<FunctionName, (...inputs: T[]) => T>>;

export type OptimizerName = "sgd" | "adam";

interface Described {
  readonly name: string;
  /** What is computed, in a line. */
  readonly about: string;
  /** Additions, multiplications and functions that no implementation can leave out. */
  readonly operations: number;
  /** Bytes that must be read from memory or written to it. */
  readonly bytes: number;
}

/** One call of a function. */
export interface FunctionWorkload extends Described {
  readonly kind: "function";
  readonly compute: FunctionName;
  inputs(): HostArray[];
}

/** One step of an optimizer, with the same gradients each time. */
export interface UpdateWorkload extends Described {
  readonly kind: "update";
  readonly optimizer: OptimizerName;
  readonly learningRate: number;
  start(): { readonly params: HostArray; readonly gradients: HostArray };
}

/** One step of training with Adam: forward, loss, backward and update. */
export interface TrainingWorkload<M extends ModelName = ModelName> extends Described {
  readonly kind: "training";
  readonly model: M;
  readonly settings: Models<HostArray>[M]["settings"];
  readonly learningRate: number;
  start(): { readonly params: Models<HostArray>[M]["params"]; readonly batch: Models<HostArray>[M]["batch"] };
}

export type Workload = FunctionWorkload | UpdateWorkload | TrainingWorkload;

/** The settings of Adam that all implementations share. */
export const ADAM = { beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;

/** A step of Adam reads parameter, gradient and two averages, and writes all but the gradient, four bytes each. */
export const ADAM_BYTES = 28;

/** Both averages 7, both corrections 2, root, epsilon, quotient, rate and difference 5. */
export const ADAM_OPERATIONS = 14;
