import { sizeOf } from "@adjoint/tensor";
import { eachPlace, type Loop as Nested, partOf } from "../emitter/each-place.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local } from "../emitter/value.ts";
import { scratchBytes, startCombining, whereKept } from "./combine.ts";
import { bytesOf, type RowArray } from "./lane-memory.ts";
import type { WholeLoop } from "./loop.ts";
import { axesOf, keepsRows } from "./loop-form.ts";
import { writeRow } from "./write-row.ts";

/**
 * The function that `fusedLoop` describes. With a divided axis it does only some of the loop: two more parameters say from
 * where on that axis to before where.
 */
export function loopFunction(
  module: ModuleBuilder,
  loop: WholeLoop,
  divided?: number,
): FunctionReference<readonly "i32"[], undefined> {
  const types = [...loop.inputs, ...loop.outputs.map(whereKept)].map(({ type }) => type);
  const axes = axesOf(loop);
  const count = types.length + (scratchBytes(loop) > 0 ? 1 : 0) + (divided === undefined ? 0 : 2);
  return module.function(
    Array.from({ length: count }, () => "i32" as const),
    undefined,
    (body, ...parameters) => {
      if (sizeOf(loop.shape) === 0 && !keepsRows(loop)) return;
      const results = parameters.slice(loop.inputs.length, types.length);
      const range = divided === undefined ? undefined : (parameters.slice(-2) as [Local<"i32">, Local<"i32">]); // as declared
      const finish = startCombining(body, loop, results, parameters[types.length]!, range);
      const pointers = [...parameters.slice(0, loop.inputs.length), ...finish.places];
      const loops = axes.map(
        ({ size, strides }): Nested => ({
          length: size,
          steps: strides.map((stride, i) => stride * bytesOf(types[i]!)),
        }),
      );
      const axis = divided ?? 0;
      const [part, starts] = range ? partOf(body, loops[axis]!, range, pointers) : [loops[axis]!, pointers];
      loops[axis] = part;
      const { length } = loops.pop()!; // there is always one
      eachPlace(body, loops, starts, (places) => row(body, places, length));
      finish.write();
    },
  );

  function row(body: FunctionBody, pointers: readonly Local<"i32">[], columns: number | Local<"i32">): void {
    const { strides } = axes.at(-1)!;
    const rowArrays = types.map((type, i): RowArray => ({ pointer: pointers[i]!, type, stride: strides[i]! }));
    const outputs = loop.outputs.map((output, i) => ({ ...output, array: rowArrays[loop.inputs.length + i]! }));
    writeRow(body, { columns, inputs: rowArrays.slice(0, loop.inputs.length), outputs });
  }
}
