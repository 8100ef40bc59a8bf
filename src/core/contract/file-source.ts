// What the contract says of the files that a system leaves in a folder, or shows under an address.
// file-sources.ts makes it of the plain form.

export type FilePlace =
  { readonly kind: 'folder'; readonly folder: string } | ({ readonly kind: 'url' } & FileAddress);

export interface FileAddress {
  readonly url: string;
  /** Sent with each request; `env:NAME` in a value stands for that environment variable. */
  readonly headers: Readonly<Record<string, string>>;
  /** Hosts that may be reached though their address is not a public one. */
  readonly allow: readonly string[];
  readonly timeoutMillis: number;
}

/** The last row of a file that says that it is whole. */
export interface Trailer {
  /** What its first cell begins with. */
  readonly starts: string;
  /** Cell that holds the number of rows before it, from 1; null: it holds none. */
  readonly rows: number | null;
}

export interface FileSource {
  readonly place: FilePlace;
  /** Names of files, `*` for any text; null: every name. */
  readonly match: string | null;
  readonly everyMillis: number;
  /** One of `readers:`; null: whichever reader knows a file. */
  readonly reader: string | null;
  readonly trailer: Trailer | null;
  readonly minRows: number | null;
  /** Share of rows by which a file may be smaller than the one before; null: where it states levels, 0.9. */
  readonly maxDrop: number | null;
}
