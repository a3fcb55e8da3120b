import { availableParallelism } from "node:os";

export interface ImplementationEntry {
  /** Its file is `implementations/<name>.ts`. */
  readonly name: string;
  readonly isOurs: boolean;
  readonly threads: number;
}

/** What can be measured. The first one says what is right; others are compared with the fastest of ours on one thread. */
export const implementations: readonly ImplementationEntry[] = [
  { name: "adjoint-eager", isOurs: true, threads: 1 },
  { name: "adjoint-wasm", isOurs: true, threads: 1 },
  { name: "adjoint-wasm-threads", isOurs: true, threads: Math.min(availableParallelism(), 8) },
  { name: "tfjs-cpu", isOurs: false, threads: 1 },
  { name: "tfjs-wasm", isOurs: false, threads: 1 },
  { name: "jax-js-wasm", isOurs: false, threads: 1 },
];
