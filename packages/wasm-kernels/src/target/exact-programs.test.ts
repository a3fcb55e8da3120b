import { compile } from "@adjoint/compile";
import { exactProgram } from "@adjoint/compile/testing/exact-program";
import type { Tensor } from "@adjoint/tensor";
import fc from "fast-check";
import { expect, test } from "vitest";
import { wasmTarget } from "./wasm-target.ts";

/** Type, shape and numbers, where zeros are one. */
const contentOf = (t: Tensor): unknown[] => [t.dtype, t.shape, Array.from(t.dataSync(), (x) => x + 0)];

test("programs of integers in any type and shape give the numbers of the eager ones", () => {
  fc.assert(
    fc.property(exactProgram, ({ run, inputs }) => {
      const compiled = compile(run, { target: wasmTarget() });
      for (let call = 0; call < 2; call++)
        expect(compiled(...inputs).map(contentOf)).toEqual(run(...inputs).map(contentOf));
      compiled.dispose();
    }),
    process.env["ENDURANCE"] === "1" ? { numRuns: 10_000 } : { numRuns: 600, seed: 20261127 },
  );
});
