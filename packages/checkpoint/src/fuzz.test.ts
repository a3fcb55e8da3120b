import { tensor } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { decodeRun } from "./decode-run.ts";
import { encodeRun } from "./encode-run.ts";
import { joinBytes } from "./internal/join-bytes.ts";
import { readNpy } from "./read-npy.ts";
import { readSafetensors } from "./read-safetensors.ts";
import { bytesOf, golden } from "./testing/golden.ts";

// `npm run test:endurance` tries the many files, every other run the few
const runs = process.env["ENDURANCE"] === "1" ? 10_000 : 500;

const filesOf = (name: "npy" | "safetensors"): Uint8Array[] =>
  Object.values(golden<object>(name).files).map(({ file }) => bytesOf(file));

const run = encodeRun({
  params: [{ w: tensor([[1, 2]]), b: Float64Array.of(3) }],
  step: 7,
  note: "text",
  worst: Number.NaN,
  done: false,
  nothing: null,
});

/** Pieces that a header is made of, and what does not belong there. */
const pieces = fc.oneof(
  fc.uint8Array({ maxLength: 9 }),
  fc
    .constantFrom(
      '"',
      "{",
      "}",
      "[",
      "]",
      ":",
      ",",
      "-",
      "0",
      "9".repeat(20),
      "1e999",
      "null",
      "\\u0000",
      "(",
      ")",
      "L",
      "'",
      "__proto__",
    )
    .map((text) => new TextEncoder().encode(text)),
);

/** A range of the file, at its beginning more often, and what stands there instead. */
const edit = fc.record({ at: fc.double({ min: 0, max: 1, noNaN: true }), remove: fc.nat({ max: 9 }), insert: pieces });

/** A file with some edits, the length of the header corrected or not, and perhaps cut off. */
const mutated = (files: readonly Uint8Array[]): fc.Arbitrary<Uint8Array> =>
  fc
    .record({
      file: fc.constantFrom(...files),
      edits: fc.array(edit, { maxLength: 4 }),
      keepLength: fc.boolean(),
      keep: fc.oneof({ weight: 4, arbitrary: fc.constant(1) }, fc.double({ min: 0, max: 1, noNaN: true })),
    })
    .map(({ file, edits, keepLength, keep }) => {
      let bytes = file;
      for (const { at, remove, insert } of edits) {
        const start = Math.floor(at * at * bytes.length);
        bytes = joinBytes([bytes.subarray(0, start), insert, bytes.subarray(start + remove)]);
      }
      const cut = bytes.slice(0, Math.ceil(keep * bytes.length));
      // edits that keep the length of the header reach what is behind the first check
      const first = file.subarray(0, Math.min(10, cut.length));
      if (keepLength) cut.set(first);
      if (keepLength && first[0] !== 0x93 && cut.length > 8) cut[0] = (first[0]! + bytes.length - file.length) & 255;
      return cut;
    });

describe.each<[string, (file: Uint8Array) => unknown, readonly Uint8Array[], RegExp]>([
  ["readNpy", readNpy, filesOf("npy"), /^readNpy: /],
  ["readSafetensors", readSafetensors, filesOf("safetensors"), /^readSafetensors: /],
  ["decodeRun", decodeRun, [run], /^(readSafetensors|decodeRun): /],
])("%s", (_, read, files, names) => {
  test(`reads ${runs} broken files or says in a sentence what is wrong`, () => {
    let refused = 0;
    fc.assert(
      fc.property(mutated(files), (file) => {
        const before = file.slice();
        try {
          read(file);
        } catch (error) {
          refused++;
          expect(error).toBeInstanceOf(Error);
          const { message } = error as Error; // by the line above
          expect(message).toMatch(names);
          expect(message).toMatch(/^[^\n]{1,400}\?$/);
        }
        expect(file).toEqual(before);
      }),
      { numRuns: runs },
    );
    expect(refused).toBeGreaterThan(runs / 2);
  });
});
