import * as f32 from "../emitter/f32.ts";
import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { Local, Value } from "../emitter/value.ts";
import { BLOCK_COLUMNS, BLOCK_ROWS } from "../matmul/multiply-block.ts";
import { POSITION_BYTES } from "./convolution-plan.ts";
import type { MultiplyNeighbours, MultiplyTaps } from "./multiply-taps.ts";
import { atMost } from "../emitter/at-most.ts";

const FLOAT_BYTES = 4;
const ROW_BYTES = FLOAT_BYTES * BLOCK_COLUMNS;

export interface Rows {
  readonly table: Local<"i32">;
  readonly tableEnd: Local<"i32">;
  readonly inputs: Local<"i32">;
  readonly positions: Local<"i32">;
  readonly positionsEnd: Local<"i32">;
  readonly weights: Local<"i32">;
  readonly panelBytes: Local<"i32">;
  readonly outputs: Local<"i32">;
  readonly out: Local<"i32">;
  readonly outputStride: number;
  readonly accumulate: Local<"i32">;
  readonly scratch: Local<"i32">;
}

export interface Multiply {
  readonly taps: MultiplyTaps;
  /** For inputs that are `step` bytes apart. */
  readonly neighbours: MultiplyNeighbours;
  readonly step: number;
}

/** Some taps of all positions and all outputs, four by eight at a time. */
export function multiplyRows(body: FunctionBody, { taps, neighbours, step }: Multiply, rows: Rows): void {
  const { table, tableEnd, inputs, positions, positionsEnd, weights, outputs, out, accumulate, scratch } = rows;
  const stride = i32.const(rows.outputStride);
  body.for(positions, positionsEnd, BLOCK_ROWS * POSITION_BYTES, (entry) => {
    const left = i32.shiftRightUnsigned(i32.subtract(positionsEnd, entry), i32.const(3));
    const height = body.let(atMost(left, BLOCK_ROWS));
    const first = body.let(i32.add(inputs, i32.load(entry)));
    // beyond the last position there is nothing: the first one is taken again
    const [x1, x2, x3] = [1, 2, 3].map((row) => {
      const place = i32.add(inputs, i32.load(entry, row * POSITION_BYTES));
      return body.let(i32.select(i32.less(i32.const(row), height), place, first));
    }) as [Local<"i32">, Local<"i32">, Local<"i32">];
    const span = i32.subtract(i32.load(entry, 3 * POSITION_BYTES + 4), i32.load(entry, 4));
    const areNeighbours = i32.and(
      i32.equal(height, i32.const(BLOCK_ROWS)),
      i32.equal(span, i32.const(3 * FLOAT_BYTES)),
    );
    const across = body.let(i32.select(areNeighbours, stride, i32.const(0)));
    const areInStep = [first, x1, x2].map((x, i) => i32.equal(i32.add(x, i32.const(step)), [x1, x2, x3][i]!));
    const isEven = body.let(areInStep.reduce((all, one) => i32.and(all, one)));
    const target = body.let(i32.add(out, i32.load(entry, 4)));
    const column = body.let(out);
    const panel = body.let(weights);
    const rest = body.let(outputs);
    body.while(i32.greater(rest, i32.const(0)), () => {
      body.set(across, i32.select(i32.less(rest, i32.const(BLOCK_COLUMNS)), i32.const(0), across));
      const common = [table, tableEnd, panel, target, across, accumulate, scratch] as const;
      body.if(
        isEven,
        () => body.call(neighbours, ...common, first),
        () => body.call(taps, ...common, first, x1, x2, x3),
      );
      body.if(i32.isZero(across), () =>
        writeBlock(body, {
          scratch,
          height,
          width: atMost(rest, BLOCK_COLUMNS),
          entry,
          out: column,
          stride,
          accumulate,
        }),
      );
      body.set(panel, i32.add(panel, rows.panelBytes));
      for (const pointer of [target, column])
        body.set(pointer, i32.add(pointer, i32.const(rows.outputStride * BLOCK_COLUMNS)));
      body.set(rest, i32.subtract(rest, i32.const(BLOCK_COLUMNS)));
    });
  });
}

interface Block {
  readonly scratch: Local<"i32">;
  readonly height: Local<"i32">;
  readonly width: Value<"i32">;
  /** The first of the positions. */
  readonly entry: Local<"i32">;
  readonly out: Local<"i32">;
  readonly stride: Value<"i32">;
  readonly accumulate: Local<"i32">;
}

/** The part of a block that counts, element by element. */
function writeBlock(body: FunctionBody, { scratch, height, width, entry, out, stride, accumulate }: Block): void {
  const position = body.let(entry);
  const rowBytes = body.let(i32.shiftLeft(width, i32.const(2)));
  const end = body.let(i32.add(scratch, i32.shiftLeft(height, i32.const(5))));
  body.for(scratch, end, ROW_BYTES, (row) => {
    const place = body.let(i32.add(out, i32.load(position, 4)));
    const rowEnd = body.let(i32.add(row, rowBytes));
    body.for(row, rowEnd, FLOAT_BYTES, (at) => {
      const value = body.let(f32.load(at));
      body.if(accumulate, () => body.set(value, f32.add(f32.load(place), value)));
      body.do(f32.store(place, value));
      body.set(place, i32.add(place, stride));
    });
    body.set(position, i32.add(position, i32.const(POSITION_BYTES)));
  });
}
