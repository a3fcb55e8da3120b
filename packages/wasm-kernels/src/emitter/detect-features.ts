import * as f32x4 from "./f32x4.ts";
import { ModuleBuilder } from "./module-builder.ts";
import type { Value } from "./value.ts";
import { webAssembly } from "./web-assembly.ts";

/** What this engine can run. */
export interface Features {
  /** Vectors of 128 bits: required. */
  readonly simd: boolean;
  /** Fused multiply-add: optional; off in Node.js 20, on from 22 and in browsers. */
  readonly relaxedSimd: boolean;
  /** Shared memory: SharedArrayBuffer, which pages have only when they are cross-origin isolated. */
  readonly threads: boolean;
}

let known: Features | undefined;
let hasRelaxed: boolean | undefined;

/** Asks the engine, the first time, by offering it tiny modules. */
export const detectFeatures = (): Features =>
  (known ??= {
    simd: accepts((x) => f32x4.add(x, x)),
    relaxedSimd: hasRelaxedSimd(),
    threads: typeof SharedArrayBuffer === "function",
  });

/** The one that programs choose by. */
export const hasRelaxedSimd = (): boolean => (hasRelaxed ??= accepts((x) => f32x4.relaxedMultiplyAdd(x, x, x)));

function accepts(write: (x: Value<"v128">) => Value<"v128">): boolean {
  const module = new ModuleBuilder();
  module.function([], "v128", (body) => body.return(write(f32x4.const(1))));
  return webAssembly().validate(module.build());
}
