export { type Compiled, type CompileOptions, type CompileStats, compile, type ProgramStats } from "./compile.ts";
export { emptyTensor } from "./empty-tensor.ts";
export { convolutionByTaps, paddedConvolution } from "./expand/convolution.ts";
export { type ConvolutionForm, convolutionForm, type WindowForm } from "./expand/convolution-form.ts";
export { type ExpandOptions, expandGraph, type OperationInUse } from "./expand/expand-graph.ts";
export type { Expansion } from "./expand/expansion.ts";
export { loop, loopPrimitive, Repetition } from "./expand/loop.ts";
export type { Graph, GraphNode, Port, Value } from "./graph.ts";
export { interpreter } from "./interpreter.ts";
export { uniformNumber } from "./internal/uniform-number.ts";
export { optimize } from "./optimize.ts";
export { type Fusion, fuseLoops, type Group, type RefineLoops, type Role } from "./plan/fuse-loops.ts";
export { type LaidOut, type Layout, layOut } from "./plan/layouts.ts";
export { aligned, type Lifetime, type MemoryPlan, planMemory } from "./plan/plan-memory.ts";
export { type Move, type ProgramPlan, planProgram, type Slot } from "./plan/plan-program.ts";
export { recompute } from "./plan/recompute.ts";
export {
  ownStrides,
  reducedEnds,
  reducesRows,
  type Space,
  startsWithRows,
  stridesOfSums,
  stridesOver,
} from "./plan/space.ts";
export { readLaterError, type Residence, ResidentTensor } from "./resident-tensor.ts";
export { type SeparatedGraph, separateHost } from "./separate-host.ts";
export type { Executable, Target } from "./target.ts";
export { toMermaid } from "./to-mermaid.ts";
export { toText } from "./to-text.ts";
export { unknownOperation } from "./unknown-operation.ts";
