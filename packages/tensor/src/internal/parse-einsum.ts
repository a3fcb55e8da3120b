import { ShapeError } from "../errors.ts";
import { formatShape, type Shape } from "../shape.ts";

export interface ParsedEinsum {
  /** A label for each axis of each operand; those of an ellipsis are `...1`, counted from its last axis. */
  readonly inputs: readonly (readonly string[])[];
  readonly output: readonly string[];
  /** The size of each label: the largest of those it has, where an axis of size 1 stretches. */
  readonly sizes: ReadonlyMap<string, number>;
}

/** Splits an equation into labels, and checks it against the shapes of the operands. */
export function parseEinsum(equation: string, shapes: readonly Shape[]): ParsedEinsum {
  const [left = "", right, ...more] = equation.replaceAll(/\s/g, "").split("->");
  const terms = left.split(",");
  if (more.length > 0) throw new RangeError(`einsum: one arrow at most is needed, got "${equation}"; drop the others?`);
  if (terms.length !== shapes.length)
    throw new RangeError(
      `einsum: "${equation}" is about ${terms.length} operands, got ${shapes.length}; separate them by commas?`,
    );
  const inputs = terms.map((term, i) => labelsOf(term, i, shapes[i]!));
  return { inputs, output: outputOf(right, inputs), sizes: sizesOf(inputs, shapes) };
}

/** The letters before and after an ellipsis, if there is one. */
function partsOf(term: string): { before: string[]; after: string[]; hasEllipsis: boolean } {
  const match = /^([A-Za-z]*)(\.\.\.)?([A-Za-z]*)$/.exec(term);
  if (!match)
    throw new RangeError(`einsum: labels are letters and at most one "..." a term, got "${term}"; check the equation?`);
  const [, before = "", ellipsis, after = ""] = match;
  return { before: before.split(""), after: after.split(""), hasEllipsis: ellipsis !== undefined };
}

const ellipsisLabels = (count: number): string[] => Array.from({ length: count }, (_, i) => `...${count - i}`);

function labelsOf(term: string, operand: number, shape: Shape): string[] {
  const { before, after, hasEllipsis } = partsOf(term);
  const rest = shape.length - before.length - after.length;
  if (rest < 0 || (rest > 0 && !hasEllipsis))
    throw new ShapeError(
      `einsum: operand ${operand} needs as many axes as "${term}" has labels, got ${formatShape(shape)}; add "..."?`,
    );
  return [...before, ...ellipsisLabels(rest), ...after];
}

/** Without an arrow: the ellipsis, then all labels that stand only once, in alphabetical order. */
function outputOf(term: string | undefined, inputs: readonly (readonly string[])[]): string[] {
  const all = inputs.flat();
  const broadcast = all.filter((label) => label.startsWith(".")).length;
  const longest = Math.max(...inputs.map((labels) => labels.filter((label) => label.startsWith(".")).length));
  if (term === undefined) {
    const once = all.filter((label) => !label.startsWith(".") && all.indexOf(label) === all.lastIndexOf(label));
    return [...ellipsisLabels(longest), ...once.sort()];
  }
  const { before, after, hasEllipsis } = partsOf(term);
  if (broadcast > 0 && !hasEllipsis)
    throw new RangeError(`einsum: the axes of "..." must go on, got the output "${term}"; add "..." to it?`);
  const letters = [...before, ...after];
  letters.forEach((label, i) => {
    if (!all.includes(label))
      throw new RangeError(`einsum: output label "${label}" is on no operand, got "${term}"; take one of theirs?`);
    if (letters.indexOf(label) !== i)
      throw new RangeError(`einsum: an output label stands once, got "${term}"; drop the second "${label}"?`);
  });
  return [...before, ...ellipsisLabels(longest), ...after];
}

function sizesOf(inputs: readonly (readonly string[])[], shapes: readonly Shape[]): Map<string, number> {
  const sizes = new Map<string, number>();
  inputs.forEach((labels, operand) => {
    labels.forEach((label, axis) => {
      const [size, known] = [shapes[operand]![axis]!, sizes.get(label) ?? 1];
      const isRepeated = labels.indexOf(label) !== axis && shapes[operand]![labels.indexOf(label)] !== size;
      if (isRepeated || (size !== known && size !== 1 && known !== 1))
        throw new ShapeError(
          `einsum: label "${label}" must have one size, got ${shapes.map(formatShape).join(" and ")}; rename one?`,
        );
      if (known === 1) sizes.set(label, size);
    });
  });
  return sizes;
}
