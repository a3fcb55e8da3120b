import { availableParallelism } from "node:os";

export interface ImplementationEntry {
  /** Its file is `implementations/<name>.ts`. */
  readonly name: string;
  readonly isOurs: boolean;
  readonly threads: number;
  /** The one of ours that it is compared with; default: the fastest of ours on one thread. */
  readonly rival?: string;
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

/** What can be measured in a page of a browser, on its GPU. */
export const pageImplementations: readonly ImplementationEntry[] = [
  { name: "adjoint-webgl2", isOurs: true, threads: 1, rival: "adjoint-webgl2" },
  { name: "adjoint-webgpu", isOurs: true, threads: 1, rival: "adjoint-webgpu" },
  { name: "tfjs-webgl", isOurs: false, threads: 1, rival: "adjoint-webgl2" },
  { name: "tfjs-webgpu", isOurs: false, threads: 1, rival: "adjoint-webgpu" },
  { name: "jax-js-webgpu", isOurs: false, threads: 1, rival: "adjoint-webgpu" },
];
