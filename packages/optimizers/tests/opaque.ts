import { bind, nextTraceId, Tensor, type Trace } from "@adjoint/tensor";

/** A tensor that can be computed with but not read, as inside of a compiled or differentiated function. */
class Opaque extends Tensor {
  readonly inner: Tensor;

  constructor(inner: Tensor, trace: Trace) {
    super(inner.shape, inner.dtype, undefined, trace);
    this.inner = inner;
  }
}

const reveal = (t: Tensor): Tensor => (t instanceof Opaque ? t.inner : t);

/** Hides the values of tensors, and shows them again: an interpreter that runs every operation at once. */
export function opaque(): { hide(t: Tensor): Tensor; reveal(t: Tensor): Tensor } {
  const trace: Trace = {
    id: nextTraceId(),
    record: (primitive, inputs, attributes) =>
      bind(primitive, inputs.map(reveal), attributes).map((output) => new Opaque(output, trace)),
  };
  return { hide: (t) => new Opaque(t, trace), reveal };
}
