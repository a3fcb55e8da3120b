/** What this package uses of WebGL 2; the types of the platform are not among those here. */
export interface WebGl {
  readonly TEXTURE_2D: number;
  readonly TEXTURE0: number;
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
  readonly MAX_DRAW_BUFFERS: number;
  readonly OUT_OF_MEMORY: number;
  readonly TRIANGLES: number;
  readonly VERTEX_SHADER: number;
  readonly FRAGMENT_SHADER: number;
  readonly LINK_STATUS: number;
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
  createShader(type: number): object | null;
  shaderSource(shader: object, text: string): void;
  compileShader(shader: object): void;
  deleteShader(shader: object): void;
  getShaderInfoLog(shader: object): string | null;
  createProgram(): object | null;
  attachShader(program: object, shader: object): void;
  linkProgram(program: object): void;
  getProgramParameter(program: object, name: number): unknown;
  useProgram(program: object): void;
  deleteProgram(program: object): void;
  getUniformLocation(program: object, name: string): object | null;
  uniform1i(location: object | null, value: number): void;
  createVertexArray(): object | null;
  bindVertexArray(vertexArray: object | null): void;
  deleteVertexArray(vertexArray: object | null): void;
  viewport(x: number, y: number, width: number, height: number): void;
  scissor(x: number, y: number, width: number, height: number): void;
  drawBuffers(attachments: readonly number[]): void;
  drawArrays(mode: number, first: number, count: number): void;
  createFramebuffer(): object | null;
  deleteFramebuffer(framebuffer: object | null): void;
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
