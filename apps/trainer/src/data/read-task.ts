import { readTableTask } from "./table-task.ts";
import type { Task, TaskSource } from "./task.ts";
import { readTextTask } from "./text-task.ts";

/** Reads what there is to learn. */
export const readTask = (source: TaskSource): Promise<Task> =>
  source.dataset === "text" ? readTextTask(source) : readTableTask(source);
