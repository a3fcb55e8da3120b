import { add, broadcastTo, flip, reshape, slice, type Tensor, tensor, transpose, zeros } from "@adjoint/tensor";
import { expect, test } from "vitest";
import { traceGraph } from "../trace-graph.ts";
import { layOut } from "./layouts.ts";

const x = zeros([2, 3]);

test.each<[string, (t: Tensor) => Tensor]>([
  ["transpose", (t) => transpose(t)],
  ["flip", (t) => flip(t, { axis: 1 })],
  ["slice", (t) => slice(t, [1, [0, 3, 2]])],
  ["broadcastTo", (t) => broadcastTo(t, [4, 2, 3])],
  ["reshape", (t) => reshape(t, [3, 2])],
  ["all of them", (t) => reshape(flip(slice(transpose(t), [[1, 3]])), [2, 1, 2])],
])("%s is a layout: the strides that the operation itself gives", (_, f) => {
  const { graph } = traceGraph(f, [x]);
  const { layouts, nodes } = layOut(graph);
  const stored = tensor(new Float32Array(6), { shape: [2, 3] });
  const { strides, offset } = f(stored).view!;
  expect(nodes).toEqual([]);
  expect(layouts[graph.outputs[0]!.value]).toEqual({ buffer: graph.inputs[0]!.value, strides, offset });
});

test("a view that strides cannot express stays an operation", () => {
  const { graph } = traceGraph((t: Tensor) => add(reshape(transpose(t), [6]), 1), [x]);
  const { nodes } = layOut(graph);
  expect(nodes.map(({ primitive }) => primitive.name)).toEqual(["reshape", "add"]);
});
