import {
  type Executable,
  emptyTensor,
  type Graph,
  interpreter,
  type ProgramPlan,
  type Residence,
  ResidentTensor,
  uniformNumber,
  type Value,
} from "@adjoint/compile";
import { fromBuffer, type Numbers, type Tensor } from "@adjoint/tensor";
import type { ProgramMemory } from "./program-memory.ts";

/** What a program does, one after the other. */
export type Action = () => void;

/** What is done before donated inputs are written over, and what is done then. */
export interface BoundActions {
  readonly before: readonly Action[];
  readonly after: readonly Action[];
}

export interface ProgramParts {
  readonly graph: Graph;
  readonly donated: ReadonlySet<Value>;
  readonly plan: ProgramPlan;
  readonly memory: ProgramMemory;
  readonly fallbacks: readonly string[];
  /** The actions over the memory as it is now; asked for again when it has grown. */
  bindActions(): BoundActions;
}

/** Results of at most so many elements are copied at once; others when they are read, or when their place is needed. */
const SMALL = 1024;

const FAILED =
  "the tensor was donated to a compiled function that failed while it wrote over it; keep a copy to go on from";

/** A program that is ready to run. It keeps track of the tensors whose values are in its memory, so that none is copied twice. */
export function wasmProgram(parts: ProgramParts): Executable {
  const { graph, donated, plan, memory, fallbacks } = parts;
  const numberOfInput = new Map(graph.inputs.map(({ value }, i) => [value, i]));
  const places = graph.inputs.map(({ value }): Residence => ({ read: () => memory.ownNumbers(value).slice() }));
  const scalars = plan.hostNodes.flatMap(({ outputs }) => outputs.map((value) => ({ value, path: "" })));
  const prologue = interpreter.build({ ...graph, nodes: plan.hostNodes, outputs: scalars });
  /** For each input the tensor whose values are in its place. */
  const occupants = graph.inputs.map((): Tensor | undefined => undefined);
  /** Results that the next run writes over. */
  let held: ResidentTensor[] = [];
  let latest: ReturnType<typeof bind> | undefined;

  /** What is seen of the memory, anew when it has grown: older views are empty then. */
  const views = (): ReturnType<typeof bind> => {
    if (latest?.buffer !== memory.memory.buffer) latest = bind();
    return latest;
  };
  function bind() {
    return {
      buffer: memory.memory.buffer,
      inputs: graph.inputs.map(({ value }): Numbers => memory.ownNumbers(value)),
      outputs: graph.outputs.map(({ value }) => memory.tensorAt(value)),
      scalars: scalars.map(({ value }): Numbers => memory.ownNumbers(value)),
      moves: plan.moves.map(({ from, to }) => [memory.tensorAt(from), memory.ownNumbers(to)] as const),
      actions: parts.bindActions(),
    };
  }

  /** What is in the program's memory for others goes out, as far as they still want it. */
  const clear = (): void => {
    for (const t of held) t.moveOut();
    held = [];
  };

  const fill = (tensors: readonly Tensor[]): void => {
    const { inputs } = views();
    tensors.forEach((t, i) => {
      const last = occupants[i];
      if (last === t) return;
      if (last instanceof ResidentTensor) last.moveOut();
      const number = uniformNumber(t);
      if (number === undefined) inputs[i]!.set(t.dataSync());
      else inputs[i]!.fill(number);
      occupants[i] = t;
    });
  };

  const perform = (part: keyof BoundActions): void => {
    // looked for each time: a kernel on the host may run programs, which make the memory grow
    for (let i = 0; i < views().actions[part].length; i++) {
      views().actions[part][i]!();
      memory.complaints?.raise();
    }
  };

  /** The places of donated inputs hold nothing that can be used. */
  const lose = (): void => {
    for (const value of plan.resident.values()) {
      const i = numberOfInput.get(value)!;
      const occupant = occupants[i];
      if (occupant instanceof ResidentTensor) emptyTensor(occupant, FAILED);
      occupants[i] = undefined;
    }
  };

  const result = (output: number, tensors: readonly Tensor[]): Tensor => {
    const { value } = graph.outputs[output]!;
    const home = plan.resident.get(output);
    if (home !== undefined) {
      const i = numberOfInput.get(home)!;
      const resident = new ResidentTensor(graph.values[value]!, places[i]!);
      occupants[i] = resident;
      return resident;
    }
    const passed = numberOfInput.get(value);
    if (passed !== undefined && !donated.has(value)) return tensors[passed]!;
    const view = views().outputs[output]!;
    // what stands in an input would be written over
    if (view.size <= SMALL || numberOfInput.has(plan.layouts[value]!.buffer)) return copied(view);
    const resident = new ResidentTensor(view, { read: () => copied(views().outputs[output]!).dataSync() });
    held.push(resident);
    return resident;
  };

  return {
    fallbacks,
    bytes: memory.bytes,
    run: (tensors) => {
      // before the memory is touched: a function on the host may run programs, this one too
      const known = scalars.length > 0 ? prologue.run(tensors) : [];
      clear();
      fill(tensors);
      for (const [i, numbers] of views().scalars.entries()) numbers.set(known[i]!.dataSync());
      perform("before");
      try {
        perform("after");
      } catch (error) {
        lose();
        throw error;
      }
      const results = graph.outputs.map((_, output) => result(output, tensors));
      for (const [from, to] of views().moves) to.set(from.dataSync());
      return results;
    },
    dispose: () => {
      clear();
      for (const t of occupants) if (t instanceof ResidentTensor) t.moveOut();
      memory.free();
    },
  };
}

/** The values now, in memory of their own. */
const copied = (t: Tensor): Tensor => fromBuffer(t.dataSync().slice(), t);
