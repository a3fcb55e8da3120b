import type { Advice, Category } from "../entry.ts";
import { activations } from "./activations.ts";
import { losses } from "./losses.ts";
import { optimizers } from "./optimizers.ts";
import { schedulers } from "./schedulers.ts";

export type ChineseAdvice = Readonly<Record<string, Advice>>;

/** The advice of docstrings in Chinese, as far as it has been translated. */
export const chineseAdvice: Readonly<Record<Category, ChineseAdvice>> = {
  activations,
  losses,
  schedulers,
  optimizers,
};
