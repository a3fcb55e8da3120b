import { userPath } from "./read-file.ts";
import { builtIn, readTableTask } from "./table-task.ts";
import type { Task, TaskSource } from "./task.ts";
import { readTextTask } from "./text-task.ts";

/** Reads what there is to learn. */
export const readTask = (source: TaskSource): Promise<Task> =>
  source.dataset === "text" ? readTextTask(source) : readTableTask(source);

/** The same source, to be read from any folder. */
export const fromAnywhere = (source: TaskSource): TaskSource => ({
  ...source,
  dataset:
    source.dataset === "text" || Object.hasOwn(builtIn, source.dataset) ? source.dataset : userPath(source.dataset),
  files: source.files?.map(userPath),
});
