import type { FunctionBody } from "../emitter/function-body.ts";
import type { Value } from "../emitter/value.ts";

type Lanes = Value<"v128">;

/** Writes an operation on four lanes; each operand may be used any number of times. */
export type WriteLanes = (body: FunctionBody, ...operands: Lanes[]) => Lanes;

/** How a row is reduced to one number. */
export type Combine = "sum" | "mean" | "max" | "min";

interface Input {
  readonly kind: "input";
  readonly index: number;
}

export interface Constant {
  readonly kind: "constant";
  readonly value: number;
}

/** An operation applied to expressions. `isCostly`: it, or what is in it, is better kept in memory than computed twice. */
export interface Application {
  readonly kind: "apply";
  /** Each operand is used once: it need not be a local. */
  readonly isSimple?: true;
  readonly write: WriteLanes;
  readonly operands: readonly AnyExpression[];
  readonly isCostly: boolean;
  /** Is a row reduced in one of its operands? */
  readonly hasReduction: boolean;
}

/** One number for each row, wherever it is used in that row. */
export interface RowReduction {
  readonly kind: "reduce";
  readonly combine: Combine;
  readonly operand: Expression;
}

/** Tells numbers from masks, for types only. */
declare const lanes: unique symbol;

/**
 * What a loop computes for each element: float32 numbers. Expressions form a graph; one that is used in several places is
 * computed once.
 */
export type Expression = (Input | Constant | Application | RowReduction) & { readonly [lanes]?: "numbers" };

/** A condition for each element: what comparisons give and `where` takes. */
export type Mask = Application & { readonly [lanes]: "mask" };

export type AnyExpression = Expression | Mask;

/** An expression, or a number as a constant. */
export type Operand = Expression | number;

/** The element of an input, by its position among the inputs of the loop. */
export const input = (index: number): Expression => ({ kind: "input", index });

/** The same number for each element, rounded to float32. */
export const constant = (value: number): Expression => ({ kind: "constant", value });

function application(write: WriteLanes, operands: readonly (Operand | Mask)[], isCostly = false): Application {
  const expressions = operands.map((operand) => (typeof operand === "number" ? constant(operand) : operand));
  return {
    kind: "apply",
    write,
    operands: expressions,
    isCostly: isCostly || expressions.some((each) => each.kind === "apply" && each.isCostly),
    hasReduction: expressions.some(hasReduction),
  };
}

/** An operation of one's own on numbers, from its code for four lanes. */
export const apply: (write: WriteLanes, operands: readonly Operand[], isCostly?: boolean) => Expression = application;

/** The same for an operation that uses each operand once. */
export const simple = <E extends Expression | Mask>(expression: E): E => ({ ...expression, isSimple: true });

/** A condition of one's own: lanes of ones or of zeros. */
export const applyMask = (write: WriteLanes, operands: readonly (Operand | Mask)[]): Mask =>
  application(write, operands) as Mask; // the mark of a mask is there for types only

/** A number chosen or made by a mask. */
export const applyToMask = (write: WriteLanes, mask: Mask, ...operands: readonly Operand[]): Expression =>
  application(write, [mask, ...operands]);

const reduce =
  (combine: Combine) =>
  (operand: Expression): Expression => ({ kind: "reduce", combine, operand });

/** The sum over the last axis. */
export const rowSum: (operand: Expression) => Expression = /* @__PURE__ */ reduce("sum");
/** The mean over the last axis. */
export const rowMean: (operand: Expression) => Expression = /* @__PURE__ */ reduce("mean");
/** The largest number along the last axis; NaN where there is one. A zero has the sign of some zero of the row. */
export const rowMax: (operand: Expression) => Expression = /* @__PURE__ */ reduce("max");
/** The smallest number along the last axis; NaN where there is one. A zero has the sign of some zero of the row. */
export const rowMin: (operand: Expression) => Expression = /* @__PURE__ */ reduce("min");

/** Meets each node once, operands after what they are operands of; goes no further where `enter` returns false. */
export function visit(roots: readonly AnyExpression[], enter: (node: AnyExpression) => boolean): void {
  const seen = new Set<AnyExpression>();
  const meet = (node: AnyExpression): void => {
    if (seen.has(node)) return;
    seen.add(node);
    if (!enter(node)) return;
    if (node.kind === "apply") node.operands.forEach(meet);
    if (node.kind === "reduce") meet(node.operand);
  };
  roots.forEach(meet);
}

/** What must be a local where expressions are computed from those that are known: what is used more than once. */
export function sharedAmong(
  roots: readonly AnyExpression[],
  isKnown: (node: AnyExpression) => boolean,
): ReadonlySet<AnyExpression> {
  const seen = new Set<AnyExpression>();
  const shared = new Set<AnyExpression>();
  const meet = (node: AnyExpression): void => {
    if (seen.has(node)) {
      shared.add(node);
      return;
    }
    seen.add(node);
    if (node.kind !== "apply" || isKnown(node)) return;
    for (const operand of node.operands) {
      if (!node.isSimple) shared.add(operand);
      meet(operand);
    }
  };
  roots.forEach(meet);
  return shared;
}

/** Does the expression reduce rows anywhere? */
export const hasReduction = (root: AnyExpression): boolean =>
  root.kind === "reduce" || (root.kind === "apply" && root.hasReduction);
