import { type Shape, type Spec, sameShape } from "@adjoint/tensor";
import type { GraphNode, Value } from "../graph.ts";
import type { Role as AnyRole } from "./fuse-loops.ts";
import type { Layout } from "./layouts.ts";
import {
  isOnceARow,
  ownStrides,
  reducedEnds,
  reducesRows,
  refined,
  rowsOf,
  type Space,
  stridesOfSums,
  stridesOver,
} from "./space.ts";

type Role = Exclude<AnyRole, { readonly kind: "product" }>;

interface Context {
  readonly values: readonly Spec[];
  readonly layouts: readonly Layout[];
}

let searches = 0;

/** A group that operations may still join. */
export class OpenGroup {
  readonly number: number;
  readonly nodes: GraphNode[] = [];
  readonly needs: OpenGroup[] = [];
  readonly #context: Context;
  readonly #reductions: { readonly shape: Shape; readonly axes: Shape }[] = [];
  readonly #made: Set<Value> = new Set();
  /** Results that are only there when the loop is done. */
  readonly #late: Set<Value> = new Set();
  #space: Space | undefined;
  /** The last search that came by. */
  #search = 0;

  constructor(number: number, context: Context, node: GraphNode, role: Role | undefined, needed: readonly OpenGroup[]) {
    this.number = number;
    this.#context = context;
    const { shape } = context.values[role?.kind === "reduction" ? node.inputs[0]! : node.outputs[0]!]!;
    if (role) this.#space = { shape, hasRows: false };
    const space = role && this.#spaceWith(node, role);
    // where rows lie apart, what each row has its result of is no loop
    this.#add(node, role, space ?? (role?.kind === "reduction" ? undefined : this.#space), needed);
  }

  get space(): Space | undefined {
    return this.#space;
  }

  /** Adds an operation if it can run in this loop. */
  tryToAdd(node: GraphNode, role: Role, needed: readonly OpenGroup[]): boolean {
    const space = this.#spaceWith(node, role);
    if (!space) return false;
    // what needs the group cannot be needed by it: it would wait for itself
    if (needed.some((other) => other !== this && other.#reaches(this, ++searches))) return false;
    this.#add(node, role, space, needed);
    return true;
  }

  #add(node: GraphNode, role: Role | undefined, space: Space | undefined, needed: readonly OpenGroup[]): void {
    this.#space = space;
    this.nodes.push(node);
    for (const value of node.outputs) this.#made.add(value);
    const { shape } = this.#context.values[node.inputs[0] ?? node.outputs[0]!]!;
    if (role?.kind === "reduction") this.#reductions.push({ shape, axes: role.axes });
    if (role?.kind === "reduction" && !(space && reducesRows(space, shape, role.axes)))
      this.#late.add(node.outputs[0]!);
    for (const group of needed) if (group !== this && !this.needs.includes(group)) this.needs.push(group);
  }

  /** The space in which the operation can join, which may be divided further than before; undefined: there is none. */
  #spaceWith(node: GraphNode, role: Role): Space | undefined {
    const space = this.#space;
    if (!space) return undefined;
    const { shape } = this.#context.values[role.kind === "reduction" ? node.inputs[0]! : node.outputs[0]!]!;
    const divided = dividedBy(space, shape);
    if (!divided) return undefined;
    const options =
      role.kind === "elementwise"
        ? [divided]
        : withRowsFor(divided, shape, role.axes).filter((option) =>
            (role.isOfRows ? reducesRows : stridesOfSums)(option, shape, role.axes),
          );
    return options.find((option) => {
      if (!this.#canRun(option, node)) return false;
      if (option.hasRows === space.hasRows && sameShape(option.shape, space.shape)) return true;
      // the axes are others: it must still do what it did before
      return (
        this.nodes.every((other) => this.#canRun(option, other)) &&
        this.#reductions.every(({ shape: own, axes }) => stridesOfSums(option, own, axes))
      );
    });
  }

  #canRun(space: Space, { inputs }: GraphNode): boolean {
    return inputs.every((value) => this.#canRead(space, value));
  }

  #canRead(space: Space, value: Value): boolean {
    const { buffer, strides, offset } = this.#context.layouts[value]!;
    if (this.#late.has(buffer)) return false;
    const steps = stridesOver(space, this.#context.values[value]!.shape, strides);
    if (!steps || value === buffer || !this.#made.has(buffer)) return steps !== undefined;
    // what the loop makes itself is read where it is made: a view that is turned is only there after the loop
    const own = ownStrides(space, this.#context.values[buffer]!.shape);
    return offset === 0 && own !== undefined && own.every((step, i) => step === steps[i] || space.shape[i] === 1);
  }

  /** Does it need the other one, directly or through others? */
  #reaches(other: OpenGroup, search: number): boolean {
    if (this === other) return true;
    this.#search = search;
    return this.needs.some((group) => group.#search !== search && group.#reaches(other, search));
  }
}

/** The space with the axes of a shape that has all its elements, or one a row. */
function dividedBy(space: Space, shape: Shape): Space | undefined {
  if (!isOnceARow(space, shape)) return refined(space, shape);
  const rows = refined({ shape: rowsOf(space), hasRows: false }, shape);
  return rows && { shape: [...rows.shape, space.shape.at(-1)!], hasRows: true };
}

/** The spaces in which a reduction can run, the one with the longest rows first. */
function withRowsFor(space: Space, shape: Shape, axes: Shape): Space[] {
  if (isOnceARow(space, shape)) return [space];
  const ends = reducedEnds(shape, axes);
  if (ends.length === 0) return [space];
  if (space.hasRows) return ends.includes(space.shape.at(-1)!) ? [space] : [];
  return ends.map((columns) => ({ shape: [...startOf(space.shape, columns), columns], hasRows: true }));
}

/** The axes of a shape before the last ones that have so many elements. */
function startOf(shape: Shape, columns: number): Shape {
  let axis = shape.length;
  for (let size = 1; size < columns; ) size *= shape[--axis]!;
  return shape.slice(0, axis);
}
