import { primitiveCases } from "@adjoint/tensor/testing";
import { test } from "vitest";
import { checkBatching, checkDerivatives } from "./conformance.ts";

// Loops that throw where something is wrong; the values of the rows are checked beside them.

test.each(primitiveCases)("$name: derivatives agree with differences, forward with backward", (row) => {
  checkDerivatives(row);
});

test.each(primitiveCases)("$name: vmap is a loop, as is vmap of the gradient and the gradient of vmap", (row) => {
  checkBatching(row);
});
