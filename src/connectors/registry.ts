// The connectors, one line each, and what they can do together. The only file that names them.
import type { Contract, ReaderDeclaration } from '../core/contract/contract.js';
import type { NativeReader, Vocabularies } from '../core/observation/native-words.js';
import { readerOf } from '../core/observation/native-words.js';
import type {
  Connector,
  Destination,
  DestinationGiven,
  ExportGuide,
  ExportReader,
  NoDestination,
  Polled,
  Subscribed,
  Trial,
  WebhookForm,
} from './connector.js';
import { declaredReader } from './files/index.js';
import { amazon } from './amazon/index.js';
import { bigcommerce } from './bigcommerce/index.js';
import { celigo } from './celigo/index.js';
import { cin7 } from './cin7/index.js';
import { ebay } from './ebay/index.js';
import { etsy } from './etsy/index.js';
import { hopLog } from './hop-log/index.js';
import { http, subscribedBy } from './http/index.js';
import { netsuite } from './netsuite/index.js';
import { paypal } from './paypal/index.js';
import { quickbooks } from './quickbooks/index.js';
import { shipstation } from './shipstation/index.js';
import { shopify } from './shopify/index.js';
import { stripe } from './stripe/index.js';
import { supplierFeed } from './supplier-feed/index.js';
import { walmart } from './walmart/index.js';
import { woocommerce } from './woocommerce/index.js';
import { workato } from './workato/index.js';
import { x12 } from './x12/index.js';

const connectors: readonly Connector[] = [
  amazon,
  bigcommerce,
  celigo,
  cin7,
  ebay,
  etsy,
  hopLog,
  http,
  netsuite,
  paypal,
  quickbooks,
  shipstation,
  shopify,
  stripe,
  supplierFeed,
  walmart,
  woocommerce,
  workato,
  x12,
];

/** What a contract can write as a system's `connector`. */
export const connectorNames: ReadonlySet<string> = new Set([
  ...connectors.map(({ name }) => name),
  'files',
]);

/** The vocabularies of all products, by connector. */
export const vocabularies: Vocabularies = new Map(
  connectors.flatMap(({ name, vocabulary }) => (vocabulary ? [[name, vocabulary]] : [])),
);

/** What the native words of a contract's systems mean. */
export function nativeReader(contract: Contract): NativeReader {
  return readerOf(contract, vocabularies);
}

/** Opens a system as a destination, by the connector that the contract gives it. */
export function destinationOf(given: DestinationGiven): Destination | NoDestination {
  const { contract, system } = given;
  const name = contract.systems.get(system)?.connector;
  const opens = connectors.find((connector) => connector.name === name)?.destination;
  return opens?.(given) ?? { failed: `${system} has no connector that can tell it anything` };
}

/** Opens a system as one that is polled, by the connector that the contract gives it. */
export function polledOf(given: DestinationGiven): Polled | NoDestination {
  const { contract, system } = given;
  const name = contract.systems.get(system)?.connector;
  const opens = connectors.find((connector) => connector.name === name)?.polled;
  return opens?.(given) ?? { failed: `${system} has no connector that can ask it` };
}

/** Opens a system as one that says which webhooks it is to send; null: the contract does not say where. */
export function subscribedOf(given: DestinationGiven): Subscribed | NoDestination | null {
  const { contract, system } = given;
  return subscribedBy(webhookFormOf(contract, system)?.subscriptions ?? null, given);
}

/** Asks a system one harmless question, by the connector that the contract gives it. */
export async function trialOf(given: DestinationGiven): Promise<Trial | NoDestination> {
  const { contract, system } = given;
  const name = contract.systems.get(system)?.connector;
  const asks = connectors.find((connector) => connector.name === name)?.trial;
  return (await asks?.(given)) ?? { asked: false };
}

/** Raised whenever a reader learns to read what it could not: then what was set aside is read again. */
export const readersVersion = 1;

/** Readers of the declarations, in their order, and then those of the connectors. */
export function exportReaders(declared: readonly ReaderDeclaration[]): readonly ExportReader[] {
  return [
    ...declared.map(declaredReader),
    ...connectors.flatMap((connector) => connector.exports ?? []),
  ];
}

/** The readers that may know what one system says: those declared for it, then its connector's. */
export function readersOf(contract: Contract, system: string): readonly ExportReader[] {
  const connector = contract.systems.get(system)?.connector ?? null;
  return exportReaders(contract.readers.filter((reader) => reader.system === system)).filter(
    (reader) => reader.system === system || (connector !== null && reader.connector === connector),
  );
}

/** How webhooks of a system are known, where its connector knows it. */
export function webhookFormOf(contract: Contract, system: string): WebhookForm | null {
  const name = contract.systems.get(system)?.connector;
  return connectors.find((connector) => connector.name === name)?.webhook ?? null;
}

/** What can be exported by hand, by connector. */
export const exportGuides: ReadonlyMap<string, readonly ExportGuide[]> = new Map(
  connectors.flatMap(({ name, whatToExport }) => (whatToExport ? [[name, whatToExport]] : [])),
);
