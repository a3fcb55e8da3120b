import { expect, test } from "vitest";
import { againstOption, filterOption } from "./options.ts";

test("a filter chooses workloads by a part of their names", () => {
  expect(filterOption("mlp").map(({ name }) => name)).toEqual(["digits-mlp", "mnist-mlp"]);
  expect(filterOption("^(gpt|cnn)$").map(({ name }) => name)).toEqual(["cnn", "gpt"]);
});

test("peers are named", () => {
  expect(againstOption("tfjs-wasm,jax-js-wasm")).toEqual(["tfjs-wasm", "jax-js-wasm"]);
  expect(againstOption("none")).toEqual([]);
});

test.each([
  [() => filterOption("matmull"), /^It must match one of matmul-128, .*elementwise-chain\.$/],
  [() => filterOption("["), /^It must be a regular expression\.$/],
  [
    () => againstOption("tfjs-cpu,numpy"),
    /^"numpy" is no peer; choose from tfjs-cpu, tfjs-wasm, jax-js-wasm, tfjs-webgl, tfjs-webgpu, jax-js-webgpu, or none\.$/,
  ],
  [() => againstOption("adjoint-eager"), /^"adjoint-eager" is no peer/],
  [() => againstOption(""), /^"" is no peer/],
])("%s is an error", (choose, message) => {
  expect(choose).toThrow(message);
});
