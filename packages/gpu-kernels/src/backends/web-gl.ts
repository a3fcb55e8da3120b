/** What this package uses of WebGL 2; the types of the platform are not among those here. */
export interface WebGl {
  readonly TEXTURE_2D: number;
  readonly TEXTURE15: number;
  readonly TEXTURE_WRAP_S: number;
  readonly TEXTURE_WRAP_T: number;
  readonly TEXTURE_MIN_FILTER: number;
  readonly TEXTURE_MAG_FILTER: number;
  readonly CLAMP_TO_EDGE: number;
  readonly NEAREST: number;
  readonly RGBA: number;
  readonly RGBA32F: number;
  readonly FLOAT: number;
  readonly FRAMEBUFFER: number;
  readonly COLOR_ATTACHMENT0: number;
  readonly MAX_TEXTURE_SIZE: number;
  readonly OUT_OF_MEMORY: number;
  readonly ARRAY_BUFFER: number;
  readonly STATIC_DRAW: number;
  createBuffer(): object | null;
  bindBuffer(target: number, buffer: object | null): void;
  bufferData(target: number, bytes: number, usage: number): void;
  getExtension(name: string): { loseContext?(): void } | null;
  getParameter(name: number): number;
  getError(): number;
  isContextLost(): boolean;
  createTexture(): object | null;
  deleteTexture(texture: object): void;
  activeTexture(unit: number): void;
  bindTexture(target: number, texture: object | null): void;
  texParameteri(target: number, name: number, value: number): void;
  texImage2D(
    target: number,
    level: number,
    internal: number,
    width: number,
    height: number,
    border: number,
    format: number,
    type: number,
    data: Float32Array | null,
  ): void;
  texSubImage2D(
    target: number,
    level: number,
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    data: Float32Array,
  ): void;
  createFramebuffer(): object | null;
  bindFramebuffer(target: number, framebuffer: object | null): void;
  framebufferTexture2D(target: number, attachment: number, textarget: number, texture: object, level: number): void;
  readPixels(
    x: number,
    y: number,
    width: number,
    height: number,
    format: number,
    type: number,
    out: Float32Array,
  ): void;
}

declare const OffscreenCanvas:
  | (new (
      width: number,
      height: number,
    ) => { getContext(name: string, settings: object): WebGl | null })
  | undefined;

/**
 * A context for computing, without a canvas on the page.
 * @throws Error that says what is missing.
 */
export function openWebGl(): WebGl {
  if (typeof OffscreenCanvas === "undefined") throw new Error("there is no OffscreenCanvas here");
  const gl = new OffscreenCanvas(1, 1).getContext("webgl2", { alpha: false, depth: false, antialias: false });
  if (!gl) throw new Error("the browser gives no WebGL 2 context");
  if (!gl.getExtension("EXT_color_buffer_float")) throw new Error("float32 textures cannot be drawn to");
  return gl;
}
