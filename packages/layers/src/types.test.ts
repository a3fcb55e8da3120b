import { relu } from "@adjoint/activations";
import { randomKey, type Tensor, tensor } from "@adjoint/tensor";
import { expect, expectTypeOf, test } from "vitest";
import {
  activation,
  type BatchNormState,
  batchNorm,
  conv2d,
  dense,
  embedding,
  flatten,
  type Nothing,
  type ParamsOf,
  parallel,
  residual,
  sequential,
  transformerBlock,
} from "./index.ts";

interface Affine {
  readonly weights: Tensor;
  readonly bias: Tensor;
}

test("the tree of parameters is in the type: by name, without the layers that have none", () => {
  const model = sequential({
    hidden: dense({ outputs: 8 }),
    relu: activation(relu),
    output: dense({ outputs: 2, bias: false }),
  });
  const params = model.init(randomKey(0), [4]);
  expectTypeOf(params).toEqualTypeOf<{ readonly hidden: Affine; readonly output: { readonly weights: Tensor } }>();
  expect(Object.keys(params)).toEqual(["hidden", "output"]);
  expect(Object.keys(params.output)).toEqual(["weights"]);
  expectTypeOf(model.initState([4])).toEqualTypeOf<Nothing>();
  expect(model.initState([4])).toEqual({});
  // @ts-expect-error the parameters of another model
  expect(() => model.apply({ hidden: params.hidden }, tensor([[1, 2, 3, 4]]))).toThrow(TypeError);
});

test("a list has a tuple of parameters, layers without any included", () => {
  const model = sequential([dense({ outputs: 3 }), activation(relu)]);
  const params = model.init(randomKey(0), [4]);
  expectTypeOf(params).toEqualTypeOf<readonly [Affine, Nothing]>();
  expect(params).toHaveLength(2);
  const many = sequential(Array.from({ length: 3 }, () => dense({ outputs: 4 })));
  expectTypeOf(many.init(randomKey(0), [4])).toEqualTypeOf<readonly Affine[]>();
});

test("state is in the type where a layer has some, and must be given then", () => {
  const model = sequential({ conv: conv2d({ outputs: 2, kernel: 1 }), norm: batchNorm(), flatten: flatten() });
  const params = model.init(randomKey(0), [1, 2, 2]);
  const state = model.initState([1, 2, 2]);
  expectTypeOf(state).toEqualTypeOf<{ readonly norm: BatchNormState }>();
  expect(Object.keys(state)).toEqual(["norm"]);
  const x = tensor([[[[1, 2], [3, 4]]]]); // biome-ignore format: one image
  expectTypeOf(model.applyWithState(params, x, { state })).toEqualTypeOf<[Tensor, { readonly norm: BatchNormState }]>();
  // @ts-expect-error the state is missing
  expect(() => model.apply(params, x)).toThrow("batchNorm: its state is needed, got none");
  expectTypeOf(sequential([batchNorm(), flatten()]).initState([2])).toEqualTypeOf<readonly [BatchNormState, Nothing]>();
  expectTypeOf(sequential([flatten()]).initState([2])).toEqualTypeOf<Nothing>();
});

test("compositions nest", () => {
  const model = sequential({
    tokens: embedding({ vocabulary: 5, width: 4 }),
    blocks: sequential([transformerBlock({ width: 4, heads: 2, bias: false })]),
    both: parallel({ a: dense({ outputs: 1 }), b: residual(dense({ outputs: 4 })) }),
    last: residual(dense({ outputs: 2 }), { shortcut: dense({ outputs: 2 }) }),
  });
  type Params = ParamsOf<typeof model>;
  expectTypeOf<Params["both"]>().toEqualTypeOf<{ readonly a: Affine; readonly b: Affine }>();
  expectTypeOf<Params["last"]>().toEqualTypeOf<{ readonly body: Affine; readonly shortcut: Affine }>();
  expectTypeOf<Params["blocks"][0]["attention"]["attention"]["queries"]>().toEqualTypeOf<{
    readonly weights: Tensor;
  }>();
  expectTypeOf<Params["blocks"][0]["perceptron"]["norm"]>().toEqualTypeOf<{
    readonly scale: Tensor;
    readonly bias: Tensor;
  }>();
  const params: Params = model.init(randomKey(0), [3]);
  expect(model.apply(params, tensor([[0, 1, 4]], { dtype: "int32" })).shape).toEqual([1, 3, 2]);
});
