// Of the platform, whose types are not among those here.
type Method = (this: object, ...inputs: unknown[]) => object | null | undefined;
type Class = { readonly prototype: Record<string, Method> } | undefined;
declare const WebGL2RenderingContext: Class;
declare const GPUDevice: Class;
declare const GPUBuffer: Class;

/** Counts what this page makes on devices and has not given back, from now on. */
export function countDeviceObjects(): () => Readonly<Record<string, number>> {
  const alive: Record<string, number> = {};
  const gl = typeof WebGL2RenderingContext === "undefined" ? undefined : WebGL2RenderingContext;
  for (const kind of ["Texture", "Framebuffer", "Program", "Shader", "VertexArray", "Buffer"]) {
    watch(gl, `create${kind}`, kind, 1);
    watch(gl, `delete${kind}`, kind, -1);
  }
  watch(typeof GPUDevice === "undefined" ? undefined : GPUDevice, "createBuffer", "GPUBuffer", 1);
  watch(typeof GPUBuffer === "undefined" ? undefined : GPUBuffer, "destroy", "GPUBuffer", -1);
  return () => ({ ...alive });

  function watch(from: Class, name: string, kind: string, change: number): void {
    const method = from?.prototype[name];
    if (!method) return;
    alive[kind] ??= 0;
    from.prototype[name] = function (...inputs) {
      if (change > 0 || inputs[0] !== null) alive[kind] = alive[kind]! + change;
      return method.apply(this, inputs);
    };
  }
}
