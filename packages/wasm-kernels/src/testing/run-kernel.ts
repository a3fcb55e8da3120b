import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import { instantiate } from "../emitter/instantiate.ts";
import { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value } from "../emitter/value.ts";
import { webAssembly } from "../emitter/web-assembly.ts";

type Values = Float32Array | Float64Array | Int32Array | Uint8Array;

/** What stands in the result before, and behind it afterwards. */
const GUARD = 0xab;

/** Writes a kernel that gets where its arrays, its result and its working memory begin, and a part of its work. */
export type WriteKernel = (
  body: FunctionBody,
  inputs: readonly Value<"i32">[],
  out: Value<"i32">,
  workspace: Value<"i32">,
  range: readonly [Value<"i32">, Value<"i32">],
) => void;

/** Runs a kernel on copies of arrays, part by part, and gives the bytes of its result. */
export function runKernel(
  write: WriteKernel,
  inputs: readonly Values[],
  outBytes: number,
  {
    workspace = 0,
    parts = [[0, 1]],
  }: { readonly workspace?: number; readonly parts?: readonly (readonly [number, number])[] } = {},
): ArrayBuffer {
  let end = 64;
  const reserve = (bytes: number, alignment: number): number => {
    const start = Math.ceil(end / alignment) * alignment;
    end = start + bytes;
    return start;
  };
  const working = reserve(workspace, 16);
  const starts = inputs.map((values) => reserve(values.byteLength, values.BYTES_PER_ELEMENT));
  const out = reserve(outBytes, 8) + 8; // not aligned to vectors
  const memory = new (webAssembly().Memory)({ initial: Math.ceil((out + outBytes + 64) / 65536) });
  const all = new Uint8Array(memory.buffer).fill(GUARD);
  inputs.forEach((values, i) => {
    all.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), starts[i]);
  });
  const module = new ModuleBuilder();
  const kernel = module.function(["i32", "i32"], undefined, (body, first, beyond) =>
    write(
      body,
      starts.map((start) => i32.const(start)),
      i32.const(out),
      i32.const(working),
      [first, beyond],
    ),
  );
  module.export("run", kernel);
  const run = instantiate(module, memory).run!;
  for (const part of parts) run(...part);
  if (all.subarray(out + outBytes, out + outBytes + 16).some((byte) => byte !== GUARD))
    throw new RangeError("runKernel: the result was written past its end");
  return memory.buffer.slice(out, out + outBytes);
}
