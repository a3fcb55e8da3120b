import fc from "fast-check";
import { expect, test } from "vitest";
import { axisPhases } from "./axis-phases.ts";

const step = fc.integer({ min: -4, max: 4 }).filter((x) => x !== 0);

test("phases hold every output once, and every whole meeting of outputs, taps and inputs", () => {
  const axis = fc.record({
    size: fc.nat(9),
    output: step,
    tap: step,
    input: step,
    shift: fc.integer({ min: -9, max: 9 }),
  });
  fc.assert(
    fc.property(axis, fc.integer({ min: 1, max: 7 }), (given, tapCount) => {
      const outputs: number[] = [];
      const meetings: string[] = [];
      for (const phase of axisPhases(given, tapCount))
        for (let s = 0; s < phase.outputs.count; s++) {
          const output = phase.outputs.first + s * phase.outputs.step;
          outputs.push(output);
          for (let k = 0; k < phase.taps.count; k++) {
            const place = phase.first + s * phase.perOutput + k * phase.perTap;
            meetings.push([output, phase.taps.first + k * phase.taps.step, place].join());
          }
        }
      const expected: string[] = [];
      for (let s = 0; s < given.size; s++)
        for (let k = 0; k < tapCount; k++) {
          const place = (given.shift - given.output * s - given.tap * k) / given.input;
          if (Number.isInteger(place)) expected.push([s, k, place].join());
        }
      expect(outputs.sort((a, b) => a - b)).toEqual(Array.from({ length: given.size }, (_, s) => s));
      expect(meetings.sort()).toEqual(expected.sort());
    }),
  );
});
