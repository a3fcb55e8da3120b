import type { CanvasSize } from "../charts/element-size.ts";

/** From where a relief is seen, in degrees: around it, and above the horizon. */
export interface Camera {
  readonly turn: number;
  readonly tilt: number;
}

const RELIEF = 0.55;
const DISTANCE = 3.2;

/** Places of a box (x, y and height from 0 to 1) on a canvas, in perspective. */
export function projectionOf({ turn, tilt }: Camera, { width, height }: CanvasSize) {
  const [sinTurn, cosTurn] = [Math.sin((turn * Math.PI) / 180), Math.cos((turn * Math.PI) / 180)];
  const [sinTilt, cosTilt] = [Math.sin((tilt * Math.PI) / 180), Math.cos((tilt * Math.PI) / 180)];
  const scale = Math.min(width, height) * 2.35;
  return (x: number, y: number, z: number): readonly [left: number, top: number] => {
    const [across, along, up] = [x - 0.5, y - 0.5, (z - 0.4) * RELIEF];
    const side = across * cosTurn - along * sinTurn;
    const back = across * sinTurn + along * cosTurn;
    const depth = DISTANCE + back * cosTilt - up * sinTilt;
    const rise = back * sinTilt + up * cosTilt;
    return [width / 2 + (scale * side) / depth, height / 2 - (scale * rise) / depth];
  };
}
