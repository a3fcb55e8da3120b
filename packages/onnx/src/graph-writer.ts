import { sameShape, type Shape, type Spec, slice, type Tensor } from "@adjoint/tensor";
import {
  type Attribute,
  bytesOf,
  type ElementType,
  type GraphProto,
  type NodeProto,
  type TensorProto,
  type ValueInfo,
} from "./model.ts";

/** A value of the model, as far as it was repeated: operators that broadcast by themselves take the small one. */
export interface Operand extends Spec {
  readonly name: string;
  /** The same values before they were repeated. */
  readonly narrow?: Operand;
}

/** What all graphs of a model share: names, and constants, which inner graphs see too. */
interface Shared {
  count: number;
  readonly initializers: Map<string, TensorProto>;
}

/** Collects the nodes of a graph. */
export class GraphWriter {
  readonly #nodes: NodeProto[] = [];
  readonly #shared: Shared;
  /** Repeated values that were asked for, by the name of the small one and their shape. */
  readonly #repeated = new Map<string, string>();

  constructor(outer?: GraphWriter) {
    this.#shared = outer ? outer.#shared : { count: 0, initializers: new Map() };
  }

  /** An unused name. */
  name(): string {
    return `v${this.#shared.count++}`;
  }

  /** The only output of a new node. */
  add(operator: string, inputs: readonly string[], attributes: Readonly<Record<string, Attribute>> = {}): string {
    return this.addMany(operator, inputs, 1, attributes)[0]!;
  }

  /** The outputs of a new node. */
  addMany(
    operator: string,
    inputs: readonly string[],
    count: number,
    attributes: Readonly<Record<string, Attribute>> = {},
  ): readonly string[] {
    const outputs = Array.from({ length: count }, () => this.name());
    this.#nodes.push({ operator, inputs, outputs, attributes });
    return outputs;
  }

  /** Gives a value another name: that of an output. */
  rename(from: string, to: string): void {
    this.#nodes.push({ operator: "Identity", inputs: [from], outputs: [to], attributes: {} });
  }

  /** A constant; equal ones are stored once. */
  constant(type: ElementType, values: readonly number[], dims: Shape = []): string {
    return this.#initializer(type, dims, bytesOf(type, values));
  }

  /** A list of positions or sizes. */
  integers(values: readonly number[]): string {
    return this.constant("int64", values, [values.length]);
  }

  /** A tensor of the program. What is repeated in it is stored once. */
  tensor(t: Tensor): Operand {
    const { shape, dtype } = t;
    const stored = stripRepeats(t);
    const values = stored.dataSync();
    const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
    const base = { name: this.#initializer(dtype, stored.shape, bytes), shape: stored.shape, dtype };
    return sameShape(stored.shape, shape) ? base : { name: "", shape, dtype, narrow: base };
  }

  /** The name of a value at its full size. */
  full({ name, narrow, shape }: Operand): string {
    if (!narrow) return name;
    const key = `${narrow.name} ${shape.join()}`;
    const known = this.#repeated.get(key) ?? this.add("Expand", [this.full(narrow), this.integers(shape)]);
    this.#repeated.set(key, known);
    return known;
  }

  /** The nodes so far as a graph; constants stand in the outermost one. */
  finish(name: string, inputs: readonly ValueInfo[], outputs: readonly ValueInfo[], isOutermost: boolean): GraphProto {
    const initializers = isOutermost ? [...this.#shared.initializers.values()] : [];
    return { name, nodes: this.#nodes, initializers, inputs, outputs };
  }

  #initializer(type: ElementType, dims: Shape, bytes: Uint8Array): string {
    const { initializers } = this.#shared;
    // long ones are rarely equal, and would make long keys
    const key = bytes.length <= 256 ? `${type} ${dims.join()} ${bytes.join()}` : `long ${initializers.size}`;
    const known = initializers.get(key);
    if (known) return known.name;
    const name = `c${initializers.size}`;
    initializers.set(key, { name, type, dims, bytes });
    return name;
  }
}

/** A constant with size 1 along the axes on which all of it is the same. */
const stripRepeats = (t: Tensor): Tensor =>
  slice(
    t,
    t.shape.map((n, i) => [0, t.view?.strides[i] === 0 ? Math.min(n, 1) : n]),
  );
