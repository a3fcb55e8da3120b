export { silu as swish } from "./silu.ts";
