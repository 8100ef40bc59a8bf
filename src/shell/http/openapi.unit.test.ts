// The API's description of itself: whole, and as the standard has it.
import { describe, expect, it } from 'vitest';
import { describedApi } from './server.js';

interface Operation {
  readonly operationId: string;
  readonly summary: string;
  readonly security: readonly { readonly key: readonly string[] }[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
}

describe('the description of the API', () => {
  const described = describedApi('1.2.3');
  const paths = described['paths'] as Readonly<Record<string, Readonly<Record<string, Operation>>>>;
  const operations = Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ path, method, ...operation })),
  );

  it('is OpenAPI 3.1 of this version', () => {
    expect(described).toMatchObject({
      openapi: '3.1.1',
      info: { title: 'Weir', version: '1.2.3' },
    });
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
  });

  it('gives every operation a sentence and a name of its own', () => {
    expect(operations.filter(({ summary }) => !/^[A-Z].*\.$/.test(summary))).toEqual([]);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
  });

  it('names what tools stand on in the answer about an order', () => {
    const text = JSON.stringify(operations.find(({ path }) => path === '/api/orders/{ref}'));
    const order = ['key', 'refs', 'headline', 'axes', 'lines', 'views', 'findings'];
    const handoff = ['rule', 'to', 'state', 'due', 'waiting_for', 'mode', 'reason'];
    const told = ['at', 'system', 'kind', 'verdict', 'id'];
    for (const name of [...order, ...handoff, ...told]) expect(text).toContain(`"${name}":{`);
  });

  it('names every parameter of a path', () => {
    for (const { path, parameters } of operations) {
      const named = parameters.filter((one) => one.in === 'path').map(({ name }) => name);
      expect([...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)).toEqual(named);
    }
  });

  it('wants a key of everything but health and the doors of systems', () => {
    const open = operations.filter(({ security }) => security.length === 0);
    expect(open.map(({ path }) => path).filter((path) => !path.startsWith('/in/'))).toEqual([
      '/health/live',
      '/health/ready',
    ]);
  });

  it('shows the door of a system to whoever builds against it', () => {
    const [door, under] = ['/in/{system}', '/in/{system}/{rest}'].map(
      (path) => paths[path]?.['post'] as unknown as Readonly<Record<string, unknown>>,
    );
    expect(door).toMatchObject({
      description: expect.stringContaining('webhook-signature') as unknown,
      requestBody: { content: { 'application/json': {}, 'application/xml': {}, 'text/xml': {} } },
      responses: { 200: { content: { 'application/json': {} } }, default: {} },
    });
    expect(under).toMatchObject({ requestBody: door?.['requestBody'] });
  });

  it('wants an idempotency key of whatever operates', () => {
    const acts = operations.filter(({ security }) => security[0]?.key[0] === 'operate');
    expect(acts.length).toBeGreaterThan(0);
    for (const { path, parameters } of acts) {
      expect([path, parameters.some(({ name }) => name === 'Idempotency-Key')]).toEqual([
        path,
        true,
      ]);
    }
  });
});
