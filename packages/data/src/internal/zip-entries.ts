import { inflateSync } from "fflate";
import { crc32 } from "./crc32.ts";
import { utf8Decoder } from "./utf-8-decoder.ts";

/** A file in an archive. */
export interface ZipEntry {
  readonly name: string;
  /** Unpacked, in bytes, as the archive says; `read` gives no more. */
  readonly size: number;
  /** Unpacked and checked. @throws SyntaxError when it is damaged. */
  readonly read: () => Uint8Array;
}

const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const LONGEST_COMMENT = 0xffff;
const DENSEST = 1032; // a byte of deflate stands for so many at most

/**
 * The files of a ZIP archive by its central directory, with the extension for large files, stored or deflated.
 * @throws SyntaxError when it is no archive, is cut off, encrypted, or its files overlap or claim to be larger than they
 * can be: nothing is allocated on the word of a header.
 * @see PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3.7 to 4.3.16 and 4.5.3
 */
export function zipEntries(file: Uint8Array): ZipEntry[] {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const { count, start, size } = directoryOf(view);
  const entries: ZipEntry[] = [];
  let packed = 0;
  let at = start;
  for (let i = 0; i < count; i++) {
    if (at + 46 > file.length || view.getUint32(at, true) !== CENTRAL) throw damaged("a directory of its files");
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((field) => view.getUint16(at + field, true));
    const name = file.subarray(at + 46, at + 46 + nameLength!);
    const info = infoOf(view, at, at + 46 + nameLength!, extraLength!);
    packed += info.packedSize;
    if (packed > file.length) throw damaged("files that do not overlap");
    entries.push({ name: textOf(name), size: info.size, read: () => unpack(file, view, info) });
    at += 46 + nameLength! + extraLength! + commentLength!;
  }
  if (at !== start + size) throw damaged("as many files as it says");
  return entries;
}

function textOf(bytes: Uint8Array): string {
  const decode = utf8Decoder("readNpz");
  return decode(bytes) + decode();
}

/** Where the directory is, as its end says. */
function directoryOf(view: DataView): { count: number; size: number; start: number } {
  let at = view.byteLength - 22;
  while (at >= 0 && view.getUint32(at, true) !== END) if (--at < view.byteLength - 22 - LONGEST_COMMENT) at = -1;
  if (at < 0) throw damaged("a directory at its end");
  const [count, size, start] = [
    view.getUint16(at + 10, true),
    view.getUint32(at + 12, true),
    view.getUint32(at + 16, true),
  ];
  const isShort = count < 0xffff && size < 0xffffffff && start < 0xffffffff;
  if (isShort || at < 20 || view.getUint32(at - 20, true) !== END_64_LOCATOR) return { count, size, start };
  const end = sizeAt(view, at - 12);
  if (end + 56 > view.byteLength || view.getUint32(end, true) !== END_64) throw damaged("a directory at its end");
  return { count: sizeAt(view, end + 32), size: sizeAt(view, end + 40), start: sizeAt(view, end + 48) };
}

interface EntryInfo {
  readonly method: number;
  readonly crc: number;
  readonly packedSize: number;
  readonly size: number;
  readonly start: number;
}

function infoOf(view: DataView, at: number, extraStart: number, extraLength: number): EntryInfo {
  if (view.getUint16(at + 8, true) & 1) throw damaged("files without a password");
  const short = { size: 24, packedSize: 20, start: 42 } as const;
  const info = { method: view.getUint16(at + 10, true), crc: view.getUint32(at + 16, true) };
  // what does not fit in 32 bits is in an extra field, in this order
  let long = longFields(view, extraStart, extraLength);
  const [size, packedSize, start] = Object.values(short).map((field) => {
    const value = view.getUint32(at + field, true);
    if (value < 0xffffffff) return value;
    if (long === undefined || long + 8 > view.byteLength) throw damaged("sizes of its files");
    return sizeAt(view, (long += 8) - 8);
  });
  return { ...info, size: size!, packedSize: packedSize!, start: start! };
}

/** Where the extra field of large files begins. */
function longFields(view: DataView, start: number, length: number): number | undefined {
  const end = Math.min(start + length, view.byteLength);
  for (let at = start; at + 4 <= end; at += 4 + view.getUint16(at + 2, true))
    if (view.getUint16(at, true) === 1) return at + 4;
  return undefined;
}

function unpack(file: Uint8Array, view: DataView, { method, crc, packedSize, size, start }: EntryInfo): Uint8Array {
  if (start + 30 > file.length || view.getUint32(start, true) !== LOCAL) throw damaged("files where it says");
  const from = start + 30 + view.getUint16(start + 26, true) + view.getUint16(start + 28, true);
  const packed = file.subarray(from, from + packedSize);
  if (packed.length < packedSize || (method === 0 && size !== packedSize) || size > DENSEST * packedSize + DENSEST)
    throw damaged("files of the sizes it says");
  if (method !== 0 && method !== 8) throw damaged("files that are stored or deflated");
  const bytes = method === 0 ? packed : inflated(packed, size);
  if (bytes.length !== size || crc32(bytes) !== crc) throw damaged("files with their checksums");
  return bytes;
}

function inflated(packed: Uint8Array, size: number): Uint8Array {
  try {
    return inflateSync(packed, { out: new Uint8Array(size) });
  } catch (error) {
    throw damaged("files that unpack", error);
  }
}

/** A number of 64 bits. @throws SyntaxError when no file is that large. */
function sizeAt(view: DataView, at: number): number {
  const size = Number(view.getBigUint64(at, true));
  if (size > view.byteLength * DENSEST + DENSEST) throw damaged("sizes of its files");
  return size;
}

const damaged = (wanted: string, cause?: unknown): SyntaxError =>
  new SyntaxError(
    `readNpz: an archive needs ${wanted}, got another file or a damaged one; is it whole, and an .npz file?`,
    {
      cause,
    },
  );
