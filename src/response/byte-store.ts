/** Bytes in a row that more can be put behind. */
export interface ByteStore {
  size(): number;
  append(bytes: Uint8Array): void;
  /** Room for as many bytes more, to be filled in. */
  extend(length: number): Uint8Array<ArrayBuffer>;
  /** The bytes from there on, valid until more are put behind them. */
  from(start: number): Uint8Array<ArrayBuffer>;
  /** Forgets them all, and keeps the room. */
  clear(): void;
  /** They all, until more are put into the store, which is empty then. */
  lend(): Uint8Array<ArrayBuffer>;
  /** A copy of them all; the store is empty then, and keeps its room. */
  take(): Uint8Array<ArrayBuffer>;
}

/** Makes a store whose room doubles as it fills. */
export function createByteStore(): ByteStore {
  let bytes = new Uint8Array(1024);
  let size = 0;

  function extend(length: number): Uint8Array<ArrayBuffer> {
    const start = size;
    size += length;
    if (size > bytes.length) {
      const larger = new Uint8Array(Math.max(size, bytes.length * 2));
      larger.set(bytes.subarray(0, start));
      bytes = larger;
    }
    return bytes.subarray(start, size);
  }

  return {
    extend,
    size: () => size,
    append: (more) => extend(more.length).set(more),
    from: (start) => bytes.subarray(start, size),
    clear() {
      size = 0;
    },
    lend() {
      const lent = bytes.subarray(0, size);
      size = 0;
      return lent;
    },
    take() {
      const taken = bytes.slice(0, size);
      size = 0;
      return taken;
    },
  };
}
