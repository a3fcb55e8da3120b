import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Value } from "../emitter/value.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { mathImports } from "../math/math-imports.ts";

/** A function of one or two vectors of four lanes, such as the vector math. */
export type VectorFunction = (body: FunctionBody, x: Value<"v128">, y: Value<"v128">) => Value<"v128">;

/** Applies a vector function to arrays, whose length is a multiple of four. */
export function runLanes(write: VectorFunction, x: Float32Array, y: Float32Array = x): Float32Array {
  const module = new ModuleBuilder();
  const size = x.length * 4;
  const run = module.function([], undefined, (body) =>
    body.for(i32.const(0), i32.const(size), 16, (at) =>
      body.do(v128.store(at, write(body, v128.load(at), v128.load(at, size)), 2 * size)),
    ),
  );
  module.export("run", run);
  const memory = new (webAssembly().Memory)({ initial: Math.ceil((3 * size) / 65536) });
  new Float32Array(memory.buffer).set(x);
  new Float32Array(memory.buffer).set(y, x.length);
  instantiate(module, memory, mathImports).run!();
  return new Float32Array(memory.buffer, 2 * size, x.length);
}
