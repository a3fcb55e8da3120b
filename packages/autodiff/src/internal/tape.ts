import { add, bind, constantOf, isFloat, type Primitive, sumTo, Tensor } from "@adjoint/tensor";
import { Scope } from "./scope.ts";

/** Stands for a value inside a function that is being differentiated. */
class Recorded extends Tensor {
  /** The value itself, or what stands for it in the trace around this one. */
  declare readonly primal: Tensor;
  constructor(tape: Tape, primal: Tensor) {
    super(primal.shape, primal.dtype, undefined, tape);
    this.primal = primal;
  }
}

/** One operation that was done, with all that its derivative may need. */
export interface Entry {
  readonly primitive: Pick<Primitive, "name" | "vjp">;
  readonly inputs: readonly Tensor[];
  readonly attributes: unknown;
  readonly outputs: readonly Tensor[];
}

type Run = (primals: readonly Tensor[]) => readonly Tensor[];

/** Sees the gradient that an entry gives to one of its inputs. */
type Visit = (entry: Entry, input: number, gradient: Tensor) => void;

/** What a function did to its inputs, in order: enough to go back from its result. */
export class Tape extends Scope {
  readonly entries: Entry[] = [];

  /** A stand-in for a value, from which everything computed is recorded. */
  source(primal: Tensor): Tensor {
    return new Recorded(this, primal);
  }

  /** What a stand-in of this tape stands for; every other tensor is what it is. */
  readonly lower = (t: Tensor): Tensor => (this.#owns(t) ? t.primal : t);

  /** `run` makes the outputs from the values of the inputs. */
  record(
    primitive: Entry["primitive"],
    inputs: readonly Tensor[],
    attributes: unknown,
    run: Run = (primals) => bind(primitive as Primitive, primals, attributes), // all of it, where nothing else runs it
  ): readonly Tensor[] {
    this.checkOpen(primitive.name);
    const results = run(inputs.map(this.lower));
    if (!primitive.vjp) return results;
    const outputs = results.map((primal) => (isFloat(primal.dtype) ? this.source(primal) : primal));
    this.entries.push({ primitive, inputs, attributes, outputs });
    return outputs;
  }

  /**
   * The cotangent of a source, from those of the outputs. It needs only primals: it can run more than once, and be
   * traced itself.
   */
  pull(ends: readonly Tensor[], cotangents: readonly Tensor[], visit?: Visit): (source: Tensor) => Tensor {
    const totals = new Map<Tensor, Tensor>();
    const totalOf = (t: Tensor): Tensor => totals.get(t) ?? constantOf(t, 0);
    const accumulate = (t: Tensor, cotangent: Tensor): void => {
      if (this.#owns(t)) totals.set(t, totals.has(t) ? add(totalOf(t), cotangent) : cotangent);
    };
    ends.forEach((end, i) => accumulate(end, cotangents[i]!));
    for (let e = this.entries.length - 1; e >= 0; e--) {
      const entry = this.entries[e]!;
      const { primitive, inputs, attributes, outputs } = entry;
      if (!outputs.some((t) => totals.has(t))) continue;
      const thunks = primitive.vjp!(outputs.map(totalOf), inputs.map(this.lower), outputs.map(this.lower), attributes);
      for (const t of outputs) totals.delete(t); // nobody needs it afterwards
      inputs.forEach((t, i) => {
        const cotangent = this.#owns(t) && thunks[i]?.();
        if (!cotangent) return;
        const gradient = sumTo(cotangent, t.shape);
        visit?.(entry, i, gradient);
        accumulate(t, gradient);
      });
    }
    return totalOf;
  }

  #owns(t: Tensor): t is Recorded {
    return t.trace === this;
  }
}
