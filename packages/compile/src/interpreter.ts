import { runNodes } from "./run-nodes.ts";
import type { Target } from "./target.ts";

/** The target that runs each operation's own kernel: the reference for all others. */
export const interpreter: Target = {
  name: "interpreter",
  build: (graph) => {
    const run = runNodes(graph, ({ primitive, attributes, outputs }, operands) =>
      primitive.kernel(
        operands,
        attributes,
        outputs.map((value) => graph.values[value]!),
      ),
    );
    return { run, dispose: () => {} };
  },
};
