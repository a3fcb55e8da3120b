export { loadRun } from "./node/load-run.ts";
export { saveRun } from "./node/save-run.ts";
