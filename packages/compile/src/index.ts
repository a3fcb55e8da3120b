export { type Compiled, type CompileOptions, type CompileStats, compile, type ProgramStats } from "./compile.ts";
export type { Graph, GraphNode, Port, Value } from "./graph.ts";
export { interpreter } from "./interpreter.ts";
export { optimize } from "./optimize.ts";
export type { Executable, Target } from "./target.ts";
export { toMermaid } from "./to-mermaid.ts";
export { toText } from "./to-text.ts";
