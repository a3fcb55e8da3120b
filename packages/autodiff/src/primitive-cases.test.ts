import { primitiveCases } from "@adjoint/tensor/testing";
import { test } from "vitest";
import { checkBatching, checkDerivatives, checkValue } from "./conformance.ts";

// The loops throw on failure.
test.each(primitiveCases)("$name: value", (row) => {
  checkValue(row, "float32");
  checkValue(row, "float64");
});

test.each(primitiveCases)("$name: derivatives agree with differences, forward with backward", (row) => {
  checkDerivatives(row);
});

test.each(primitiveCases)("$name: vmap is a loop, so is vmap of the gradient", (row) => {
  checkBatching(row);
});
