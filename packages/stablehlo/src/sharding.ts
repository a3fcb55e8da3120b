import { formatShape, type Shape } from "@adjoint/tensor";

/** Devices in a grid: the name and the size of each of its axes, such as `{ data: 4, model: 2 }`. */
export type Mesh = Readonly<Record<string, number>>;

/**
 * By path, along which axis of the mesh each axis of a tensor is split: `{ 2: ["data"] }` splits the rows of all tensors
 * in the third argument. null: not split; so are the axes after those named. A path stands for all below it, the longest
 * one counts, and what none names is on every device. Paths of results begin with `result`.
 */
export type Sharding = Readonly<Record<string, readonly (string | null)[]>>;

/** How tensors lie on the devices of a mesh, as annotations that XLA reads. */
export class Placement {
  readonly #mesh: Mesh;
  readonly #sharding: Sharding;
  readonly #used = new Set<string>();

  /** @throws RangeError for a size below 1, or a name that the mesh has not got. */
  constructor(mesh: Mesh, sharding: Sharding) {
    for (const [axis, size] of Object.entries(mesh))
      if (!Number.isInteger(size) || size < 1)
        throw new RangeError(
          `toStableHlo: a mesh has whole sizes from 1 up, got ${size} for ${axis}; count the devices?`,
        );
    for (const [path, axes] of Object.entries(sharding))
      for (const axis of axes)
        if (axis !== null && !Object.hasOwn(mesh, axis))
          throw new RangeError(
            `toStableHlo: the mesh has the axes ${Object.keys(mesh).join(", ") || "(none)"}, got ${axis} for ${path}; add it to the mesh?`,
          );
    this.#mesh = mesh;
    this.#sharding = sharding;
  }

  get devices(): number {
    return Object.values(this.#mesh).reduce((count, size) => count * size, 1);
  }

  /**
   * The annotation of the tensor at a path.
   * @throws RangeError when it has fewer axes than are named, or sizes that do not divide.
   * @see https://openxla.org/xla/shardings
   */
  of(path: string, shape: Shape): string {
    const axes = this.axesOf(path);
    const sizes = Object.keys(this.#mesh);
    const tiles = shape.map((n, i) => this.#parts(path, shape, n, axes[i] ?? null));
    if (axes.length > shape.length && axes.slice(shape.length).some((axis) => axis !== null))
      throw new RangeError(
        `toStableHlo: ${path} has ${shape.length} axes, got a sharding of ${axes.length}; name a longer path for what is split?`,
      );
    if (tiles.every((count) => count === 1)) return "{replicated}";
    const named = axes.filter((axis): axis is string => axis !== null);
    if (new Set(named).size < named.length)
      throw new RangeError(
        `toStableHlo: an axis of the mesh splits one axis of a tensor, got ${named.join(", ")} for ${path}; use another?`,
      );
    const others = sizes.filter((axis) => !named.includes(axis));
    const copies = others.reduce((count, axis) => count * this.#mesh[axis]!, 1);
    const grid = copies > 1 ? [...tiles, copies] : tiles;
    const order = [...named, ...others].map((axis) => sizes.indexOf(axis));
    const isInOrder = order.every((axis, i) => axis === i);
    const devices = isInOrder ? `[${this.devices}]` : `[${Object.values(this.#mesh).join()}]T(${order.join()})`;
    return `{devices=[${grid.join()}]<=${devices}${copies > 1 ? " last_tile_dim_replicate" : ""}}`;
  }

  /** @throws RangeError when a path of the sharding was never asked for. */
  checkAllUsed(paths: readonly string[]): void {
    for (const path of Object.keys(this.#sharding))
      if (!this.#used.has(path))
        throw new RangeError(
          `toStableHlo: no tensor stands at ${path} (there are ${paths.join(", ")}); check the path?`,
        );
  }

  /** What is said of the tensor at a path. */
  axesOf(path: string): readonly (string | null)[] {
    const parts = path.split("/");
    for (let length = parts.length; length > 0; length--) {
      const prefix = parts.slice(0, length).join("/");
      const axes = Object.hasOwn(this.#sharding, prefix) ? this.#sharding[prefix] : undefined;
      if (!axes) continue;
      this.#used.add(prefix);
      return axes;
    }
    return [];
  }

  #parts(path: string, shape: Shape, n: number, axis: string | null): number {
    const count = axis === null ? 1 : this.#mesh[axis]!;
    if (n % count !== 0)
      throw new RangeError(
        `toStableHlo: ${axis} has ${count} devices, which must divide an axis of ${n}, got ${formatShape(shape)} at ${path}; change the batch?`,
      );
    return count;
  }
}
