/** The parts of an ONNX model that this package writes, named as in the specification. */

export const TYPE = { float32: 1, uint8: 2, int32: 6, int64: 7, bool: 9, float64: 11, uint32: 12 } as const;
export type ElementType = keyof typeof TYPE;

/** Numbers as an element type stores them. */
export function bytesOf(type: ElementType, values: readonly number[]): Uint8Array {
  const stored = type === "int64" ? BigInt64Array.from(values, BigInt) : ARRAYS[type].from(values);
  return new Uint8Array(stored.buffer);
}

const ARRAYS = {
  float32: Float32Array,
  float64: Float64Array,
  int32: Int32Array,
  uint32: Uint32Array,
  uint8: Uint8Array,
  bool: Uint8Array,
} as const;

export interface TensorProto {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
  /** Little-endian, in row-major order. */
  readonly bytes: Uint8Array;
}

export interface ValueInfo {
  readonly name: string;
  readonly type: ElementType;
  readonly dims: readonly number[];
}

export type Attribute = number | string | readonly number[] | GraphProto;

export interface NodeProto {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Readonly<Record<string, Attribute>>;
}

export interface GraphProto {
  readonly name: string;
  readonly nodes: readonly NodeProto[];
  readonly initializers: readonly TensorProto[];
  readonly inputs: readonly ValueInfo[];
  readonly outputs: readonly ValueInfo[];
}
