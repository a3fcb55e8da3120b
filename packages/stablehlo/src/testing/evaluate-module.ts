import { type DType, fromBuffer, type Tensor } from "@adjoint/tensor";
import { type ParsedModule, type ParsedOperation, parseModule, type Region, type TensorType } from "./parse-module.ts";

/** Elements in row-major order, as plain numbers that the element type holds. */
interface Value {
  readonly shape: readonly number[];
  readonly element: string;
  readonly data: readonly number[];
}

type Scope = Map<string, Value>;

const ELEMENT: Readonly<Record<DType, string>> = {
  float32: "f32",
  float64: "f64",
  int32: "i32",
  uint8: "ui8",
  bool: "i1",
};
const ARRAY = { f32: Float32Array, f64: Float64Array, i32: Int32Array, ui8: Uint8Array, i1: Uint8Array } as const;

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
    const results = rule(operation, operands, scope);
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

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const rounded = (element: string, x: number): number => {
  if (element === "f32") return Math.fround(x);
  if (element === "i32") return x | 0;
  if (element === "ui8") return x & 255;
  return element === "i1" ? Number(Boolean(x)) : x;
};

function* indices(shape: readonly number[]): Generator<number[]> {
  const index = shape.map(() => 0);
  for (let n = sizeOf(shape); n > 0; n--) {
    yield index;
    for (let i = shape.length - 1; i >= 0 && ++index[i]! === shape[i]; i--) index[i] = 0;
  }
}

const offset = (shape: readonly number[], index: readonly number[]): number =>
  shape.reduce((at, n, i) => {
    if (!(index[i]! >= 0 && index[i]! < n)) throw new RangeError(`[${index.join()}] is outside of [${shape.join()}]`);
    return at * n + index[i]!;
  }, 0);
const at = ({ shape, data }: Value, index: readonly number[]): number => data[offset(shape, index)]!;
const isInside = (shape: readonly number[], index: readonly number[]): boolean =>
  shape.every((n, i) => index[i]! >= 0 && index[i]! < n);

/** A value by the element at each place. */
function build({ shape, element }: TensorType, elementAt: (index: readonly number[]) => number): Value {
  const data: number[] = [];
  for (const index of indices(shape)) data.push(rounded(element, elementAt(index)));
  return { shape, element, data };
}

const scalar = (element: string, x: number): Value => ({ shape: [], element, data: [x] });

// attributes

const textOf = ({ attributes, name }: ParsedOperation, key: string): string => {
  const value = attributes.get(key);
  if (value === undefined) throw new SyntaxError(`${name} has no ${key}`);
  return value;
};
const numbersIn = (text: string): number[] => (text.match(/-?\d+/g) ?? []).map(Number);
const integersOf = (operation: ParsedOperation, key: string): number[] => {
  const list = /^array<i64(?:: ([-\d, ]+))?>$/.exec(textOf(operation, key));
  if (!list) throw new SyntaxError(`${operation.name}: ${key} is no list of i64`);
  return numbersIn(list[1] ?? "");
};
const integerOf = (operation: ParsedOperation, key: string): number =>
  Number(/^(-?\d+) : i64$/.exec(textOf(operation, key))![1]);
const flagOf = (operation: ParsedOperation, key: string): boolean => {
  const text = textOf(operation, key);
  if (text !== "true" && text !== "false") throw new SyntaxError(`${key} is no flag`);
  return text === "true";
};
/** A list inside `#stablehlo.gather<...>`; what is left out is empty. */
const fieldOf = (operation: ParsedOperation, key: string, field: string): number[] =>
  numbersIn(new RegExp(`[<\\s]${field} = (\\[[^\\]]*\\]|\\d+)`).exec(textOf(operation, key))?.[1] ?? "");
const enumOf = (operation: ParsedOperation, key: string): string =>
  /^#stablehlo<\w+ (\w+)>$/.exec(textOf(operation, key))![1]!;

function literal(element: string, text: string): number {
  if (element === "i1") return Number(text === "true");
  if (!element.startsWith("f")) return Number(text);
  if (!text.startsWith("0x")) {
    if (!/^-?\d+\.\d*(e[-+]?\d+)?$/.test(text)) throw new SyntaxError(`${text} is no floating-point literal`);
    return rounded(element, Number(text));
  }
  const view = new DataView(new ArrayBuffer(8));
  if (element === "f32") {
    view.setUint32(0, Number(text));
    return view.getFloat32(0);
  }
  view.setBigUint64(0, BigInt(text));
  return view.getFloat64(0);
}

function constant(operation: ParsedOperation): Value {
  const type = operation.resultTypes[0]!;
  const dense = /^dense<(.*)> : tensor<[^>]*>$/s.exec(textOf(operation, "value"));
  if (!dense) throw new SyntaxError("a constant is dense");
  const text = dense[1]!;
  const bytes = /^"0x([0-9a-f]*)"$/.exec(text);
  if (bytes) {
    const raw = Uint8Array.from(bytes[1]!.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
    return { ...type, data: [...new ARRAY[type.element as keyof typeof ARRAY](raw.buffer)] };
  }
  const items = text.match(/[^\s,[\]]+/g) ?? [];
  const values = items.map((item) => literal(type.element, item));
  return {
    ...type,
    data: text.startsWith("[") || values.length === 0 ? values : new Array<number>(sizeOf(type.shape)).fill(values[0]!),
  };
}

// rules

type Rule = (operation: ParsedOperation, operands: readonly Value[], scope: Scope) => Value[];

const each =
  (f: (...x: number[]) => number): Rule =>
  ({ resultTypes: [type] }, operands) => [
    {
      ...type!,
      data: operands[0]!.data.map((_, i) => rounded(type!.element, f(...operands.map(({ data }) => data[i]!)))),
    },
  ];
/** By whether the elements are numbers with fractions. */
const byKind =
  (ofFloat: (...x: number[]) => number, ofInteger: (...x: number[]) => number): Rule =>
  (operation, operands, scope) =>
    each(operands[0]!.element.startsWith("f") ? ofFloat : ofInteger)(operation, operands, scope);

const compare: Rule = (operation, operands, scope) => {
  const kind = enumOf(operation, "compare_type");
  const wanted = { f: "FLOAT", i: "SIGNED", u: "UNSIGNED" }[operands[0]!.element[0]!];
  if (kind !== (operands[0]!.element === "i1" ? "UNSIGNED" : wanted))
    throw new TypeError(`compare ${kind} of ${operands[0]!.element}`);
  const directions: Record<string, (x: number, y: number) => boolean> = {
    EQ: (x, y) => x === y,
    NE: (x, y) => x !== y,
    LT: (x, y) => x < y,
    LE: (x, y) => x <= y,
    GT: (x, y) => x > y,
    GE: (x, y) => x >= y,
  };
  const f = directions[enumOf(operation, "comparison_direction")]!;
  return each((x, y) => Number(f(x, y)))(operation, operands, scope);
};

const roundToEven = (x: number): number => {
  const below = Math.floor(x);
  if (x - below !== 0.5) return Math.round(x) === 0 && x < 0 ? -0 : Math.round(x);
  return below % 2 === 0 ? below || (x < 0 ? -0 : 0) : below + 1;
};
const power = (x: number, y: number): number => (x === 1 || (x === -1 && Math.abs(y) === Infinity) ? 1 : x ** y);

const reduce: Rule = (operation, [input, initial], scope) => {
  const dimensions = integersOf(operation, "dimensions");
  const kept = input!.shape.map((_, i) => i).filter((i) => !dimensions.includes(i));
  const type = operation.resultTypes[0]!;
  const data = new Array<number>(sizeOf(type.shape)).fill(initial!.data[0]!);
  let k = 0;
  for (const index of indices(input!.shape)) {
    const place = offset(
      type.shape,
      kept.map((i) => index[i]!),
    );
    const element = scalar(type.element, input!.data[k++]!);
    data[place] = call(operation.regions[0]!, [scalar(type.element, data[place]!), element], scope)[0]!.data[0]!;
  }
  return [{ ...type, data }];
};

const dotGeneral: Rule = (operation, [a, b]) => {
  const field = (name: string): number[] => fieldOf(operation, "dot_dimension_numbers", name);
  const [lead, right] = [field("lhs_batching_dimensions"), field("rhs_batching_dimensions")];
  const [inner, other] = [field("lhs_contracting_dimensions"), field("rhs_contracting_dimensions")];
  const rest = ({ shape }: Value, used: number[]): number[] => shape.map((_, i) => i).filter((i) => !used.includes(i));
  const [rows, columns] = [rest(a!, [...lead, ...inner]), rest(b!, [...right, ...other])];
  const summed = inner.map((i) => a!.shape[i]!);
  return [
    build(operation.resultTypes[0]!, (index) => {
      let total = 0;
      const [p, q] = [a!.shape.map(() => 0), b!.shape.map(() => 0)];
      lead.forEach((axis, i) => (p[axis] = index[i]!));
      right.forEach((axis, i) => (q[axis] = index[i]!));
      rows.forEach((axis, i) => (p[axis] = index[lead.length + i]!));
      columns.forEach((axis, i) => (q[axis] = index[lead.length + rows.length + i]!));
      for (const k of indices(summed)) {
        inner.forEach((axis, i) => (p[axis] = k[i]!));
        other.forEach((axis, i) => (q[axis] = k[i]!));
        total += a!.element === "i32" ? Math.imul(at(a!, p), at(b!, q)) : at(a!, p) * at(b!, q);
        if (a!.element === "i32") total |= 0;
      }
      return total;
    }),
  ];
};

const convolution: Rule = (operation, [x, w]) => {
  const rank = x!.shape.length - 2;
  const places = Array.from({ length: rank }, (_, i) => i).join(", ");
  if (
    textOf(operation, "dimension_numbers") !== `#stablehlo.conv<[b, f, ${places}]x[o, i, ${places}]->[b, f, ${places}]>`
  )
    throw new SyntaxError("another layout of a convolution");
  const groups = integerOf(operation, "feature_group_count");
  if (integerOf(operation, "batch_group_count") !== 1) throw new SyntaxError("groups of a batch");
  const [strides, spread, dilation] = ["window_strides", "lhs_dilation", "rhs_dilation"].map((key) =>
    integersOf(operation, key),
  );
  const padding = numbersIn(/^dense<(.*)> : /.exec(textOf(operation, "padding"))![1]!);
  const [outputs, channels, ...taps] = w!.shape as [number, number, ...number[]];
  const type = operation.resultTypes[0]!;
  type.shape.slice(2).forEach((size, i) => {
    const wide = (x!.shape[2 + i]! - 1) * spread![i]! + 1 + padding[2 * i]! + padding[2 * i + 1]!;
    if (size !== Math.floor((wide - (taps[i]! - 1) * dilation![i]! - 1) / strides![i]!) + 1)
      throw new RangeError("the size of a convolution");
  });
  return [
    build(type, ([n, o, ...s]) => {
      let total = 0;
      const group = Math.floor(o! / (outputs / groups));
      for (let c = 0; c < channels; c++)
        for (const k of indices(taps)) {
          const wide = s.map((place, i) => place * strides![i]! + k[i]! * dilation![i]! - padding[2 * i]!);
          if (!wide.every((place, i) => Number.isInteger(place / spread![i]!))) continue;
          const place = [n!, group * channels + c, ...wide.map((p, i) => p / spread![i]!)];
          if (isInside(x!.shape, place)) total += at(x!, place) * at(w!, [o!, c, ...k]);
        }
      return total;
    }),
  ];
};

const pad: Rule = (operation, [x, filler]) => {
  const [low, high, inner] = ["edge_padding_low", "edge_padding_high", "interior_padding"].map((key) =>
    integersOf(operation, key),
  );
  const type = operation.resultTypes[0]!;
  type.shape.forEach((size, i) => {
    const n = x!.shape[i]!;
    if (size !== low![i]! + high![i]! + n + Math.max(n - 1, 0) * inner![i]!) throw new RangeError("the size of a pad");
  });
  return [
    build(type, (index) => {
      const place = index.map((p, i) => (p - low![i]!) / (inner![i]! + 1));
      return place.every(Number.isInteger) && isInside(x!.shape, place) ? at(x!, place) : filler!.data[0]!;
    }),
  ];
};

/** The start of a slice or an update, and which axes of the indices chose it. */
function startOf(
  operation: ParsedOperation,
  key: string,
  names: readonly string[],
  starts: Value,
  batch: readonly number[],
  rank: number,
): number[] {
  const [operandBatch, indexBatch, map] = names.map((name) => fieldOf(operation, key, name)) as [
    number[],
    number[],
    number[],
  ];
  const vector = fieldOf(operation, key, "index_vector_dim")[0]!;
  const start = new Array<number>(rank).fill(0);
  map.forEach((axis, k) => {
    const index = [...batch];
    index.splice(vector, 0, k);
    start[axis] = at(starts, vector < starts.shape.length ? index : batch);
  });
  operandBatch.forEach((axis, i) => {
    const from = indexBatch[i]!;
    start[axis] = batch[from < vector ? from : from - 1]!;
  });
  return start;
}

const gather: Rule = (operation, [x, starts]) => {
  const field = (name: string): number[] => fieldOf(operation, "dimension_numbers", name);
  const [windows, collapsed, batching] = [
    field("offset_dims"),
    field("collapsed_slice_dims"),
    field("operand_batching_dims"),
  ];
  const sizes = integersOf(operation, "slice_sizes");
  const kept = x!.shape.map((_, i) => i).filter((i) => !collapsed.includes(i) && !batching.includes(i));
  return [
    build(operation.resultTypes[0]!, (index) => {
      const batch = index.filter((_, i) => !windows.includes(i));
      const start = startOf(
        operation,
        "dimension_numbers",
        ["operand_batching_dims", "start_indices_batching_dims", "start_index_map"],
        starts!,
        batch,
        x!.shape.length,
      );
      const place = start.map((p, i) =>
        batching.includes(i) ? p : Math.min(Math.max(p, 0), x!.shape[i]! - sizes[i]!),
      );
      windows.forEach((axis, i) => (place[kept[i]!]! += index[axis]!));
      return at(x!, place);
    }),
  ];
};

const scatter: Rule = (operation, [x, starts, updates], scope) => {
  const key = "scatter_dimension_numbers";
  const field = (name: string): number[] => fieldOf(operation, key, name);
  const [windows, inserted, batching] = [
    field("update_window_dims"),
    field("inserted_window_dims"),
    field("input_batching_dims"),
  ];
  const kept = x!.shape.map((_, i) => i).filter((i) => !inserted.includes(i) && !batching.includes(i));
  const data = [...x!.data];
  for (const index of indices(updates!.shape)) {
    const batch = index.filter((_, i) => !windows.includes(i));
    const place = startOf(
      operation,
      key,
      ["input_batching_dims", "scatter_indices_batching_dims", "scatter_dims_to_operand_dims"],
      starts!,
      batch,
      x!.shape.length,
    );
    windows.forEach((axis, i) => (place[kept[i]!]! += index[axis]!));
    if (!isInside(x!.shape, place)) continue;
    const target = offset(x!.shape, place);
    const pair = [data[target]!, at(updates!, index)].map((value) => scalar(x!.element, value));
    data[target] = call(operation.regions[0]!, pair, scope)[0]!.data[0]!;
  }
  return [{ ...x!, data }];
};

const sort: Rule = (operation, operands, scope) => {
  const axis = integerOf(operation, "dimension");
  if (!flagOf(operation, "is_stable")) throw new SyntaxError("a sort that is not stable");
  const { shape } = operands[0]!;
  const results = operands.map(({ data }) => [...data]);
  for (const index of indices(shape.map((n, i) => (i === axis ? 1 : n)))) {
    const places = Array.from({ length: shape[axis]! }, (_, k) =>
      offset(
        shape,
        index.map((p, i) => (i === axis ? k : p)),
      ),
    );
    const isBefore = (a: number, b: number): boolean => {
      const pairs = operands.flatMap(({ element, data }) => [scalar(element, data[a]!), scalar(element, data[b]!)]);
      return call(operation.regions[0]!, pairs, scope)[0]!.data[0] === 1;
    };
    const order = [...places].sort((a, b) => (isBefore(a, b) ? -1 : isBefore(b, a) ? 1 : 0));
    operands.forEach(({ data }, k) => places.forEach((place, i) => (results[k]![place] = data[order[i]!]!)));
  }
  return operands.map((operand, k) => ({ ...operand, data: results[k]! }));
};

const loop: Rule = ({ regions: [condition, body] }, operands, scope) => {
  let state = [...operands];
  while (call(condition!, state, scope)[0]!.data[0] === 1) state = call(body!, state, scope);
  return state;
};

/** Row by row, with NaN in the other triangle: nobody may read it. */
const cholesky: Rule = (operation, [a]) => {
  if (!flagOf(operation, "lower")) throw new SyntaxError("an upper factor");
  const n = a!.shape.at(-1)!;
  const data = new Array<number>(a!.data.length).fill(Number.NaN);
  for (let base = 0; base < data.length; base += n * n)
    for (let i = 0; i < n; i++)
      for (let j = 0; j <= i; j++) {
        let rest = a!.data[base + i * n + j]!;
        for (let k = 0; k < j; k++) rest -= data[base + i * n + k]! * data[base + j * n + k]!;
        data[base + i * n + j] = rounded(a!.element, i === j ? Math.sqrt(rest) : rest / data[base + j * n + j]!);
      }
  return [{ ...a!, data }];
};

const triangularSolve: Rule = (operation, [a, b]) => {
  if (!flagOf(operation, "left_side")) throw new SyntaxError("a system from the right");
  const isLower = flagOf(operation, "lower");
  const isTransposed = enumOf(operation, "transpose_a") === "TRANSPOSE";
  const [n, columns] = b!.shape.slice(-2) as [number, number];
  const data = [...b!.data];
  for (let m = 0; m * n * n < a!.data.length; m++)
    for (let c = 0; c < columns; c++)
      for (let step = 0; step < n; step++) {
        const i = isLower !== isTransposed ? step : n - 1 - step;
        let rest = data[(m * n + i) * columns + c]!;
        for (let j = 0; j < n; j++) {
          const isKnown = isLower !== isTransposed ? j < i : j > i;
          if (isKnown)
            rest -= a!.data[m * n * n + (isTransposed ? j * n + i : i * n + j)]! * data[(m * n + j) * columns + c]!;
        }
        data[(m * n + i) * columns + c] = rounded(
          b!.element,
          flagOf(operation, "unit_diagonal") ? rest : rest / a!.data[m * n * n + i * n + i]!,
        );
      }
  return [{ ...b!, data }];
};

const rules: Readonly<Record<string, Rule>> = {
  constant: (operation) => [constant(operation)],
  iota: (operation) => [build(operation.resultTypes[0]!, (index) => index[integerOf(operation, "iota_dimension")]!)],
  negate: each((x) => -x),
  add: each((x, y) => x + y),
  subtract: each((x, y) => x - y),
  multiply: byKind(
    (x, y) => x * y,
    (x, y) => Math.imul(x, y),
  ),
  divide: each((x, y) => x / y),
  remainder: each((x, y) => x % y),
  sqrt: each((x) => Math.sqrt(x)),
  rsqrt: each((x) => 1 / Math.sqrt(x)),
  abs: each((x) => Math.abs(x)),
  sign: each((x) => Math.sign(x)),
  floor: each((x) => Math.floor(x)),
  ceil: each((x) => Math.ceil(x)),
  round_nearest_even: each((x) => roundToEven(x)),
  exponential: each((x) => Math.exp(x)),
  exponential_minus_one: each((x) => Math.expm1(x)),
  log: each((x) => Math.log(x)),
  log_plus_one: each((x) => Math.log1p(x)),
  power: each((x, y) => power(x, y)),
  tanh: each((x) => Math.tanh(x)),
  sine: each((x) => Math.sin(x)),
  cosine: each((x) => Math.cos(x)),
  tan: each((x) => Math.tan(x)),
  atan2: each((y, x) => Math.atan2(y, x)),
  maximum: each((x, y) => Math.max(x, y)),
  minimum: each((x, y) => Math.min(x, y)),
  and: each((x, y) => x & y),
  or: each((x, y) => x | y),
  xor: each((x, y) => x ^ y),
  not: each((x) => 1 - x), // of truth values alone
  shift_right_logical: each((x, by) => x >>> by),
  is_finite: each((x) => Number(Number.isFinite(x))),
  select: each((condition, x, y) => (condition ? x : y)),
  convert: ({ resultTypes: [type] }, [x]) => {
    // other conversions are up to the engine
    const isHeld = x!.data.every(
      (value) =>
        type!.element.startsWith("f") ||
        (Math.trunc(value) === rounded(type!.element, value) && Number.isFinite(value)),
    );
    if (!isHeld) throw new RangeError(`convert: ${x!.data.join()} as ${type!.element}`);
    return [{ ...type!, data: x!.data.map((value) => rounded(type!.element, value)) }];
  },
  compare,
  optimization_barrier: (_, operands) => [...operands],
  reshape: ({ resultTypes: [type] }, [x]) => [{ ...type!, data: x!.data }],
  transpose: (operation, [x]) => {
    const permutation = integersOf(operation, "permutation");
    return [
      build(operation.resultTypes[0]!, (index) => {
        const place = [...index];
        permutation.forEach((axis, i) => (place[axis] = index[i]!));
        return at(x!, place);
      }),
    ];
  },
  reverse: (operation, [x]) => {
    const axes = integersOf(operation, "dimensions");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          index.map((p, i) => (axes.includes(i) ? x!.shape[i]! - 1 - p : p)),
        ),
      ),
    ];
  },
  broadcast_in_dim: (operation, [x]) => {
    const dimensions = integersOf(operation, "broadcast_dimensions");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          dimensions.map((axis, i) => (x!.shape[i] === 1 ? 0 : index[axis]!)),
        ),
      ),
    ];
  },
  slice: (operation, [x]) => {
    const [start, limit, step] = ["start_indices", "limit_indices", "strides"].map((key) => integersOf(operation, key));
    if (
      !operation.resultTypes[0]!.shape.every(
        (n, i) => n === Math.ceil((limit![i]! - start![i]!) / step![i]!) && limit![i]! <= x!.shape[i]!,
      )
    )
      throw new RangeError("the size of a slice");
    return [
      build(operation.resultTypes[0]!, (index) =>
        at(
          x!,
          index.map((p, i) => start![i]! + p * step![i]!),
        ),
      ),
    ];
  },
  concatenate: (operation, operands) => {
    const axis = integerOf(operation, "dimension");
    return [
      build(operation.resultTypes[0]!, (index) => {
        let rest = index[axis]!;
        for (const operand of operands) {
          if (rest < operand.shape[axis]!)
            return at(
              operand,
              index.map((p, i) => (i === axis ? rest : p)),
            );
          rest -= operand.shape[axis]!;
        }
        throw new RangeError("the size of a concatenation");
      }),
    ];
  },
  pad,
  reduce,
  dot_general: dotGeneral,
  convolution,
  gather,
  scatter,
  sort,
  while: loop,
  cholesky,
  triangular_solve: triangularSolve,
};
