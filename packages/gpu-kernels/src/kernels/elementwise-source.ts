import type { Value } from "@adjoint/compile";
import { arraysOf, divide, type Source } from "./source.ts";
import { fourOf, type KernelWriter } from "./kernel-writer.ts";

/** An elementwise operation: the text of its result from those of its operands, names or numbers. */
export type Operation = (writer: KernelWriter, ...operands: string[]) => string;

export interface Step {
  readonly operation: Operation;
  readonly inputs: readonly Value[];
  readonly output: Value;
}

/**
 * Elementwise operations put together: the value that `steps` make of `leaves`, all of one shape. What they share is
 * computed once.
 */
export function elementwiseSource(
  root: Value,
  steps: ReadonlyMap<Value, Step>,
  leaves: ReadonlyMap<Value, Source>,
): Source {
  const used = [...leaves].filter(([value]) => reaches(root, value, steps));
  const sources = used.map(([, source]) => source);
  return {
    shape: sources[0]?.shape ?? [],
    strides: sources.flatMap(({ strides }) => strides),
    arrays: arraysOf(sources),
    at: (writer, indices) => {
      const operands = divide(sources, indices).map((own, i) => sources[i]!.at(writer, own));
      return result(writer, operands);
    },
    ...(sources.every(({ four }) => four) && {
      four: (writer, lanes) => {
        const operands = divide(sources, lanes).map((own, i) => sources[i]!.four!(writer, own));
        return fourOf((lane) =>
          result(
            writer,
            operands.map((four) => four[lane]!),
          ),
        );
      },
    }),
  };

  function result(writer: KernelWriter, operands: readonly string[]): string {
    return computed(writer, root, steps, new Map(operands.map((text, i) => [used[i]![0], text])));
  }
}

function computed(
  writer: KernelWriter,
  value: Value,
  steps: ReadonlyMap<Value, Step>,
  known: Map<Value, string>,
): string {
  const there = known.get(value);
  if (there !== undefined) return there;
  const { operation, inputs } = steps.get(value)!; // made by a step where it is no leaf
  const operands = inputs.map((input) => computed(writer, input, steps, known));
  const name = writer.let(operation(writer, ...operands));
  known.set(value, name);
  return name;
}

/** Is a value needed for another one, directly or through others? */
export function reaches(
  from: Value,
  to: Value,
  steps: ReadonlyMap<Value, Step>,
  seen: Set<Value> = new Set(),
): boolean {
  if (from === to) return true;
  if (seen.has(from)) return false;
  seen.add(from);
  return steps.get(from)?.inputs.some((input) => reaches(input, to, steps, seen)) ?? false;
}
