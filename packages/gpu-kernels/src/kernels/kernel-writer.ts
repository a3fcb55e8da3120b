import type { KernelText, Slot } from "../backends/backend.ts";
import type { Dialect } from "../backends/dialect.ts";

/** The texts of four neighbours. */
export type Four = readonly [string, string, string, string];

export const fourOf = (text: (lane: number) => string): Four => [text(0), text(1), text(2), text(3)];

/** Writes the text of one kernel: statements in order, arrays as arguments where they are first read. */
export class KernelWriter {
  readonly dialect: Dialect;
  readonly #arrays: Slot[] = [];
  readonly #lines: string[] = [];
  #names = 0;
  #kept = 0;

  constructor(dialect: Dialect) {
    this.dialect = dialect;
  }

  /** The arrays that the kernel reads, in the order of its arguments. */
  get arrays(): readonly Slot[] {
    return this.#arrays;
  }

  /** An element of an array, kept. */
  load(array: Slot, place: string): string {
    return this.let(this.dialect.element(this.#argument(array), place));
  }

  /** Four elements of an array, where the dialect reads them at once. */
  loadFour(array: Slot, place: string): Four {
    const name = this.let(this.dialect.four!(this.#argument(array), place)); // the caller asked for it
    return fourOf((lane) => `${name}[${lane}]`);
  }

  #argument(array: Slot): string {
    let at = this.#arrays.indexOf(array);
    if (at < 0) at = this.#arrays.push(array) - 1;
    return `a${at}`;
  }

  /** A number under a name, so that it is computed once. */
  let(text: string): string {
    const name = `v${this.#names++}`;
    this.#lines.push(`const ${name} = ${text};`);
    return name;
  }

  /** A whole number under a name, where the language has such names; elsewhere its text. */
  keep(text: string): string {
    if (/^(?:[\w.]+|kept\d+\(\))$/.test(text) || this.#kept >= this.dialect.keeps) return text;
    const at = this.#kept++;
    this.let(`keep${at}(${text})`);
    return `kept${at}()`;
  }

  /** A number that changes. */
  variable(text: string): string {
    const name = `v${this.#names++}`;
    this.#lines.push(`let ${name} = ${text};`);
    return name;
  }

  set(name: string, text: string): void {
    this.#lines.push(`${name} = ${text};`);
  }

  /** The body for each place from 0 to length - 1. The bound is a literal: gpu.js stops others after 1000 rounds. */
  loop(length: number, body: (place: string) => void): void {
    if (length === 0) return;
    if (length === 1) return body("0");
    const place = `k${this.#names++}`;
    this.#lines.push(`for (let ${place} = 0; ${place} < ${length}; ${place}++) {`);
    body(this.dialect.counter(place));
    this.#lines.push("}");
  }

  /** The body for each place of several axes. */
  loops(lengths: readonly number[], body: (places: readonly string[]) => void, places: readonly string[] = []): void {
    const length = lengths[places.length];
    if (length === undefined) return body(places);
    this.loop(length, (place) => this.loops(lengths, body, [...places, place]));
  }

  /** The body where all conditions hold. */
  if(conditions: readonly string[], body: () => void): void {
    if (conditions.length === 0) return body();
    this.#lines.push(`if (${conditions.join(" && ")}) {`);
    body();
    this.#lines.push("}");
  }

  /** The kernel that returns a number, or four. */
  finish(output: readonly number[], result: string | Four): KernelText {
    const names = this.#arrays.map((_, i) => `a${i}`).join(", ");
    const [returned, width] =
      typeof result === "string" ? [result, 1 as const] : [`[${result.join(", ")}]`, 4 as const];
    return { text: `function(${names}) {\n${this.#lines.join("\n")}\nreturn ${returned};\n}`, output, width };
  }
}
