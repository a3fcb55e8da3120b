import {
  isTensor,
  nextTraceId,
  onHostPrimitive,
  type Primitive,
  type Spec,
  Tensor,
  type Trace,
  TraceError,
} from "@adjoint/tensor";
import { mapTreeWithPath } from "@adjoint/tree";
import type { Graph, GraphNode, Port, Value } from "./graph.ts";

/** Stands for a value that will only be there when the graph runs. */
class Symbolic extends Tensor {
  readonly value: Value;
  constructor(trace: Trace, value: Value, { shape, dtype }: Spec) {
    super(shape, dtype, undefined, trace);
    this.value = value;
  }
}

class Recorder implements Trace {
  readonly id: number = nextTraceId();
  readonly values: Spec[] = [];
  readonly nodes: GraphNode[] = [];
  readonly constants: Map<Value, Tensor> = new Map();
  readonly origins: Map<Primitive, Error> = new Map();
  readonly #valueOfConstant = new Map<Tensor, Value>();
  /** Scalars that are known before a run. */
  readonly #onHost = new Set<Value>();
  isFinished = false;

  /** A stand-in for an input. */
  source(spec: Spec): Symbolic {
    const symbol = this.#symbol(spec);
    if (isHostScalar(spec)) this.#onHost.add(symbol.value);
    return symbol;
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    if (this.isFinished)
      throw new TraceError(
        `${primitive.name}: a tensor outlived the function it was compiled in; return it from that function`,
      );
    if (!this.origins.has(primitive)) this.origins.set(primitive, new Error(primitive.name));
    const operands = inputs.map((t) => this.valueOf(t));
    const outputs = primitive.shape(inputs, attributes).map((spec) => this.#symbol(spec));
    const isKnown = operands.every((value) => this.#onHost.has(value));
    if (primitive === onHostPrimitive && !isKnown)
      throw new TraceError(
        "onHost: its argument is computed by the compiled function; pass it in as a scalar of int32 or float64",
      );
    const isOnHost = isKnown && outputs.every(isHostScalar);
    if (isOnHost) for (const { value } of outputs) this.#onHost.add(value);
    this.nodes.push({ primitive, inputs: operands, attributes, outputs: outputs.map(({ value }) => value), isOnHost });
    return outputs;
  }

  /** The value of a stand-in, or of a tensor with values, which is a constant of the graph. */
  valueOf(t: Tensor): Value {
    if (t instanceof Symbolic && t.trace === this) return t.value;
    if (t.trace)
      throw new TraceError(
        "compile: the function uses a traced tensor that is not among its arguments; pass it in as one",
      );
    const known = this.#valueOfConstant.get(t);
    if (known !== undefined) return known;
    const { value } = this.source(t);
    this.#valueOfConstant.set(t, value);
    this.constants.set(value, t);
    return value;
  }

  #symbol(spec: Spec): Symbolic {
    return new Symbolic(this, this.values.push({ shape: spec.shape, dtype: spec.dtype }) - 1, spec);
  }
}

const isHostScalar = ({ shape, dtype }: Spec): boolean =>
  shape.length === 0 && (dtype === "int32" || dtype === "float64");

/** A graph, and the form that its outputs take. */
export interface TracedGraph {
  readonly graph: Graph;
  /** The result of the function, with the number of the output in the place of each tensor. */
  readonly form: unknown;
}

/** In the form of a result: stands for an output. */
export class OutputNumber {
  readonly number: number;
  constructor(number: number) {
    this.number = number;
  }
}

/** Runs a function once on stand-ins for the tensors in its arguments, and notes what it does to them. */
export function traceGraph<A extends readonly unknown[], R>(f: (...inputs: A) => R, args: A): TracedGraph {
  const recorder = new Recorder();
  const inputs: Port[] = [];
  const stands = mapTreeWithPath((path: string, leaf: unknown) => {
    if (!isTensor(leaf)) return leaf;
    const symbol = recorder.source(leaf);
    inputs.push({ value: symbol.value, path });
    return symbol;
  }, args);
  const result = f(...(stands as A)); // the same form, with stand-ins for tensors
  recorder.isFinished = true;
  if (result instanceof Promise)
    throw new TypeError(
      `compile: ${f.name || "the function"} is asynchronous; await its data before, and pass it in as an argument`,
    );
  const outputs: Port[] = [];
  const form = mapTreeWithPath((path: string, leaf: unknown) => {
    if (!isTensor(leaf)) return leaf;
    return new OutputNumber(outputs.push({ value: recorder.valueOf(leaf), path }) - 1);
  }, result);
  const { values, constants, nodes, origins } = recorder;
  return { graph: { values, inputs, constants, nodes, outputs, origins }, form };
}
