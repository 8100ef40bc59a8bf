// The API's own description, made of its routes.
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Catalogue } from '../catalogue.js';
import { declared } from '../declaration.js';
import { openApiOf } from '../openapi.js';

const documentShape = z.looseObject({ openapi: z.string() }).describe('OpenAPI 3.1.');

export function descriptionRoutes(
  server: FastifyInstance,
  { catalogue, version }: { readonly catalogue: Catalogue; readonly version: string },
): void {
  server.get(
    '/api/openapi.json',
    declared({ scope: 'read', summary: 'This description.', answers: { 200: documentShape } }),
    async () => Promise.resolve(openApiOf(catalogue, version)),
  );
}
