import { tensor } from "@adjoint/tensor";
import { describe, expect, test } from "vitest";
import { matcherOf } from "./match.ts";

const leaf = tensor(0);

describe("a pattern", () => {
  test.each([
    ["bias", "bias", true],
    ["bias", "layers/bias", false],
    ["layers/*/bias", "layers/0/bias", true],
    ["layers/*/bias", "layers/0/1/bias", false],
    ["layers/*/bias", "layers/0/bias2", false],
    ["layers/*/bias", "my/layers/0/bias", false],
    ["**/bias", "layers/0/bias", true],
    ["**/bias", "bias", true],
    ["**/bias", "abias", false],
    ["layers/**", "layers/0/weights", true],
    ["layers/**", "layers", false],
    ["layers/**/bias", "layers/bias", true],
    ["layers/**/bias", "layers/a/b/c/bias", true],
    ["conv*/weights", "conv12/weights", true],
    ["conv*/weights", "conv/weights", true],
    ["conv*/weights", "dense/weights", false],
    ["**", "", true],
    ["**", "a/b", true],
    ["*", "a/b", false],
    ["", "", true],
    ["a.b", "axb", false],
    ["a+(b)[c]", "a+(b)[c]", true],
    ["a\\b", "a\\b", true],
    ["*", "line\nbreak", true],
  ])("%s on %j: %s", (pattern, path, expected) => {
    expect(matcherOf(pattern)(path, leaf)).toBe(expected);
  });
});

test("several patterns: one is enough", () => {
  const isChosen = matcherOf(["**/bias", "scale"]);
  expect(["a/bias", "scale", "a/scale"].map((path) => isChosen(path, leaf))).toEqual([true, true, false]);
  expect(matcherOf([])("", leaf)).toBe(false);
});

test("a function sees path and parameter", () => {
  const isMatrix = matcherOf((path, param) => path !== "embedding" && param.rank > 1);
  expect(isMatrix("w", tensor([[1]]))).toBe(true);
  expect(isMatrix("w", tensor([1]))).toBe(false);
  expect(isMatrix("embedding", tensor([[1]]))).toBe(false);
});

test("nothing else", () => {
  // @ts-expect-error a number is no choice
  expect(() => matcherOf(1)).toThrow(TypeError);
  // @ts-expect-error a list of numbers is no choice
  expect(() => matcherOf([1])).toThrow(TypeError);
});
