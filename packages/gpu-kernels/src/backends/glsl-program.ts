import type { GlslKernel } from "./backend.ts";
import { glslShader } from "./glsl-shader.ts";
import { NUMBERS_A_TEXEL, type Texture } from "./texture.ts";
import type { WebGl } from "./web-gl.ts";

/** A compiled kernel of WebGL 2. */
export interface TextureProgram {
  run(inputs: readonly Texture[], output: Texture): void;
  destroy(): void;
}

/** Where textures come from that are needed only for a moment. */
interface Textures {
  take(length: number): Texture;
  giveBack(texture: Texture): void;
}

/**
 * A kernel in GLSL, for inputs and a result of these lengths. Where the result has several parts they are drawn to
 * textures of their own, and these to the result.
 * @throws Error of the compiler.
 */
export function glslProgram(
  gl: WebGl,
  textures: Textures,
  { code, parts, texels, part, place }: GlslKernel,
  inputs: readonly number[],
  length: number,
): TextureProgram {
  const partLength = parts === 1 ? length : texels * NUMBERS_A_TEXEL;
  const compute = glslShader(gl, code, inputs, { length: partLength, parts });
  if (parts === 1) return { run: (read, output) => compute.draw(read, [output]), destroy: compute.destroy };
  const lengths = Array.from({ length: parts }, () => partLength);
  const cases = lengths.map((_, i) => `case ${i}: part0 = texel${i}(at); break;`);
  const joining = `int at = ${place};\nswitch (${part}) {\n${cases.join("\n")}\n}`;
  const join = glslShader(gl, joining, lengths, { length, parts: 1 });
  return {
    run: (read, output) => {
      const drawn = lengths.map((one) => textures.take(one));
      compute.draw(read, drawn);
      join.draw(drawn, [output]);
      for (const texture of drawn) textures.giveBack(texture); // what is drawn to it next comes after
    },
    destroy: () => {
      compute.destroy();
      join.destroy();
    },
  };
}
