import { type DType, fromBuffer, type Tensor } from "@adjoint/tensor";
import { elementwiseRules } from "./evaluator/elementwise-rules.ts";
import { indexingRules } from "./evaluator/indexing-rules.ts";
import { linearAlgebraRules } from "./evaluator/linear-algebra-rules.ts";
import { movementRules } from "./evaluator/movement-rules.ts";
import { productRules } from "./evaluator/product-rules.ts";
import type { Rule } from "./evaluator/rule.ts";
import { ARRAY, sizeOf, type Value } from "./evaluator/value.ts";
import { type ParsedModule, type ParsedOperation, parseModule, type Region, type TensorType } from "./parse-module.ts";
type Scope = Map<string, Value>;

const rules: Readonly<Record<string, Rule>> = {
  ...elementwiseRules,
  ...movementRules,
  ...productRules,
  ...indexingRules,
  ...linearAlgebraRules,
};

const ELEMENT: Readonly<Record<DType, string>> = {
  float32: "f32",
  float64: "f64",
  int32: "i32",
  uint8: "ui8",
  bool: "i1",
};
/**
 * What a program gives, by the definitions of the specification, element by element: slow, and independent of how the
 * text was made.
 * @see https://openxla.org/stablehlo/spec
 */
export function evaluateModule(text: string, inputs: readonly Tensor[]): Tensor[] {
  const module: ParsedModule = parseModule(text);
  if (module.args.length !== inputs.length) throw new RangeError(`${module.args.length} arguments are needed`);
  const scope: Scope = new Map();
  module.args.forEach(({ name, type }, i) => {
    const input = inputs[i]!;
    const value = { shape: input.shape, element: ELEMENT[input.dtype], data: [...input.dataSync()] };
    checkType(value, type, name);
    scope.set(name, value);
  });
  const results = run(module.operations, scope);
  return results.map((value, i) => {
    checkType(value, module.resultTypes[i]!, "a result");
    const dtype = (Object.keys(ELEMENT) as DType[]).find((key) => ELEMENT[key] === value.element)!;
    return fromBuffer(ARRAY[value.element as keyof typeof ARRAY].from(value.data), { shape: value.shape, dtype });
  });
}

function checkType({ shape, element, data }: Value, type: TensorType, what: string): void {
  if (element !== type.element || shape.join() !== type.shape.join() || data.length !== sizeOf(shape))
    throw new TypeError(
      `${what}: ${element} [${shape.join()}] of ${data.length} is no ${type.element} [${type.shape.join()}]`,
    );
}

/** Runs a block; gives what it returns. */
function run(operations: readonly ParsedOperation[], scope: Scope): Value[] {
  for (const operation of operations) {
    const operands = operation.operands.map((name) => {
      const value = scope.get(name);
      if (!value) throw new ReferenceError(`${name} is not defined before ${operation.name}`);
      return value;
    });
    operands.forEach((value, i) => checkType(value, operation.operandTypes[i]!, operation.operands[i]!));
    if (operation.name.endsWith(".return")) return operands;
    const rule = rules[operation.name.slice("stablehlo.".length)];
    if (!rule) throw new TypeError(`${operation.name} is no operation`);
    const results = rule(operation, operands, (region, values) => call(region, values, scope));
    operation.results.forEach((name, i) => {
      if (scope.has(name)) throw new SyntaxError(`${name} is defined twice`);
      checkType(results[i]!, operation.resultTypes[i]!, `${name} of ${operation.name}`);
      scope.set(name, results[i]!);
    });
  }
  throw new SyntaxError("a block ends without a return");
}

/** A region on values; what is outside it sees too. */
function call({ args, operations }: Region, values: readonly Value[], outer: Scope): Value[] {
  const scope = new Map(outer);
  args.forEach(({ name, type }, i) => {
    checkType(values[i]!, type, name);
    scope.set(name, values[i]!);
  });
  return run(operations, scope);
}
