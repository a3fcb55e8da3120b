import type { Graph } from "./graph.ts";
import { foldConstants } from "./passes/fold-constants.ts";
import { removeDeadNodes } from "./passes/remove-dead-nodes.ts";
import { shareEqualNodes } from "./passes/share-equal-nodes.ts";
import { simplify } from "./passes/simplify.ts";

/** A graph that gives the same bits with less work, for every target. */
export const optimize = (graph: Graph): Graph => removeDeadNodes(shareEqualNodes(simplify(foldConstants(graph))));
