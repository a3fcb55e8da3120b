import type { Workload } from "./workload.ts";
import { adam10m } from "./workloads/adam-10m.ts";
import { cnn } from "./workloads/cnn.ts";
import { digitsMlp } from "./workloads/digits-mlp.ts";
import { elementwiseChain } from "./workloads/elementwise-chain.ts";
import { gpt } from "./workloads/gpt.ts";
import { layerNorm } from "./workloads/layer-norm.ts";
import { logSumExp } from "./workloads/log-sum-exp.ts";
import { matmul } from "./workloads/matmul.ts";
import { mnistMlp } from "./workloads/mnist-mlp.ts";
import { sgd10m } from "./workloads/sgd-10m.ts";
import { softmax } from "./workloads/softmax.ts";

/** Everything that is measured, in the order of the table. */
export const workloads: readonly Workload[] = [
  matmul(128),
  matmul(256),
  matmul(512),
  matmul(1024),
  adam10m,
  sgd10m,
  digitsMlp,
  mnistMlp,
  cnn,
  gpt,
  softmax(1000, 1000),
  layerNorm(1000, 1000),
  logSumExp(1000, 1000),
  elementwiseChain(1_000_000),
];
