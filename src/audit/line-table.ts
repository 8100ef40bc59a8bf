// Where the lines of one range of a file lie and which names they bear: numbers only, in memory that
// threads share, so that a run of ten million lines is a few hundred megabytes of columns.

/**
 * The columns of one range, complete. Where lines lie is shared by all threads; what they name is
 * handed over to the thread that routes them, and gone after that.
 */
export interface LineColumns {
  readonly count: number;
  /** Of the line's first byte, from the start of the range. */
  readonly offsets: Uint32Array;
  readonly lengths: Uint32Array;
  readonly systems: Uint16Array;
  /** Index in `kinds`. */
  readonly kinds: Uint16Array;
  /** Of `at`, in whole seconds since 1970. */
  readonly seconds: Uint32Array;
  /** Line -> end of its keys; they begin where those of the line before end. */
  readonly keyEnds: Uint32Array;
  readonly keyNamespaces: Uint16Array;
  readonly keyFirsts: Int32Array;
  readonly keySeconds: Int32Array;
  /** 1 where the name began with `#`. */
  readonly keyMarks: Uint8Array;
}

/** What a worker hands over together with its columns. */
export function handedOver(columns: LineColumns): ArrayBuffer[] {
  const { systems, kinds, seconds, keyEnds } = columns;
  const { keyNamespaces, keyFirsts, keySeconds, keyMarks } = columns;
  const all = [systems, kinds, seconds, keyEnds, keyNamespaces, keyFirsts, keySeconds, keyMarks];
  return all.map(({ buffer }) => buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

export interface ScannedLine {
  readonly offset: number;
  readonly length: number;
  readonly system: number;
  readonly kind: number;
  /** Epoch milliseconds. */
  readonly at: number;
}

type Column = Uint8Array | Uint16Array | Uint32Array | Int32Array;

function grown<T extends Column>(column: T): T {
  const Same = column.constructor as new (length: number) => T;
  const larger = new Same(column.length * 2);
  larger.set(column);
  return larger;
}

function own<T extends Column>(column: T, count: number): T {
  return column.slice(0, count) as T;
}

function shared<T extends Column>(column: T, count: number): T {
  const Same = column.constructor as new (buffer: SharedArrayBuffer) => T;
  const copy = new Same(new SharedArrayBuffer(count * column.BYTES_PER_ELEMENT));
  copy.set(column.subarray(0, count));
  return copy;
}

/** The columns of the range that is being scanned; used again for the next. */
export class LineTable {
  count = 0;
  keyCount = 0;
  #offsets = new Uint32Array(1 << 14);
  #lengths = new Uint32Array(1 << 14);
  #systems = new Uint16Array(1 << 14);
  #kinds = new Uint16Array(1 << 14);
  #times = new Uint32Array(1 << 14);
  #keyEnds = new Uint32Array(1 << 14);
  #namespaces = new Uint16Array(1 << 15);
  #firsts = new Int32Array(1 << 15);
  #seconds = new Int32Array(1 << 15);
  #marks = new Uint8Array(1 << 15);

  clear(): void {
    this.count = 0;
    this.keyCount = 0;
  }

  addKey(namespace: number, first: number, second: number, marked: boolean): void {
    const index = this.keyCount;
    if (index === this.#firsts.length) this.#growKeys();
    this.#namespaces[index] = namespace;
    this.#firsts[index] = first;
    this.#seconds[index] = second;
    this.#marks[index] = marked ? 1 : 0;
    this.keyCount = index + 1;
  }

  keyNamespace(key: number): number {
    return this.#namespaces[key] ?? 0;
  }

  setKey(key: number, first: number, second: number): void {
    this.#firsts[key] = first;
    this.#seconds[key] = second;
  }

  /** Ends a line: the keys added since the line before are its own. */
  addLine(line: ScannedLine): void {
    const index = this.count;
    if (index === this.#offsets.length) this.#growLines();
    this.#offsets[index] = line.offset;
    this.#lengths[index] = line.length;
    this.#systems[index] = line.system;
    this.#kinds[index] = line.kind;
    this.#times[index] = line.at / 1_000;
    this.#keyEnds[index] = this.keyCount;
    this.count = index + 1;
  }

  /** Where the keys of the line that is being scanned begin. */
  lastKeyEnd(): number {
    return this.count === 0 ? 0 : (this.#keyEnds[this.count - 1] ?? 0);
  }

  #growKeys(): void {
    this.#namespaces = grown(this.#namespaces);
    this.#firsts = grown(this.#firsts);
    this.#seconds = grown(this.#seconds);
    this.#marks = grown(this.#marks);
  }

  #growLines(): void {
    this.#offsets = grown(this.#offsets);
    this.#lengths = grown(this.#lengths);
    this.#systems = grown(this.#systems);
    this.#kinds = grown(this.#kinds);
    this.#times = grown(this.#times);
    this.#keyEnds = grown(this.#keyEnds);
  }

  columns(): LineColumns {
    const { count, keyCount } = this;
    return {
      count,
      offsets: shared(this.#offsets, count),
      lengths: shared(this.#lengths, count),
      systems: own(this.#systems, count),
      kinds: own(this.#kinds, count),
      seconds: own(this.#times, count),
      keyEnds: own(this.#keyEnds, count),
      keyNamespaces: own(this.#namespaces, keyCount),
      keyFirsts: own(this.#firsts, keyCount),
      keySeconds: own(this.#seconds, keyCount),
      keyMarks: own(this.#marks, keyCount),
    };
  }
}
