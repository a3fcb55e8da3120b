import type { Category, ReferenceEntry } from "../entry.ts";
import { activations } from "./activations.ts";
import type { Guidance } from "./guidance.ts";
import { losses } from "./losses.ts";
import { optimizers } from "./optimizers.ts";
import { schedulers } from "./schedulers.ts";

/** One piece of advice for every entry of the reference, and for nothing else: a test holds them together. */
export const guidance: Readonly<Record<Category, Guidance>> = { activations, losses, schedulers, optimizers };

export const adviceOn = ({ category, name }: ReferenceEntry): Guidance[string] | undefined => guidance[category][name];
