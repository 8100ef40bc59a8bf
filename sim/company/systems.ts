// The systems of the company: role, connector and the zone in which each writes its times.
import { CHICAGO, NEW_YORK, PHOENIX, UTC, type Zone } from './clock.js';
import type { SystemName } from './emission.js';

export interface System {
  readonly role: string;
  readonly connector?: string;
  readonly zone: Zone;
}

export const SYSTEMS: Readonly<Record<SystemName, System>> = {
  shop: { role: 'storefront', connector: 'shopify', zone: NEW_YORK },
  amazon: { role: 'marketplace', connector: 'amazon', zone: UTC },
  walmart: { role: 'marketplace', connector: 'walmart', zone: UTC },
  pos: { role: 'pos', zone: CHICAGO },
  erp: { role: 'erp', connector: 'netsuite', zone: PHOENIX },
  pay: { role: 'payments', connector: 'stripe', zone: UTC },
  ipaas: { role: 'middleware', zone: UTC },
  warehouse: { role: 'warehouse', zone: CHICAGO },
  acme: { role: 'supplier', zone: UTC },
  globex: { role: 'supplier', zone: NEW_YORK },
  'acme-edi': { role: 'edi', zone: UTC },
  'globex-edi': { role: 'edi', zone: UTC },
  'hooli-edi': { role: 'edi', zone: UTC },
  'vendor-portal': { role: 'supplier-portal', zone: UTC },
  'merchant-portal': { role: 'merchant-portal', zone: NEW_YORK },
};

export const SYSTEM_NAMES = Object.keys(SYSTEMS) as readonly SystemName[];
