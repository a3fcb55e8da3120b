import type { Tensor } from "@adjoint/tensor";
import type { Graph } from "./graph.ts";

/** What runs graphs. */
export interface Target {
  readonly name: string;
  /** Prepares a graph once; what is prepared runs often. */
  build(graph: Graph): Executable;
}

/** A graph that is ready to run. */
export interface Executable {
  /** Outputs from inputs, which have values, each in the order of the graph's ports. */
  run(inputs: readonly Tensor[]): readonly Tensor[];
  /** Operations for which the target has no kernel of its own, by name, one entry for each time they run. */
  readonly fallbacks?: readonly string[];
  /** Gives back what it holds outside of the garbage collector's reach. */
  dispose(): void;
}
