import { bind, nextTraceId, type Primitive, Tensor, type Trace } from "@adjoint/tensor";

/** A value that a function computes, seen while it runs. */
class Watched extends Tensor {
  readonly value: Tensor;
  constructor(watch: Watch, value: Tensor) {
    super(value.shape, value.dtype, undefined, watch);
    this.value = value;
  }
}

export interface WatchedStep {
  readonly name: string;
  readonly inputs: readonly Tensor[];
  readonly outputs: readonly Tensor[];
}

/** Sees every operation of a function, differentiable or not, and what is inside of calls. */
export class Watch implements Trace {
  readonly id: number = nextTraceId();
  readonly steps: WatchedStep[] = [];

  source(value: Tensor): Tensor {
    return new Watched(this, value);
  }

  valueOf(t: Tensor): Tensor {
    return t instanceof Watched && t.trace === this ? t.value : t;
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    const values = inputs.map((t) => this.valueOf(t));
    const outputs = bind(primitive, values, attributes).map((value) => this.source(value));
    this.steps.push({ name: primitive.name, inputs, outputs });
    return outputs;
  }
}
