/** In the place of the declarations of gpu.js, which need the types of the platform and leave much out. */
declare const gpuJs: unknown;
export default gpuJs;
