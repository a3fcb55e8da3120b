import { BinaryWriter, WireType } from "@bufbuild/protobuf/wire";
import { type Attribute, type GraphProto, type NodeProto, type TensorProto, TYPE, type ValueInfo } from "./model.ts";

/** Of the model, and of the set of operators that it uses. */
export interface Versions {
  readonly ir: number;
  readonly opset: number;
}

/**
 * A model in the binary form of protocol buffers; the numbers are those of the fields.
 * @see https://github.com/onnx/onnx/blob/main/onnx/onnx.proto
 */
export function encodeModel(graph: GraphProto, { ir, opset }: Versions): Uint8Array<ArrayBuffer> {
  const writer = new BinaryWriter();
  integer(writer, 1, ir);
  text(writer, 2, "adjoint");
  message(writer, 7, (inner) => writeGraph(inner, graph));
  message(writer, 8, (inner) => integer(text(inner, 1, ""), 2, opset));
  return writer.finish();
}

function writeGraph(writer: BinaryWriter, { name, nodes, initializers, inputs, outputs }: GraphProto): void {
  for (const node of nodes) message(writer, 1, (inner) => writeNode(inner, node));
  text(writer, 2, name);
  for (const tensor of initializers) message(writer, 5, (inner) => writeTensor(inner, tensor));
  for (const input of inputs) message(writer, 11, (inner) => writeValue(inner, input));
  for (const output of outputs) message(writer, 12, (inner) => writeValue(inner, output));
}

function writeNode(writer: BinaryWriter, { operator, inputs, outputs, attributes }: NodeProto): void {
  for (const name of inputs) text(writer, 1, name);
  for (const name of outputs) text(writer, 2, name);
  text(writer, 4, operator);
  for (const [name, value] of Object.entries(attributes))
    message(writer, 5, (inner) => writeAttribute(text(inner, 1, name), value));
}

const KIND = { integer: 2, text: 3, graph: 5, integers: 7 } as const;

function writeAttribute(writer: BinaryWriter, value: Attribute): void {
  if (typeof value === "number") integer(integer(writer, 3, value), 20, KIND.integer);
  else if (typeof value === "string") integer(text(writer, 4, value), 20, KIND.text);
  else if (isGraph(value))
    integer(
      message(writer, 6, (inner) => writeGraph(inner, value)),
      20,
      KIND.graph,
    );
  else {
    for (const number of value) integer(writer, 8, number);
    integer(writer, 20, KIND.integers);
  }
}

const isGraph = (value: object): value is GraphProto => "nodes" in value;

function writeTensor(writer: BinaryWriter, { name, type, dims, bytes }: TensorProto): void {
  for (const size of dims) integer(writer, 1, size);
  integer(writer, 2, TYPE[type]);
  text(writer, 8, name);
  writer.tag(9, WireType.LengthDelimited).bytes(bytes);
}

function writeValue(writer: BinaryWriter, { name, type, dims }: ValueInfo): void {
  text(writer, 1, name);
  message(writer, 2, (kind) =>
    message(kind, 1, (tensor) => {
      integer(tensor, 1, TYPE[type]);
      message(tensor, 2, (shape) => {
        for (const size of dims) message(shape, 1, (dim) => integer(dim, 1, size));
      });
    }),
  );
}

const integer = (writer: BinaryWriter, field: number, value: number): BinaryWriter =>
  writer.tag(field, WireType.Varint).int64(value);

const text = (writer: BinaryWriter, field: number, value: string): BinaryWriter =>
  writer.tag(field, WireType.LengthDelimited).string(value);

function message(writer: BinaryWriter, field: number, write: (inner: BinaryWriter) => unknown): BinaryWriter {
  writer.tag(field, WireType.LengthDelimited).fork();
  write(writer);
  return writer.join();
}
