import { type Tensor, tensor, zeros } from "@adjoint/tensor";
import * as fc from "fast-check";
import { expect, expectTypeOf, test } from "vitest";
import { flattenTensors } from "./flatten-tensors.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { unflattenTensors } from "./unflatten-tensors.ts";
import { writeSafetensors } from "./write-safetensors.ts";

const model = {
  layers: [{ weight: tensor([[1, 2]]), bias: tensor([3]) }, { weight: tensor([[4]]) }],
  scale: tensor(5, { dtype: "float64" }),
};

test("names are paths, joined as one likes", () => {
  expect(flattenTensors(model)).toEqual({
    "layers/0/weight": model.layers[0]!.weight,
    "layers/0/bias": model.layers[0]!.bias,
    "layers/1/weight": model.layers[1]!.weight,
    scale: model.scale,
  });
  expect(Object.keys(flattenTensors(model, { separator: "." }))).toEqual([
    "layers.0.weight",
    "layers.0.bias",
    "layers.1.weight",
    "scale",
  ]);
});

test.each(["/", ".", "::"])("trees come back through a file, joined by %j", (separator) => {
  const { tensors } = readSafetensors(writeSafetensors(flattenTensors(model, { separator })));
  const back = unflattenTensors(tensors, model, { separator });
  expectTypeOf(back).toEqualTypeOf<typeof model>();
  expect(flattenTensors(back)).toEqual(flattenTensors(model));
});

test("trees of every form come back, their names of any letters", () => {
  const name = fc.oneof(
    fc.string({ unit: fc.constantFrom(".", "~", "é", "名", "😀", "x", " "), minLength: 1 }),
    fc.constantFrom("0", "1", "__proto__", "a", "constructor"),
  );
  const { tree } = fc.letrec<{ tree: unknown }>((tie) => ({
    tree: fc.oneof(
      { depthSize: "small", withCrossShrink: true },
      fc.integer().map((n) => tensor(Float64Array.of(n))),
      fc.array(tie("tree"), { maxLength: 3 }),
      fc.dictionary(name, tie("tree"), { maxKeys: 3 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(name, tree, { minKeys: 1, maxKeys: 4 }), (value) => {
      const trees = value as Record<string, Tensor>; // or trees of them, which the type of a test need not say
      const { tensors } = readSafetensors(writeSafetensors(trees));
      expect(unflattenTensors(tensors, trees)).toEqual(trees);
    }),
    { numRuns: 500 },
  );
});

test("names that are numbers stay with their tensors", () => {
  const tree = { b: tensor([1]), "1": tensor([2]), "0": [tensor([3]), { "7": tensor([4]) }] };
  expect(unflattenTensors(readSafetensors(writeSafetensors(tree)).tensors, tree)).toEqual(tree);
});

test.each<[string, Record<string, Tensor>, string]>([
  ["missing", {}, '"a" must be float32 [2], got nothing'],
  ["left over", { a: zeros([2]), b: zeros([1]) }, '"b" must be nothing, got float32 [1]'],
  ["of another shape", { a: zeros([1, 2]) }, '"a" must be float32 [2], got float32 [1,2]'],
  ["of another type", { a: zeros([2], "float64") }, '"a" must be float32 [2], got float64 [2]'],
])("a tensor that is %s is named", (_, tensors, message) => {
  expect(() => unflattenTensors(tensors, { a: zeros([2]) })).toThrow(RangeError);
  expect(() => unflattenTensors(tensors, { a: zeros([2]) })).toThrow(`unflattenTensors: ${message}; is it the file`);
});

test("a name of a prototype is missing all the same", () => {
  expect(() => unflattenTensors({}, { toString: zeros([2]) })).toThrow("got nothing");
  expect(() => unflattenTensors({ constructor: zeros([1]) }, {})).toThrow('"constructor" must be nothing');
});
