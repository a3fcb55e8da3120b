import { nextTraceId, type Tensor, type Trace, TraceError, type View } from "@adjoint/tensor";

/** From here on the tensor has no values, and says why to who wants them. */
export function emptyTensor(t: Tensor, reason: string): void {
  const emptied = t as { view: View | undefined; trace: Trace | undefined }; // the one place that changes a tensor
  emptied.view = undefined;
  emptied.trace = {
    id: nextTraceId(),
    reason,
    record: (primitive) => {
      throw new TraceError(`${primitive.name}: ${reason}`);
    },
  };
}
