// The connectors, one line each, and what they can do together. The only file that names them.
import type { ReaderDeclaration } from '../core/contract/contract.js';
import type { Connector, ExportReader } from './connector.js';
import { declaredReader } from './files/index.js';
import { shopify } from './shopify/index.js';

const connectors: readonly Connector[] = [shopify];

/** Readers of the declarations, in their order, and then those of the connectors. */
export function exportReaders(declared: readonly ReaderDeclaration[]): readonly ExportReader[] {
  return [
    ...declared.map(declaredReader),
    ...connectors.flatMap((connector) => connector.exports ?? []),
  ];
}
