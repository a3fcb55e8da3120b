export { filterTree } from "./filter-tree.ts";
export { type FlatTree, flattenTree } from "./flatten-tree.ts";
export { mapLeaves } from "./map-leaves.ts";
export { mapTree, mapTreeWithPath } from "./map-tree.ts";
export type { AnyTree, TreeOf } from "./tree-of.ts";
