import { type GlHandle, glHandle } from "../gpu-js/internals.ts";
import type { DeviceMemory } from "./backend.ts";

export const NUMBERS_A_TEXEL = 4;

/** A texture of four numbers a texel. */
export class Texture implements DeviceMemory {
  readonly length: number;
  readonly size: readonly [width: number, height: number];
  /** As gpu.js sees it; what has a length would be an array there. */
  readonly handle: GlHandle;

  constructor(length: number, texture: object, context: object) {
    this.length = length;
    this.size = textureSize(length);
    this.handle = glHandle(length, texture, this.size, context);
  }

  get texture(): object {
    return this.handle.texture;
  }

  get bytes(): number {
    return this.size[0] * this.size[1] * NUMBERS_A_TEXEL * Float32Array.BYTES_PER_ELEMENT;
  }
}

/** The size of a texture for so many numbers, about square; its width is a power of two. */
export function textureSize(length: number): readonly [width: number, height: number] {
  const texels = Math.max(1, Math.ceil(length / NUMBERS_A_TEXEL));
  const width = 2 ** Math.ceil(Math.log2(texels) / 2);
  return [width, Math.ceil(texels / width)];
}
