// One statement of one system, before it is written: its instant is still exact, whatever the file will show of it.

export type OrderChannel = 'shop' | 'amazon' | 'walmart' | 'pos';

export type SystemName =
  | OrderChannel
  | 'erp'
  | 'pay'
  | 'ipaas'
  | 'warehouse'
  | 'acme'
  | 'globex'
  | 'acme-edi'
  | 'globex-edi'
  | 'hooli-edi'
  | 'vendor-portal'
  | 'merchant-portal';

export type Refs = Readonly<Record<string, string | readonly string[]>>;
export type Data = Readonly<Record<string, unknown>>;

export interface Status {
  readonly native?: string;
  readonly canonical?: string;
}

export interface Body {
  readonly refs: Refs;
  readonly data?: Data;
  readonly status?: Status;
  /** When the reader had it, where that is worth saying. */
  readonly seen?: number;
}

export interface Emission extends Body {
  readonly system: SystemName;
  readonly kind: string;
  readonly id: string;
  readonly at: number;
  readonly subjectClass: SubjectClass;
}

/** The class that an export's filter can see: the selling channel of an order, or no order at all. */
export type SubjectClass = OrderChannel | 'other';
