import type { Graph, GraphNode, ProgramPlan } from "@adjoint/compile";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { SplitStep } from "./emit.ts";
import type { ProgramMemory } from "./program-memory.ts";

/** How the target does an operation that has a kernel of its own. */
export interface Lowering {
  /** Bytes of working memory that a thread needs for it. */
  readonly workspace?: (graph: Graph, node: GraphNode, plan: ProgramPlan) => number;
  /** undefined: it runs on the host. */
  readonly lower: (
    graph: Graph,
    node: GraphNode,
    plan: ProgramPlan,
    memory: ProgramMemory,
    module: ModuleBuilder,
  ) => SplitStep | undefined;
}
