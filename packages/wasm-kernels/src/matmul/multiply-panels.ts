import { atMost } from "../emitter/at-most.ts";
import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { FunctionReference, ModuleBuilder } from "../emitter/module-builder.ts";
import type { Local, Value } from "../emitter/value.ts";
import { BLOCK_COLUMNS, BLOCK_ROWS, type MultiplyBlock } from "./multiply-block.ts";

type I32 = "i32";
type MultiplyPanels = FunctionReference<readonly [I32, I32, I32, I32, I32, I32, I32, I32, I32], undefined>;

/**
 * A function (rows, columns, depth, a, b, out, rowStride, accumulate, scratch): the product of packed panels. Panels of b
 * stay in the first cache while those of a go by. Blocks at the edges are made in `scratch`, BLOCK_BYTES of it, and
 * copied as far as they count.
 */
export const multiplyPanels = (module: ModuleBuilder, multiplyBlock: MultiplyBlock): MultiplyPanels =>
  module.function(
    ["i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32", "i32"],
    undefined,
    (body, rows, columns, depth, a, b, out, rowStride, accumulate, scratch) => {
      const [panelA, panelB] = [BLOCK_ROWS, BLOCK_COLUMNS].map((width) =>
        body.let(i32.multiply(depth, i32.const(width * 4))),
      ) as [Local<"i32">, Local<"i32">]; // two in, two out
      const rowStep = body.let(i32.multiply(rowStride, i32.const(BLOCK_ROWS)));
      body.for(i32.const(0), columns, BLOCK_COLUMNS, (column) => {
        const width = body.let(i32.subtract(columns, column));
        const panel = body.let(a);
        const place = body.let(i32.add(out, i32.shiftLeft(column, i32.const(2))));
        body.for(i32.const(0), rows, BLOCK_ROWS, (row) => {
          const height = body.let(i32.subtract(rows, row));
          const isFull = i32.and(
            i32.greaterEqual(width, i32.const(BLOCK_COLUMNS)),
            i32.greaterEqual(height, i32.const(BLOCK_ROWS)),
          );
          body.if(
            isFull,
            () => body.call(multiplyBlock, depth, panel, b, place, rowStride, accumulate),
            () => {
              body.call(multiplyBlock, depth, panel, b, scratch, i32.const(BLOCK_COLUMNS * 4), i32.const(0));
              copyPart(body, { scratch, height, width, place, rowStride, accumulate });
            },
          );
          body.set(panel, i32.add(panel, panelA));
          body.set(place, i32.add(place, rowStep));
        });
        body.set(b, i32.add(b, panelB));
      });
    },
  );

interface Part {
  readonly scratch: Value<"i32">;
  readonly height: Value<"i32">;
  readonly width: Value<"i32">;
  readonly place: Value<"i32">;
  readonly rowStride: Value<"i32">;
  readonly accumulate: Value<"i32">;
}

/** The first rows and columns of the block in scratch, written to their place or added to it. */
function copyPart(body: FunctionBody, { scratch, height, width, place, rowStride, accumulate }: Part): void {
  const to = body.let(place);
  const bytes = body.let(i32.shiftLeft(atMost(width, BLOCK_COLUMNS), i32.const(2)));
  const end = body.let(i32.add(scratch, i32.multiply(atMost(height, BLOCK_ROWS), i32.const(BLOCK_COLUMNS * 4))));
  body.for(scratch, end, BLOCK_COLUMNS * 4, (from) => {
    body.for(i32.const(0), bytes, 4, (offset) => {
      const value = body.let(f32.load(i32.add(from, offset)));
      const target = body.let(i32.add(to, offset));
      body.if(accumulate, () => body.set(value, f32.add(f32.load(target), value)));
      body.do(f32.store(target, value));
    });
    body.set(to, i32.add(to, rowStride));
  });
}
