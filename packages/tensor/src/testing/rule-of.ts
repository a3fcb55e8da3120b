import { bind, nextTraceId, type Primitive, type Trace } from "../primitive.ts";
import { Tensor } from "../tensor.ts";

class Watched extends Tensor {
  readonly value: Tensor;
  constructor(trace: Trace, value: Tensor) {
    super(value.shape, value.dtype, undefined, trace);
    this.value = value;
  }
}

type Rule = (...cotangents: Tensor[]) => Tensor;

/** The derivative rule of a primitive for its first input, as it stands when `run` uses the primitive on `x`. */
export function ruleOf(name: string, run: (x: Tensor) => unknown, x: Tensor): Rule {
  let rule: Rule | undefined;
  const trace: Trace = {
    id: nextTraceId(),
    record(primitive: Primitive, inputs, attributes) {
      const values = inputs.map((t) => (t instanceof Watched ? t.value : t));
      const outputs = bind(primitive, values, attributes);
      if (primitive.name === name)
        rule = (...cotangents) => primitive.vjp!(cotangents, values, outputs, attributes)[0]!();
      return outputs.map((value) => new Watched(trace, value));
    },
  };
  run(new Watched(trace, x));
  if (!rule) throw new Error(`ruleOf: ${name} did not run`);
  return rule;
}
