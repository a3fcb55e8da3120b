import type { FunctionBody } from "../emitter/function-body.ts";
import * as i32 from "../emitter/i32.ts";
import type { ModuleBuilder } from "../emitter/module-builder.ts";
import type { Value } from "../emitter/value.ts";
import { shareWork } from "../threads/share-work.ts";
import { type CompiledStep, callOf } from "./compiled-step.ts";
import type { EmitParts } from "./emit.ts";

/** A part of the memory, from `start` to before `end`. */
export interface Range {
  readonly start: number;
  readonly end: number;
}

/** A step with what it reads and writes, and about how many microseconds it takes. */
export interface SharedStep extends CompiledStep {
  readonly cost: number;
  readonly reads: readonly Range[];
  readonly writes: readonly Range[];
}

/** What shares the steps: so many threads, and where the words are by which they talk. */
export interface Sharing {
  readonly threads: number;
  readonly control: number;
  readonly words: number;
}

/** A step that takes less is done by one thread: sharing it would take as long. In microseconds. */
const WORTH_SHARING = 8;

/** Portions of a shared step for each thread: the smaller the last ones, the less threads wait for each other. */
const PORTIONS = 2;

/**
 * Exports functions `segment0`, `segment1`, ... (mayWait), each of which does a sequence of steps one after the other, and
 * `help`, with which other threads join in. Steps of which none needs another one are one piece of work.
 */
export function sharedSequences(
  module: ModuleBuilder,
  sequences: readonly (readonly SharedStep[])[],
  { threads, control, words }: Sharing,
): void {
  const most = PORTIONS * threads;
  const pieces = sequences.map((steps) => piecesOf(module, steps, most));
  const shared = pieces.flat().filter((piece) => portionsOf(piece) > 1);
  const perform = module.function(["i32", "i32", "i32"], undefined, (body, number, portion, thread) => {
    for (const [i, piece] of shared.entries())
      body.if(i32.equal(number, i32.const(i)), () => {
        let before = 0;
        for (const item of piece.items) {
          const from = i32.subtract(portion, i32.const(before));
          before += item.portions;
          body.if(i32.lessUnsigned(portion, i32.const(before)), () => {
            item.emit(body, from, thread);
            body.return();
          });
        }
      });
  });
  const { share, help } = shareWork(module, perform, control, words);
  module.export("help", help);
  for (const [i, sequence] of pieces.entries()) {
    const run = module.function(["i32"], undefined, (body, mayWait) => {
      for (const piece of sequence) {
        const number = shared.indexOf(piece);
        if (number >= 0) body.call(share, i32.const(number), i32.const(portionsOf(piece)), mayWait);
        else piece.items[0]!.emit(body, i32.const(0), i32.const(0));
      }
    });
    module.export(`segment${i}`, run);
  }
}

type I = Value<"i32">;

/** Portions of a step, or a chain of steps that one thread does. */
interface Item {
  readonly portions: number;
  /** Writes the code for a portion. */
  emit(body: FunctionBody, portion: I, thread: I): void;
}

/** Items of which none needs another one. */
interface Piece {
  readonly items: Item[];
}

const portionsOf = ({ items }: Piece): number => items.reduce((total, { portions }) => total + portions, 0);

function piecesOf(module: ModuleBuilder, steps: readonly SharedStep[], most: number): Piece[] {
  const pieces: Piece[] = [];
  const shared = new Touched();
  const alone = new Touched();
  let chain: EmitAll[] = [];
  for (const step of steps) {
    const call = callOf(module, step);
    const { parts } = step.code;
    const isShared = parts > 1 && step.cost >= WORTH_SHARING;
    // a chain keeps its own order
    if (pieces.length === 0 || shared.conflictsWith(step) || (isShared && alone.conflictsWith(step))) {
      pieces.push({ items: [] });
      for (const touched of [shared, alone]) touched.clear();
      chain = [];
    }
    const { items } = pieces.at(-1)!;
    if (isShared) items.push(itemOf(call, parts, most));
    else {
      if (chain.length === 0) items.push(chainOf(chain));
      chain.push((body, thread) => call(body, i32.const(0), i32.const(parts), thread));
    }
    (isShared ? shared : alone).add(step);
  }
  return pieces;
}

/** Writes the code for all parts of a step. */
type EmitAll = (body: FunctionBody, thread: I) => void;

const chainOf = (calls: readonly EmitAll[]): Item => ({
  portions: 1,
  emit: (body, _, thread) => {
    for (const call of calls) call(body, thread);
  },
});

/** The parts of a step in portions, of which those with high numbers are taken first and are the largest. */
function itemOf(call: EmitParts, parts: number, most: number): Item {
  const portions = Math.min(parts, most);
  /** How many parts are left when so many portions are. */
  const leftAt = (count: I): I =>
    i32.divideUnsigned(i32.multiply(i32.multiply(count, count), i32.const(parts)), i32.const(portions * portions));
  return {
    portions,
    emit: (body, portion, thread) => {
      const number = body.let(portion);
      const first = body.let(i32.subtract(i32.const(parts), leftAt(body.let(i32.add(number, i32.const(1))))));
      const end = body.let(i32.subtract(i32.const(parts), leftAt(number)));
      body.if(i32.lessUnsigned(first, end), () => call(body, first, end, thread));
    },
  };
}

/** What was read and written since a piece of work began. */
class Touched {
  readonly #reads: Range[] = [];
  readonly #writes: Range[] = [];

  conflictsWith({ reads, writes }: SharedStep): boolean {
    return overlap(reads, this.#writes) || overlap(writes, this.#writes) || overlap(writes, this.#reads);
  }

  add({ reads, writes }: SharedStep): void {
    this.#reads.push(...reads);
    this.#writes.push(...writes);
  }

  clear(): void {
    this.#reads.length = 0;
    this.#writes.length = 0;
  }
}

const overlap = (some: readonly Range[], others: readonly Range[]): boolean =>
  some.some((a) => others.some((b) => a.start < b.end && b.start < a.end));
