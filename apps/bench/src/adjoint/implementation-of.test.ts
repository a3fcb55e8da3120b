import { compile, type Graph } from "@adjoint/compile";
import { expect, test } from "vitest";
import type { Workload } from "../workload.ts";
import { elementwiseChain } from "../workloads/elementwise-chain.ts";
import { matmul } from "../workloads/matmul.ts";
import { optimizerStep } from "../workloads/optimizer-step.ts";
import { implementationOf } from "./implementation-of.ts";

/** The graph that a workload compiles to. */
async function graphOf(workload: Workload): Promise<Graph> {
  let graph: Graph | undefined;
  const watching = implementationOf(<A extends readonly unknown[], R>(f: (...inputs: A) => R) => {
    const compiled = compile(f);
    return (...inputs: A): R => {
      graph = compiled.graph(...inputs);
      return compiled(...inputs);
    };
  });
  const program = await watching.prepare(workload);
  program.restart();
  await program.run();
  return graph!;
}

const costs = { operations: 1, bytes: 1 };

test.each<Workload>([
  optimizerStep({ name: "adam", optimizer: "adam", learningRate: 1e-2 }, 6, costs),
  optimizerStep({ name: "sgd", optimizer: "sgd", learningRate: 1e-2 }, 6, costs),
  matmul(3),
  elementwiseChain(6),
])("no data of $name is a constant, whose products would be made before the clock runs", async (workload) => {
  const { constants } = await graphOf(workload);
  // a number that was stretched to a shape is no data
  for (const t of constants.values()) expect(new Set(t.dataSync()).size).toBe(1);
});
