import { add, bind, isFloat, type Primitive, Tensor, zerosLike } from "@adjoint/tensor";
import { type Call, runCall, Scope } from "./scope.ts";

/** Stands for a value inside a function that is being differentiated. */
class Recorded extends Tensor {
  /** The value itself, or what stands for it in the trace around this one. */
  readonly primal: Tensor;
  readonly slot: number;
  constructor(tape: Tape, primal: Tensor, slot: number) {
    super(primal.shape, primal.dtype, undefined, tape);
    this.primal = primal;
    this.slot = slot;
  }
}

/** One operation that was done, with all that its derivative may need. */
export interface Entry {
  readonly primitive: Pick<Primitive, "name" | "vjp">;
  readonly inputs: readonly Tensor[];
  readonly primals: readonly Tensor[];
  readonly attributes: unknown;
  readonly outputs: readonly Tensor[];
  /** The outputs as values. */
  readonly results: readonly Tensor[];
}

/** Sees the gradient that an entry gives to one of its inputs. */
type Visit = (entry: Entry, input: number, gradient: Tensor) => void;

/** What a function did to its inputs, in order: enough to go back from its result. */
export class Tape extends Scope {
  readonly #entries: Entry[] = [];
  #slots = 0;

  get entries(): readonly Entry[] {
    return this.#entries;
  }

  /** A stand-in for a value, from which everything computed is recorded. */
  source(primal: Tensor): Tensor {
    return new Recorded(this, primal, this.#slots++);
  }

  /** What a stand-in of this tape stands for; every other tensor is what it is. */
  lower(t: Tensor): Tensor {
    return this.#owns(t) ? t.primal : t;
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    this.checkOpen(primitive.name);
    const primals = inputs.map((t) => this.lower(t));
    const results = bind(primitive, primals, attributes);
    return primitive.vjp ? this.#append(primitive, inputs, primals, attributes, results) : results;
  }

  call(call: Call, inputs: readonly Tensor[]): readonly Tensor[] {
    this.checkOpen(call.name);
    const primals = inputs.map((t) => this.lower(t));
    const results = runCall(call, primals);
    this.checkCaptured(call, results);
    const isWanted = inputs.map((t) => this.#owns(t));
    const vjp: Primitive["vjp"] = (cotangents, values, outputs) =>
      call.pull(cotangents, values, outputs, isWanted).map((gradient) => gradient && (() => gradient));
    return this.#append({ name: call.name, vjp }, inputs, primals, undefined, results);
  }

  #append(
    primitive: Entry["primitive"],
    inputs: readonly Tensor[],
    primals: readonly Tensor[],
    attributes: unknown,
    results: readonly Tensor[],
  ): readonly Tensor[] {
    if (!results.some(({ dtype }) => isFloat(dtype))) return results;
    const outputs = results.map((primal) => (isFloat(primal.dtype) ? this.source(primal) : primal));
    this.#entries.push({ primitive, inputs, primals, attributes, outputs, results });
    return outputs;
  }

  /**
   * Cotangents of the sources from those of the outputs. It needs only primals: it can run more than once, and be
   * traced itself.
   */
  pull(sources: readonly Tensor[], outputs: readonly Tensor[], cotangents: readonly Tensor[], visit?: Visit): Tensor[] {
    const totals = new Array<Tensor | undefined>(this.#slots);
    outputs.forEach((output, i) => this.#accumulate(totals, output, cotangents[i]!));
    for (let e = this.#entries.length - 1; e >= 0; e--) {
      const entry = this.#entries[e]!;
      const { primitive, inputs, primals, attributes, results } = entry;
      const above = this.#takeTotals(totals, entry.outputs);
      if (!above) continue;
      const thunks = primitive.vjp!(above, primals, results, attributes);
      for (let i = 0; i < inputs.length; i++) {
        const thunk = thunks[i];
        if (!thunk || !this.#owns(inputs[i]!)) continue;
        const gradient = thunk();
        visit?.(entry, i, gradient);
        this.#accumulate(totals, inputs[i]!, gradient);
      }
    }
    return sources.map((source) => (this.#owns(source) && totals[source.slot]) || zerosLike(source));
  }

  #accumulate(totals: (Tensor | undefined)[], t: Tensor, cotangent: Tensor): void {
    if (!this.#owns(t)) return;
    const sofar = totals[t.slot];
    totals[t.slot] = sofar ? add(sofar, cotangent) : cotangent;
  }

  /** The cotangents of outputs, which nobody needs afterwards; undefined when none of them has one. */
  #takeTotals(totals: (Tensor | undefined)[], outputs: readonly Tensor[]): Tensor[] | undefined {
    let hasSome = false;
    const taken = outputs.map((t) => {
      if (!this.#owns(t)) return undefined;
      const total = totals[t.slot];
      totals[t.slot] = undefined;
      if (total) hasSome = true;
      return total;
    });
    return hasSome ? taken.map((total, i) => total ?? zerosLike(outputs[i]!)) : undefined;
  }

  #owns(t: Tensor): t is Recorded {
    return t.trace === this;
  }
}
