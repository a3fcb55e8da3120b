/// <reference lib="esnext.disposable" preserve="true" />
import type { Tensor } from "@adjoint/tensor";
import { donatedInputs, renewed, takeValues } from "./donate.ts";
import type { Graph } from "./graph.ts";
import { interpreter } from "./interpreter.ts";
import { optimize } from "./optimize.ts";
import { fits, formOf } from "./signature.ts";
import type { Executable, Target } from "./target.ts";
import { traceGraph } from "./trace-graph.ts";
import { withOutputs } from "./with-outputs.ts";

/** Of every platform; the DOM library is not among the types here. */
declare const performance: { now(): number };

export interface CompileOptions {
  /** What runs the graphs; default: the interpreter, which runs each operation's own kernel. */
  readonly target?: Target;
  /**
   * Positions of arguments (parameters, state) whose memory the program may reuse. Their tensors have no values
   * afterwards: use what the program returned.
   */
  readonly donate?: readonly number[];
  /** How many programs are kept, each for one signature; the one not used for longest goes first. Default 32. */
  readonly capacity?: number;
}

/** One program: what it is, and what it took to make it. */
export interface ProgramStats {
  /** Forms, shapes and types of its arguments, and the constants among them. */
  readonly signature: string;
  /** Operations, and those of them that run ahead on the host. */
  readonly nodes: number;
  readonly hostNodes: number;
  /** Operations that the function did when it was traced. */
  readonly tracedNodes: number;
  /** Operations that run by their reference kernel, since the target has none: by name, one entry for each. */
  readonly fallbacks: readonly string[];
  /** What it holds of the target's memory: everything but what it returns copied. */
  readonly bytes: number;
  /** To trace, to simplify and to build. */
  readonly milliseconds: number;
}

export interface CompileStats {
  readonly target: string;
  readonly calls: number;
  /** How often the function was traced: once for each signature that was not there. */
  readonly traces: number;
  readonly programs: readonly ProgramStats[];
}

/** A compiled function. `using` disposes of it at the end of a block. */
export interface Compiled<A extends readonly unknown[], R> extends Disposable {
  (...inputs: A): R;
  readonly stats: CompileStats;
  /** The program for such arguments, traced if need be; nothing runs. */
  graph(...inputs: A): Graph;
  /** Frees all programs; the next call makes a new one. */
  dispose(): void;
}

interface Program {
  readonly graph: Graph;
  /** Those of the arguments, and of the result. */
  readonly forms: readonly [unknown, unknown];
  /** For each input, is it donated? */
  readonly isDonated: readonly boolean[];
  readonly executable: Executable;
  readonly stats: ProgramStats;
}

/**
 * A function that runs as a program: it is traced once for each signature of its arguments, simplified, and handed to a
 * target. Anything made of tensor operations compiles: a gradient, an optimizer's update, a whole train step, `vmap`.
 *
 * Tensors in the arguments are inputs; every other leaf (numbers, texts, functions) is a constant, and a new value of
 * it makes a new program, as does a new shape. Tensors that the function captures are constants too. What depends on a
 * value that changes from call to call comes in as a tensor, or is computed by `onHost` from one.
 * @throws TraceError when the function reads a value, or uses a traced tensor that is not among its arguments; TypeError
 * when it is asynchronous; RangeError when an argument to donate is not there.
 * @example const step = compile((params, state, x, y) => { ... return { params, state, loss } }, { donate: [0, 1] })
 */
export function compile<A extends readonly unknown[], R>(
  f: (...inputs: A) => R,
  { target = interpreter, donate = [], capacity = 32 }: CompileOptions = {},
): Compiled<A, R> {
  checkArguments(f, target, donate);
  if (!Number.isInteger(capacity) || capacity < 1)
    throw new RangeError(`compile: capacity must be an integer from 1 up, got ${capacity}; leave it out for 32?`);
  const programs = new Map<string, Program>();
  let latest: Program | undefined;
  let calls = 0;
  let traces = 0;

  /** The form of some arguments, whose tensors are added to the list. */
  const read = (inputs: A, tensors: Tensor[]): unknown => {
    const known = latest?.forms[0];
    if (latest && fits(known, inputs, tensors)) return known;
    const form = formOf(inputs);
    tensors.length = 0;
    fits(form, inputs, tensors);
    return form;
  };

  const programFor = (inputs: A, form: unknown): Program => {
    if (latest && latest.forms[0] === form) return latest;
    const key = JSON.stringify(form);
    let program = programs.get(key);
    if (program) programs.delete(key);
    else {
      traces++;
      program = makeProgram(f, inputs, form, key, target, donate);
    }
    programs.set(key, program); // last: used most recently
    const [oldest] = programs;
    if (programs.size > capacity && oldest) {
      programs.delete(oldest[0]);
      oldest[1].executable.dispose();
    }
    latest = program;
    return program;
  };

  const call = (...inputs: A): R => {
    calls++;
    const tensors: Tensor[] = [];
    const form = read(inputs, tensors);
    // a transform around sees the function as it is written, derivatives of its own included, and may still need what was given
    if (tensors.some(({ trace }) => trace)) return f(...inputs);
    const { executable, forms, isDonated } = programFor(inputs, form);
    const given = new Set(tensors.filter((_, i) => isDonated[i]));
    const outputs = executable.run(tensors).map((t) => (given.has(t) ? renewed(t) : t));
    for (const t of given) takeValues(t);
    return withOutputs(forms[1], outputs) as R; // what f gave
  };

  const stats = (): CompileStats => ({
    target: target.name,
    calls,
    traces,
    programs: [...programs.values()].map((program) => program.stats),
  });
  const graph = (...inputs: A): Graph => programFor(inputs, read(inputs, [])).graph;
  const dispose = (): void => {
    for (const { executable } of programs.values()) executable.dispose();
    programs.clear();
    latest = undefined;
  };
  // an engine without `using` has no such name
  const disposable = "dispose" in Symbol ? { [Symbol.dispose]: dispose } : {};
  const compiled = Object.assign(call, { graph, dispose, ...disposable });
  return Object.defineProperty(compiled, "stats", { get: stats }) as Compiled<A, R>; // the type does not see the getter
}

function checkArguments(f: unknown, target: Target, donate: readonly number[]): void {
  if (typeof f !== "function")
    throw new TypeError(`compile: a function is needed, got ${String(f)}; pass it uncalled?`);
  if (typeof target.build !== "function")
    throw new TypeError("compile: a target is an object that builds graphs, got none; import one, or leave it out?");
  if (!Array.isArray(donate))
    throw new TypeError(`compile: donate is a list of positions, got ${String(donate)}; put brackets around it?`);
}

function makeProgram<A extends readonly unknown[]>(
  f: (...inputs: A) => unknown,
  inputs: A,
  formOfInputs: unknown,
  signature: string,
  target: Target,
  donate: readonly number[],
): Program {
  for (const position of donate)
    if (!(position in inputs))
      throw new RangeError(
        `compile: there is no argument ${position} to donate, got ${inputs.length}; count from 0 among those passed?`,
      );
  const begin = performance.now();
  const { graph: traced, form } = traceGraph(f, inputs);
  const graph = optimize(traced);
  const donated = donatedInputs(graph, donate);
  const executable = target.build(graph, donated);
  const stats = {
    signature,
    nodes: graph.nodes.length,
    hostNodes: graph.nodes.filter(({ isOnHost }) => isOnHost).length,
    tracedNodes: traced.nodes.length,
    fallbacks: executable.fallbacks ?? [],
    bytes: executable.bytes ?? 0,
    milliseconds: performance.now() - begin,
  };
  const isDonated = graph.inputs.map(({ value }) => donated.has(value));
  return { graph, forms: [formOfInputs, form], isDonated, executable, stats };
}
