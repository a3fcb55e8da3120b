import {
  add,
  bind,
  isFloat,
  nextTraceId,
  type Primitive,
  Tensor,
  type Trace,
  TraceError,
  zerosLike,
} from "@adjoint/tensor";

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

interface Entry {
  readonly primitive: Primitive;
  readonly inputs: readonly Tensor[];
  readonly primals: readonly Tensor[];
  readonly attributes: unknown;
  readonly outputs: readonly Tensor[];
}

/** What a function did to its inputs, in order: enough to go back from its result. */
export class Tape implements Trace {
  readonly id: number = nextTraceId();
  readonly #entries: Entry[] = [];
  #slots = 0;
  #isFinished = false;

  /** A stand-in for a value, from which everything computed is recorded. */
  source(primal: Tensor): Tensor {
    return new Recorded(this, primal, this.#slots++);
  }

  /** What a stand-in of this tape stands for; every other tensor is what it is. */
  lower(t: Tensor): Tensor {
    return this.#owns(t) ? t.primal : t;
  }

  finish(): void {
    this.#isFinished = true;
  }

  record(primitive: Primitive, inputs: readonly Tensor[], attributes: unknown): readonly Tensor[] {
    if (this.#isFinished)
      throw new TraceError(
        `${primitive.name}: a tensor outlived the function it was traced in; return it from that function, as auxiliary output beside the loss`,
      );
    const primals = inputs.map((t) => this.lower(t));
    const results = bind(primitive, primals, attributes);
    if (!primitive.vjp) return results;
    const outputs = results.map((primal) => (isFloat(primal.dtype) ? this.source(primal) : primal));
    this.#entries.push({ primitive, inputs, primals, attributes, outputs });
    return outputs;
  }

  /**
   * Cotangents of the sources from those of the outputs. It needs only primals: it can run more than once, and be
   * traced itself.
   */
  pull(sources: readonly Tensor[], outputs: readonly Tensor[], cotangents: readonly Tensor[]): Tensor[] {
    const totals = new Array<Tensor | undefined>(this.#slots);
    const accumulate = (t: Tensor, cotangent: Tensor): void => {
      if (!this.#owns(t)) return;
      const sofar = totals[t.slot];
      totals[t.slot] = sofar ? add(sofar, cotangent) : cotangent;
    };
    const totalOf = (t: Tensor): Tensor | undefined => (this.#owns(t) ? totals[t.slot] : undefined);
    outputs.forEach((output, i) => accumulate(output, cotangents[i]!));
    for (let e = this.#entries.length - 1; e >= 0; e--) {
      const { primitive, inputs, primals, attributes, outputs: results } = this.#entries[e]!;
      if (results.every((result) => totalOf(result) === undefined)) continue;
      const thunks = primitive.vjp!(
        results.map((result) => totalOf(result) ?? zerosLike(result)),
        primals,
        results.map((result) => this.lower(result)),
        attributes,
      );
      inputs.forEach((input, i) => {
        const thunk = thunks[i];
        if (thunk && this.#owns(input)) accumulate(input, thunk());
      });
    }
    return sources.map((source) => totalOf(source) ?? zerosLike(source));
  }

  #owns(t: Tensor): t is Recorded {
    return t.trace === this;
  }
}
