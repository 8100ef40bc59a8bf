// The container's files, read as a builder reads them: no container engine runs in this suite.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { z } from 'zod';

const text = (name: string): string => readFileSync(new URL(`../${name}`, import.meta.url), 'utf8');

interface Instruction {
  readonly name: string;
  readonly rest: string;
}

/** Comments gone, continued lines joined. */
function instructionsOf(dockerfile: string): readonly Instruction[] {
  return dockerfile
    .split('\n')
    .filter((line) => !line.startsWith('#'))
    .join('\n')
    .replace(/\\\n\s*/g, '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => {
      const [name = '', ...rest] = line.split(' ');
      return { name, rest: rest.join(' ') };
    });
}

const known =
  /^(?:ARG|CMD|COPY|ENTRYPOINT|ENV|EXPOSE|FROM|HEALTHCHECK|LABEL|RUN|STOPSIGNAL|USER|VOLUME|WORKDIR)$/;

describe('the Dockerfile', () => {
  const instructions = instructionsOf(text('Dockerfile'));
  const last = (name: string): string =>
    instructions.findLast((one) => one.name === name)?.rest ?? '';
  const words = (name: string): readonly string[] =>
    z.array(z.string()).parse(JSON.parse(last(name)));

  it('has only instructions that there are, and copies from stages that it has', () => {
    expect(instructions.filter(({ name }) => !known.test(name))).toEqual([]);
    const stages = instructions.flatMap(({ rest }) => / AS (\w+)$/.exec(rest)?.[1] ?? []);
    const sources = instructions.flatMap(({ rest }) => /--from=(\w+)/.exec(rest)?.[1] ?? []);
    expect(sources.filter((source) => !stages.includes(source))).toEqual([]);
    expect(instructions[0]?.name).toBe('FROM');
  });

  it('runs what the package is, under an init and as nobody of weight', () => {
    const { bin } = z
      .object({ bin: z.object({ weir: z.string() }) })
      .parse(JSON.parse(text('package.json')));
    expect(words('ENTRYPOINT')).toEqual(['tini', '--', 'node', `/weir/${bin.weir}`]);
    expect(words('CMD')[0]).toBe('up');
    expect(last('USER')).toBe('node');
    const ofTheEnd = instructions.findIndex(({ name }) => name === 'USER');
    expect(instructions.slice(ofTheEnd).filter(({ name }) => name === 'RUN')).toEqual([]);
  });

  it('runs no script of a package that it installs', () => {
    const npm = instructions.flatMap(
      ({ rest }) => rest.match(/npm (?:ci|install|prune)\b[^&]*/g) ?? [],
    );
    expect(npm.length).toBeGreaterThan(0);
    expect(npm.filter((call) => !call.includes('--ignore-scripts'))).toEqual([]);
  });

  it('stands on glibc, which the embedded database needs', () => {
    const images = instructions.filter(({ name }) => name === 'FROM').map(({ rest }) => rest);
    expect(images.filter((image) => !image.includes('bookworm'))).toEqual([]);
  });
});

const service = z.strictObject({
  build: z.literal('.').optional(),
  image: z.string().optional(),
  environment: z.record(z.string(), z.string()),
  ports: z.array(z.string().regex(/^127\.0\.0\.1:\d+:\d+$/)).optional(),
  volumes: z.array(z.string()),
  depends_on: z.record(z.string(), z.strictObject({ condition: z.string() })).optional(),
  healthcheck: z.strictObject({ test: z.array(z.string()), interval: z.string() }).optional(),
  restart: z.string(),
  stop_grace_period: z.string().optional(),
  read_only: z.literal(true).optional(),
  tmpfs: z.array(z.string()).optional(),
  cap_drop: z.array(z.string()).optional(),
  security_opt: z.array(z.string()).optional(),
});

describe('the compose file', () => {
  const { services, volumes } = z
    .strictObject({
      services: z.record(z.string(), service),
      volumes: z.record(z.string(), z.unknown()),
    })
    .parse(parse(text('compose.yaml')));

  it('names services and volumes that it has', () => {
    for (const { depends_on: needed = {}, volumes: mounts, build, image } of Object.values(
      services,
    )) {
      expect(Object.keys(needed).filter((name) => !(name in services))).toEqual([]);
      const named = mounts.map((mount) => mount.split(':')[0] ?? '');
      expect(named.filter((name) => !name.startsWith('.') && !(name in volumes))).toEqual([]);
      expect(build ?? image).toBeDefined();
    }
  });

  it('holds no password, and opens the hub to this machine alone', () => {
    expect(text('compose.yaml')).not.toMatch(/PASSWORD: (?!\$\{)/);
    expect(services['weir']?.ports).toEqual(['127.0.0.1:7400:7400']);
  });

  it('gives the hub no right that it does not use, and nothing to write on but its data', () => {
    expect(services['weir']).toMatchObject({
      ...{ read_only: true, tmpfs: ['/tmp'], volumes: ['./weir:/data'] },
      ...{ cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] },
    });
  });
});
