import * as f32 from "../emitter/f32.ts";
import * as f32x4 from "../emitter/f32x4.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import * as v128 from "../emitter/v128.ts";
import type { Local, Value } from "../emitter/value.ts";

/** Bytes of a cache line, which is read at once where lines that lie apart would push each other out. */
const LINE = 64;

type PackPanels = FunctionReference<readonly ["i32", "i32", "i32", "i32", "i32", "i32"], undefined>;

/** A 4 x 4 block whose rows become its columns. */
export function transpose4(body: FunctionBody, rows: readonly Value<"v128">[]): Local<"v128">[] {
  const [a, b, c, d] = rows.map((row) => body.let(row)) as [Local<"v128">, Local<"v128">, Local<"v128">, Local<"v128">];
  const [ab, AB] = [body.let(v128.shuffle32(a, b, [0, 4, 1, 5])), body.let(v128.shuffle32(a, b, [2, 6, 3, 7]))];
  const [cd, CD] = [body.let(v128.shuffle32(c, d, [0, 4, 1, 5])), body.let(v128.shuffle32(c, d, [2, 6, 3, 7]))];
  return [
    v128.shuffle32(ab, cd, [0, 1, 4, 5]),
    v128.shuffle32(ab, cd, [2, 3, 6, 7]),
    v128.shuffle32(AB, CD, [0, 1, 4, 5]),
    v128.shuffle32(AB, CD, [2, 3, 6, 7]),
  ].map((column) => body.let(column));
}

/**
 * A function (from, across, along, size, depth, to) that copies a [size, depth] matrix of any strides into panels of
 * `width` by depth, [depth, width] each in memory; the last is filled up with zeros. `across` and `along` are the
 * strides of the two axes in bytes. Where one of them is 4, whole vectors move: copied, or transposed 4 by 4.
 */
export const packPanels = (module: ModuleBuilder, width: 4 | 8): PackPanels =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, from, across, along, size, depth, to) => {
      const panel = body.let(i32.multiply(depth, i32.const(width * 4)));
      const full = body.let(i32.divideUnsigned(size, i32.const(width)));
      const fullEnd = body.let(i32.add(to, i32.multiply(full, panel)));
      const panelStride = body.let(i32.multiply(across, i32.const(width)));
      const eachPanel = (pack: () => void, together = 1): void => {
        const others = body.let(i32.multiply(panel, i32.const(together - 1)));
        body.while(i32.lessUnsigned(i32.add(to, others), fullEnd), () => {
          pack();
          body.set(from, i32.add(from, i32.multiply(panelStride, i32.const(together))));
          body.set(to, i32.add(i32.add(to, others), panel));
        });
      };
      const source: Source = { from, across, along };
      const inLine = LINE / (width * 4);
      body.if(
        i32.equal(across, i32.const(4)),
        () => {
          eachPanel(() => copyPanels(body, source, width, panel, to, inLine), inLine);
          eachPanel(() => copyPanels(body, source, width, panel, to, 1));
        },
        () =>
          body.if(
            i32.equal(along, i32.const(4)),
            () => eachPanel(() => transposePanel(body, source, width, depth, to)),
            () => eachPanel(() => gatherPanel(body, source, i32.const(width), width, depth, to)),
          ),
      );
      const rest = body.let(i32.subtract(size, i32.multiply(full, i32.const(width))));
      body.if(rest, () => gatherPanel(body, source, rest, width, depth, to));
    },
  );

interface Source {
  readonly from: Local<"i32">;
  readonly across: Local<"i32">;
  readonly along: Local<"i32">;
}

/** Neighbours across are neighbours in memory: as many panels at a time as there are `together`. */
function copyPanels(
  body: FunctionBody,
  source: Source,
  width: number,
  panel: Local<"i32">,
  to: Local<"i32">,
  together: number,
): void {
  const read = body.let(source.from);
  const end = body.let(i32.add(to, panel));
  body.for(to, end, width * 4, (write) => {
    const place = body.let(write);
    for (let offset = 0; offset < together * width * 4; offset += 16) {
      body.do(v128.store(place, v128.load(read, offset), offset % (width * 4)));
      if ((offset + 16) % (width * 4) === 0) body.set(place, i32.add(place, panel));
    }
    body.set(read, i32.add(read, source.along));
  });
}

/** Neighbours along are neighbours in memory: blocks of 4 x 4 are transposed, what is left over moves one by one. */
function transposePanel(
  body: FunctionBody,
  source: Source,
  width: number,
  depth: Local<"i32">,
  to: Local<"i32">,
): void {
  const blocks = i32.and(depth, i32.const(-4));
  const blocksEnd = body.let(i32.add(to, i32.multiply(blocks, i32.const(width * 4))));
  const read = body.let(source.from);
  const write = body.let(to);
  body.while(i32.lessUnsigned(write, blocksEnd), () => {
    const row = body.let(read);
    for (let first = 0; first < width; first += 4) {
      const rows = Array.from({ length: 4 }, () => {
        const values = body.let(v128.load(row));
        body.set(row, i32.add(row, source.across));
        return values;
      });
      for (const [step, column] of transpose4(body, rows).entries())
        body.do(v128.store(write, column, step * width * 4 + first * 4));
    }
    body.set(read, i32.add(read, i32.const(16)));
    body.set(write, i32.add(write, i32.const(width * 16)));
  });
  const rest = body.let(i32.and(depth, i32.const(3)));
  gatherPanel(body, { ...source, from: read }, i32.const(width), width, rest, write);
}

/** Any strides, and panels that are not full: one by one, zeros behind `filled`. */
function gatherPanel(
  body: FunctionBody,
  source: Source,
  filled: Value<"i32">,
  width: number,
  depth: Local<"i32">,
  to: Local<"i32">,
): void {
  const read = body.let(source.from);
  const end = body.let(i32.add(to, i32.multiply(depth, i32.const(width * 4))));
  const bytes = body.let(i32.shiftLeft(filled, i32.const(2)));
  body.for(to, end, width * 4, (write) => {
    for (let offset = 0; offset < width * 4; offset += 16) body.do(v128.store(write, f32x4.const(0), offset));
    const at = body.let(read);
    body.for(write, i32.add(write, bytes), 4, (place) => {
      body.do(f32.store(place, f32.load(at)));
      body.set(at, i32.add(at, source.across));
    });
    body.set(read, i32.add(read, source.along));
  });
}
