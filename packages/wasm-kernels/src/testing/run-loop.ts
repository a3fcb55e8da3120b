import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import { webAssembly } from "../emitter/web-assembly.ts";
import { fusedLoop } from "../loops/fused-loop.ts";
import type { Loop } from "../loops/loop.ts";
import { bytesOf } from "../loops/lane-memory.ts";
import { mathImports } from "../math/math-imports.ts";

type Values = Float32Array | Int32Array | Uint8Array;

/** What stands behind each output: it must still be there afterwards. */
const GUARD = 0xab;

const kinds = { float32: Float32Array, int32: Int32Array, uint8: Uint8Array, bool: Uint8Array };

/** Runs a loop on arrays; `places` puts an output where an input is. Every output has `size` elements. */
export function runLoop(
  loop: Loop,
  inputs: readonly Values[],
  size: number,
  places: readonly (number | undefined)[] = [],
): Values[] {
  const module = new ModuleBuilder();
  module.export("run", fusedLoop(module, loop));
  const types = loop.outputs.map(({ type = "float32" }) => type);
  const bytes = inputs.reduce((total, values) => total + values.byteLength + 16, 16 + types.length * (4 * size + 32));
  const memory = new (webAssembly().Memory)({ initial: Math.ceil(bytes / 65536) });
  const all = new Uint8Array(memory.buffer).fill(GUARD);
  let end = 4; // not aligned to vectors
  const reserve = (length: number): number => {
    const place = end;
    end = Math.ceil((end + length + 4) / 4) * 4;
    return place;
  };
  const starts = inputs.map((values) => {
    const place = reserve(values.byteLength);
    all.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), place);
    return place;
  });
  const outputs = types.map((type, i) => {
    const shared = places[i];
    return shared === undefined ? reserve(size * bytesOf(type)) : starts[shared]!;
  });
  instantiate(module, memory, mathImports).run!(...starts, ...outputs);
  return types.map((type, i) => {
    const place = outputs[i]!;
    if (places[i] === undefined && all[place + size * bytesOf(type)] !== GUARD)
      throw new RangeError(`runLoop: output ${i} was written past its end`);
    return new kinds[type](memory.buffer.slice(place, place + size * bytesOf(type)));
  });
}
