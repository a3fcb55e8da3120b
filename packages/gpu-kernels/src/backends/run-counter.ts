import { glslShader } from "./glsl-shader.ts";
import type { Texture } from "./texture.ts";
import type { WebGl } from "./web-gl.ts";

/** Runs are counted up to here, and then from 0: all are exact in float32. */
const MOST = 2 ** 20;

/** Counts runs on the host and, by drawing, on the device: one that stops to draw says nothing, and falls behind. */
export class RunCounter {
  readonly #add: ReturnType<typeof glslShader>;
  #current: Texture;
  #next: Texture;
  #runs: number;

  /** Counts from the number that stands in the first texture; both hold one number. */
  constructor(gl: WebGl, textures: readonly [Texture, Texture], runs: number) {
    [this.#current, this.#next] = textures;
    this.#runs = runs;
    const code = `part0 = vec4(mod(number0(0) + 1.0, ${MOST}.0));`;
    this.#add = glslShader(gl, code, [1], { length: 1, parts: 1 });
  }

  /** Counts a run, after all that it draws. */
  count(): void {
    this.#add.draw([this.#current], [this.#next]);
    [this.#current, this.#next] = [this.#next, this.#current];
    this.#runs = (this.#runs + 1) % MOST;
  }

  /** Has the device drawn all runs? */
  isRight(read: (texture: Texture) => Float32Array): boolean {
    return read(this.#current)[0] === this.#runs;
  }
}
