// The API described by its own routes: OpenAPI 3.1 from what each of them declares.
import { z } from 'zod';
import { limits } from '../../core/limits.js';
import type { Catalogue } from './catalogue.js';
import type { Declaration } from './declaration.js';
import { problemShape, problemType } from './problem.js';

type Json = Readonly<Record<string, unknown>>;

/** @param version of Weir. */
export function openApiOf(catalogue: Catalogue, version: string): Json {
  const paths: Record<string, Record<string, Json>> = {};
  for (const { method, path: url, declaration } of catalogue.routes) {
    if (declaration === null) continue;
    const path = (paths[pathOf(url)] ??= {});
    path[method.toLowerCase()] = operationOf(method, url, declaration);
  }
  return {
    openapi: '3.1.1',
    info: { title: 'Weir', version, license: { name: 'Apache-2.0', identifier: 'Apache-2.0' } },
    paths,
    components: {
      securitySchemes: { key: { type: 'http', scheme: 'bearer' } },
      schemas: { Problem: schemaOf(problemShape) },
    },
  };
}

/** Name of what follows in an address that goes on. */
const rest = 'rest';

/** `/orders/:ref` as `/orders/{ref}`. */
function pathOf(path: string): string {
  return path.replace(/:(\w+)/g, '{$1}').replace(/\*$/, `{${rest}}`);
}

function operationOf(method: string, path: string, declaration: Declaration): Json {
  const { summary, description, scope, body, takes, raw, query, answers } = declaration;
  const names = pathOf(path)
    .split(/\W+/)
    .filter((name) => name !== '' && name !== 'api');
  const hasBody = [body, takes, raw].some((one) => one !== undefined);
  return {
    operationId: [method.toLowerCase(), ...names].join('-'),
    summary,
    ...(description === undefined ? {} : { description }),
    security: scope === null ? [] : [{ key: [scope] }],
    parameters: [
      ...pathParameters(path),
      ...queryParameters(query),
      ...actingParameters(declaration),
    ],
    ...(hasBody ? { requestBody: requestBodyOf(declaration) } : {}),
    responses: {
      ...Object.fromEntries(
        Object.entries(answers).map(([status, shape]) => [status, answerOf(shape)]),
      ),
      default: {
        description: 'What went wrong and what to do (RFC 9457).',
        content: { [problemType]: { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function answerOf(shape: z.ZodType): Json {
  const { description = '', contentMediaType = 'application/json', ...schema } = schemaOf(shape);
  return { description, content: { [String(contentMediaType)]: { schema } } };
}

function requestBodyOf({ body, raw, takes = ['application/json'] }: Declaration): Json {
  const written = raw === undefined ? { type: 'string' } : {};
  const schema = body === undefined ? written : schemaOf(body);
  const types = raw ?? takes;
  return { required: true, content: Object.fromEntries(types.map((type) => [type, { schema }])) };
}

function pathParameters(path: string): readonly Json[] {
  return [...pathOf(path).matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }));
}

function queryParameters(query: z.ZodType | undefined): readonly Json[] {
  if (query === undefined) return [];
  const { properties = {}, required = [] } = schemaOf(query) as {
    readonly properties?: Readonly<Record<string, Json>>;
    readonly required?: readonly string[];
  };
  return Object.entries(properties).map(([name, { description, ...schema }]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    ...(description === undefined ? {} : { description }),
    schema,
  }));
}

function actingParameters({ acts }: Declaration): readonly Json[] {
  if (acts !== true) return [];
  return [
    {
      name: 'Idempotency-Key',
      in: 'header',
      required: true,
      description: 'A new one for each act, the same one for a repeat of it.',
      schema: { type: 'string', maxLength: limits.idempotencyKeyCharactersMax },
    },
  ];
}

function schemaOf(shape: z.ZodType): Json {
  const { $schema: _, ...schema } = z.toJSONSchema(shape, { io: 'input' });
  return schema;
}
