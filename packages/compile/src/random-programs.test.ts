import fc from "fast-check";
import { expect, test } from "vitest";
import { compile } from "./compile.ts";
import { interpreter } from "./interpreter.ts";
import { arenaTarget } from "./testing/arena-target.ts";
import { programInputs, randomProgram } from "./testing/random-program.ts";

test.each([interpreter, arenaTarget])("random programs give the bits of the eager ones: $name", (target) => {
  const inputs = programInputs();
  fc.assert(
    fc.property(randomProgram, (f) => {
      const compiled = compile(f, { target });
      for (let run = 0; run < 2; run++) {
        const [eager, fast] = [f(...inputs), compiled(...inputs)];
        expect(fast.map((t) => [t.dtype, t.shape, ...t.dataSync()])).toEqual(
          eager.map((t) => [t.dtype, t.shape, ...t.dataSync()]),
        );
      }
    }),
    process.env["ENDURANCE"] === "1" ? { numRuns: 5000 } : { numRuns: 300, seed: 20261127 },
  );
});
