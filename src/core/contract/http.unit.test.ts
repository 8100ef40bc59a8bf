// What a contract says of how a system is told, once compiled.
import { expect, it } from 'vitest';
import { hour } from '../observation/instant.js';
import { compileContract } from './compile.js';

function keysKept(idempotent: unknown): unknown {
  const commands = { 'create-order': { path: '/orders', idempotent } };
  const http = { url: 'https://erp.example.com/api', commands };
  const systems = { shop: { role: 'storefront' }, erp: { role: 'erp', connector: 'http', http } };
  const { contract, faults } = compileContract(
    { weir: 1, systems, handoffs: { standard: true } },
    { isZone: () => false },
  );
  const said = contract.destinations.get('erp')?.commands.get('create-order');
  return faults.length > 0 ? faults.map(({ message }) => message) : said?.keysKeptMillis;
}

it('knows for how long a destination knows a repeat by its key', () => {
  expect(keysKept(undefined)).toBeNull();
  expect(keysKept(false)).toBeNull();
  expect(keysKept(true)).toBe(24 * hour);
  expect(keysKept('72h')).toBe(72 * hour);
  expect(keysKept('for ever')).toEqual(['"for ever" is no duration.']);
});
