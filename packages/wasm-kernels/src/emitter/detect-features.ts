import * as f32x4 from "./f32x4.ts";
import { ModuleBuilder } from "./module-builder.ts";
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

/** Asks the engine, the first time, by offering it tiny modules. */
export const detectFeatures = (): Features => (known ??= askEngine());

function askEngine(): Features {
  const accepts = (write: (x: ReturnType<typeof f32x4.const>) => ReturnType<typeof f32x4.const>): boolean => {
    const module = new ModuleBuilder();
    module.function([], "v128", (body) => body.return(write(f32x4.const(1))));
    return webAssembly().validate(module.build());
  };
  return {
    simd: accepts((x) => f32x4.add(x, x)),
    relaxedSimd: accepts((x) => f32x4.relaxedMultiplyAdd(x, x, x)),
    threads: typeof SharedArrayBuffer === "function",
  };
}
