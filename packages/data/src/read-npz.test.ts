import { readFileSync } from "node:fs";
import { type DType, type Tensor, tensor } from "@adjoint/tensor";
import * as fc from "fast-check";
import { describe, expect, test } from "vitest";
import { crc32 } from "./internal/crc32.ts";
import { readNpz } from "./read-npz.ts";

interface Golden {
  readonly writer: string;
  readonly files: Readonly<Record<string, string>>;
  readonly arrays: Readonly<
    Record<string, { readonly dtype: DType; readonly shape: number[]; readonly values: (number | string)[] }>
  >;
}

// written by tooling/reference/checkpoint-files.py
const { writer, files, arrays } = JSON.parse(
  readFileSync(new URL("./testing/golden/npz.json", import.meta.url), "utf8"),
) as Golden;
const bytesOf = (name: string): Uint8Array => Uint8Array.from(Buffer.from(files[name]!, "base64"));
const names = Object.keys(files);

const contentOf = (tensors: Readonly<Record<string, Tensor>>): unknown[] =>
  Object.entries(tensors).map(([name, t]) => [name, t.dtype, t.shape, [...t.dataSync()]]);

describe(`archives of ${writer}`, () => {
  test.each(names)("%s are read", (name) => {
    const expected = Object.entries(arrays).map(([key, { dtype, shape, values }]): [string, Tensor] => [
      key,
      tensor(values.map(Number), { dtype, shape }),
    ]);
    expect(contentOf(readNpz(bytesOf(name)))).toEqual(contentOf(Object.fromEntries(expected)));
  });

  test.each(names)("%s that are damaged anywhere give what they held, or a sentence", (name) => {
    const file = bytesOf(name);
    const whole = JSON.stringify(contentOf(readNpz(file)));
    const damage = fc.record({
      at: fc.nat({ max: file.length - 1 }),
      value: fc.integer({ min: 1, max: 255 }),
      keep: fc.oneof({ weight: 4, arbitrary: fc.constant(file.length) }, fc.nat({ max: file.length - 1 })),
    });
    let refused = 0;
    fc.assert(
      fc.property(damage, ({ at, value, keep }) => {
        const broken = file.slice(0, keep);
        if (at < keep) broken[at]! ^= value;
        try {
          const got = contentOf(readNpz(broken));
          // names have no checksum, numbers do
          expect(JSON.stringify(got.map((entry) => (entry as unknown[]).slice(1)))).toBe(
            JSON.stringify((JSON.parse(whole) as unknown[][]).map((entry) => entry.slice(1))),
          );
        } catch (error) {
          if (!(error instanceof SyntaxError)) throw error;
          refused++;
          expect(error.message).toMatch(/^readNp[zy]: [^\n]+\?$/);
        }
      }),
      { numRuns: process.env["ENDURANCE"] === "1" ? 5_000 : 300 },
    );
    expect(refused).toBeGreaterThan(100);
  });
});

test("the checksum is that of ZIP", () => {
  // the check value of CRC-32/ISO-HDLC
  expect(crc32(new TextEncoder().encode("123456789"))).toBe(0xcbf43926);
  expect(crc32(new Uint8Array())).toBe(0);
});

/** Changes bytes of the first entry of the directory. */
function withDirectory(name: string, change: (view: DataView, at: number) => void): Uint8Array {
  const file = bytesOf(name);
  const view = new DataView(file.buffer);
  change(view, view.getUint32(file.length - 22 + 16, true));
  return file;
}

/** The directory's end in the form for large archives, which takes over where the short form is full. */
function inLongForm(name: string): Uint8Array {
  const file = bytesOf(name);
  const end = file.length - 22;
  const short = new DataView(file.buffer, end);
  const long = new DataView(new ArrayBuffer(56 + 20));
  long.setUint32(0, 0x06064b50, true);
  long.setBigUint64(4, 44n, true);
  long.setBigUint64(24, BigInt(short.getUint16(8, true)), true);
  long.setBigUint64(32, BigInt(short.getUint16(10, true)), true);
  long.setBigUint64(40, BigInt(short.getUint32(12, true)), true);
  long.setBigUint64(48, BigInt(short.getUint32(16, true)), true);
  long.setUint32(56, 0x07064b50, true);
  long.setBigUint64(56 + 8, BigInt(end), true);
  short.setUint16(10, 0xffff, true);
  short.setUint32(16, 0xffffffff, true);
  return Uint8Array.of(...file.subarray(0, end), ...new Uint8Array(long.buffer), ...file.subarray(end));
}

test("the form for large archives is read", () => {
  expect(contentOf(readNpz(inLongForm("savez")))).toEqual(contentOf(readNpz(bytesOf("savez"))));
  const beyond = inLongForm("savez");
  new DataView(beyond.buffer).setBigUint64(beyond.length - 22 - 12, 2n ** 40n, true);
  expect(() => readNpz(beyond)).toThrow("sizes of its files");
});

test.each<[string, Uint8Array, string]>([
  ["a file fewer than there are", bytesOf("savez").fill(4, -12, -11), "as many files as it says"],
  ["nothing", new Uint8Array(), "a directory at its end"],
  ["another file", new Uint8Array(1000), "a directory at its end"],
  ["an array alone", Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59), "a directory at its end"],
  [
    "a bomb",
    withDirectory("savez_compressed", (view, at) => view.setUint32(at + 24, 0xfffffffe, true)),
    "the sizes it says",
  ],
  [
    "a file larger than the archive",
    withDirectory("savez", (view, at) => view.setUint32(at + 20, 1e6, true)),
    "do not overlap",
  ],
  ["an encrypted file", withDirectory("savez", (view, at) => view.setUint16(at + 8, 1, true)), "without a password"],
  ["another method", withDirectory("savez", (view, at) => view.setUint16(at + 10, 14, true)), "stored or deflated"],
  [
    "a start beyond the archive",
    withDirectory("savez", (view, at) => view.setUint32(at + 42, 1e8, true)),
    "where it says",
  ],
  [
    "a size of 64 bits that is missing",
    withDirectory("savez", (view, at) => view.setUint32(at + 24, 0xffffffff, true)),
    "sizes of its files",
  ],
  ["another file inside", withDirectory("savez", (view, at) => view.setUint8(at + 46, 0xff)), "UTF-8 is needed"],
  ["a name without .npy", withDirectory("savez", (view, at) => view.setUint8(at + 46 + 4, 0x78)), 'got "x.npx"'],
])("%s is refused", (_, file, message) => {
  expect(() => readNpz(file)).toThrow(SyntaxError);
  expect(() => readNpz(file)).toThrow(message);
});

test("what is no bytes is refused", () => {
  expect(() => Reflect.apply(readNpz, undefined, ["file.npz"])).toThrow(TypeError);
});

test("what would be larger than wanted is refused before it is unpacked", () => {
  const file = bytesOf("savez_compressed");
  const bomb = withDirectory("savez_compressed", (view, at) => view.setUint32(at + 24, 50_000, true));
  expect(() => readNpz(bomb, { maxBytes: 50_000 })).toThrow(
    /^readNpz: at most 50000 bytes are wanted, got an archive of \d+;/,
  );
  expect(() => readNpz(bomb)).toThrow(SyntaxError); // it is damaged, which is found later
  expect(contentOf(readNpz(file, { maxBytes: 50_000 }))).toEqual(contentOf(readNpz(file)));
  expect(() => readNpz(file, { maxBytes: Number.NaN })).toThrow(RangeError);
});
