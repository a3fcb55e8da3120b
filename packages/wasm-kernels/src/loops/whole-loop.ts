import { contiguousStrides, formatShape, type Shape, ShapeError } from "@adjoint/tensor";
import { checkInputs } from "./check-inputs.ts";
import { visit } from "./expression.ts";
import type { Loop, LoopInput, WholeLoop } from "./loop.ts";
import { axesOf } from "./loop-form.ts";

/**
 * A loop with its defaults, when it can be done.
 * @throws as `fusedLoop` says.
 */
export function wholeLoop({ shape, inputs, outputs }: Loop): WholeLoop {
  for (const { value } of outputs) checkInputs("loop", value, inputs.length);
  const complete = ({ type = "float32", strides }: LoopInput): Required<LoopInput> => ({
    type,
    strides: checkedStrides(strides, shape),
  });
  const loop: WholeLoop = {
    shape,
    inputs: inputs.map(complete),
    outputs: outputs.map((output) => ({ ...output, ...complete(output) })),
  };
  const { strides } = axesOf(loop).at(-1)!; // there is always one
  for (const [i, { value }] of outputs.entries()) {
    const stride = strides[inputs.length + i]!;
    if (stride !== 0 && stride !== 1)
      throw new ShapeError(`loop: rows of an output must be contiguous, got a stride of ${stride}; copy it after`);
    if (stride === 1) continue;
    visit([value], (node) => {
      if (node.kind === "input" && strides[node.index] !== 0)
        throw new RangeError("loop: an output with one element a row needs a value that the row shares; reduce it?");
      return node.kind !== "reduce";
    });
  }
  return loop;
}

function checkedStrides(strides: readonly number[] | undefined, shape: Shape): readonly number[] {
  if (strides && strides.length !== shape.length)
    throw new ShapeError(`loop: one stride for each axis of ${formatShape(shape)}, got ${strides.length} strides`);
  return strides ?? contiguousStrides(shape);
}
