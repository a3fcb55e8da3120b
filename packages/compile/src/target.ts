import type { Tensor } from "@adjoint/tensor";
import type { Graph, Value } from "./graph.ts";

/** What runs graphs. */
export interface Target {
  readonly name: string;
  /**
   * Prepares a graph once; what is prepared runs often. `donated` are the inputs whose memory the program may keep: their
   * tensors have no values after a run.
   */
  build(graph: Graph, donated?: ReadonlySet<Value>): Executable;
}

/** A graph that is ready to run. */
export interface Executable {
  /**
   * Outputs from inputs, which have values, each in the order of the graph's ports. Outputs may stay in the memory of the
   * target (`ResidentTensor`) and come back as inputs. An input that is the same tensor as at the last run has the same
   * values.
   */
  run(inputs: readonly Tensor[]): readonly Tensor[];
  /** Operations for which the target has no kernel of its own, by name, one entry for each time they run. */
  readonly fallbacks?: readonly string[];
  /** What it holds of the target's memory. */
  readonly bytes?: number;
  /** Gives back what it holds outside of the garbage collector's reach. Tensors that it returned keep their values. */
  dispose(): void;
}
