import { fromBuffer, nextTraceId, type Tensor, type Trace, TraceError, type View } from "@adjoint/tensor";

const REASON =
  "the tensor was donated to a compiled function, which may have written over it; use what that function returned";

/** Stands where the values of a donated tensor were. */
const donated: Trace = {
  id: 0,
  reason: REASON,
  record: (primitive) => {
    throw new TraceError(`${primitive.name}: ${REASON}`);
  },
};

/** From here on the tensor has no values; its memory is the program's. */
export function takeValues(t: Tensor): void {
  const emptied = t as { view: View | undefined; trace: Trace | undefined }; // the one place that changes a tensor
  emptied.view = undefined;
  emptied.trace = { ...donated, id: nextTraceId() };
}

/** The same values as a tensor of its own. */
export const renewed = (t: Tensor): Tensor =>
  t.view ? fromBuffer(t.view.buffer, t, t.view.strides, t.view.offset) : t;
