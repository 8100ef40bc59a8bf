import { describe, expect, it } from 'vitest';
import { mapStyle } from './map/style.js';
import { drawingStyle } from './style-drawing.js';
import { narrowStyle } from './style-narrow.js';
import { printStyle } from './style-print.js';
import { style } from './style.js';

type Rgb = readonly [number, number, number];
type Palette = ReadonlyMap<string, Rgb>;

/** `#rgb` and `#rrggbb`. */
function rgbOf(hex: string): Rgb {
  const digits = hex.length === 4 ? hex.replace(/[0-9a-f]/gi, '$&$&') : hex;
  const part = (at: number): number => Number.parseInt(digits.slice(at, at + 2), 16);
  return [part(1), part(3), part(5)];
}

/** Each block of colours in the order in which it is written. */
function palettesIn(text: string): Palette[] {
  return [...text.matchAll(/:root\s*\{([^}]*)\}/g)].map(
    ([, block = '']) =>
      new Map(
        [...block.matchAll(/--([\w-]+):\s*(#[0-9a-f]+);/gi)].map(
          ([, name = '', hex = '']) => [name, rgbOf(hex)] as const,
        ),
      ),
  );
}

/** WCAG 2.2, relative luminance. */
function luminance(colour: Rgb): number {
  const [r = 0, g = 0, b = 0] = colour.map((value) => {
    const share = value / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** WCAG 2.2, contrast ratio. */
function contrast(one: Rgb, other: Rgb): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** What is seen of a colour that lets its ground through. */
function over(colour: Rgb, ground: Rgb, opacity: number): Rgb {
  const mixed = colour.map((part, at) => part * opacity + (ground[at] ?? 0) * (1 - opacity));
  return [mixed[0] ?? 0, mixed[1] ?? 0, mixed[2] ?? 0];
}

const [light, dark] = palettesIn(style.text);
const [paper] = palettesIn(printStyle.text);
const palettes = [
  ['light', light],
  ['dark', dark],
  ['on paper', paper],
] as const;

const none: Rgb = [0, 0, 0];
const grounds = ['ground', 'card', 'tint'];
const texts = ['ink', 'soft', 'say', 'bad'];
const marks = ['say', 'bad', 'wait'];
/** Seen by nobody who reads: rules between rows, the empty part of a bar. */
const quiet = ['line'];

function pairs(ones: readonly string[], others: readonly string[]): [string, string][] {
  return ones.flatMap((one) => others.map((other): [string, string] => [one, other]));
}

/** Every value of a property that colours, in all style sheets of the page. */
function valuesOf(property: string): string[] {
  const sheets = [style, drawingStyle, narrowStyle, printStyle, mapStyle];
  const form = new RegExp(`[;{ ]${property}: ([^;}]+)[;}]`, 'g');
  return sheets.flatMap(({ text }) => [...text.matchAll(form)].map(([, value = '']) => value));
}

/** `var(--m-soft)`, `var(--soft, #555e6b)` -> `soft`, by what the map calls its own. */
function nameOf(value: string): string {
  const name = /var\(--([\w-]+)/.exec(value)?.[1] ?? value;
  const behind = new RegExp(`--${name}: var\\(--([\\w-]+)`).exec(mapStyle.text)?.[1];
  return behind ?? name;
}

describe('the colours that are used', () => {
  it('are those that are measured here, each in its part', () => {
    const plain = ['none', 'inherit', 'currentColor'];
    const used = (property: string): string[] => [
      ...new Set(
        valuesOf(property)
          .map(nameOf)
          .filter((name) => !plain.includes(name)),
      ),
    ];
    expect(texts).toEqual(expect.arrayContaining(used('color')));
    expect(grounds).toEqual(expect.arrayContaining(used('background')));
    expect([...texts, ...marks, ...grounds, ...quiet]).toEqual(
      expect.arrayContaining([...used('fill'), ...used('stroke')]),
    );
  });

  it('are written once: in the palettes, and as what the map falls back to in a file of its own', () => {
    const outside = [style, drawingStyle, narrowStyle, printStyle]
      .map(({ text }) => text.replace(/:root\s*\{[^}]*\}/g, ''))
      .join(' ');
    expect(outside).not.toMatch(/#[0-9a-f]{3}|rgb|hsl/i);
    const [light] = palettesIn(style.text);
    for (const [, name = '', hex = ''] of mapStyle.text.matchAll(/var\(--(\w+), (#[0-9a-f]+)\)/g)) {
      expect(light?.get(name)).toEqual(rgbOf(hex));
    }
  });

  it('and shapes stand still: nothing moves', () => {
    const all = [style, drawingStyle, narrowStyle, printStyle, mapStyle];
    for (const { text } of all) expect(text).not.toMatch(/animation|transition|scroll-behavior/);
  });
});

describe.each(palettes)('the colours of the page: %s', (_name, palette) => {
  const colour = (name: string): Rgb => {
    const found = palette?.get(name);
    if (found === undefined) throw new Error(`there is no colour --${name}`);
    return found;
  };

  it.each(pairs(texts, grounds))('are read: %s on %s (4.5 to 1: WCAG 2.2, 1.4.3)', (...names) => {
    const [text, ground] = names.map(colour);
    expect(contrast(text ?? none, ground ?? none)).toBeGreaterThanOrEqual(4.5);
  });

  it.each(pairs(marks, grounds))(
    'are seen in a drawing: %s on %s (3 to 1: WCAG 2.2, 1.4.11)',
    (...names) => {
      const [mark, ground] = names.map(colour);
      expect(contrast(mark ?? none, ground ?? none)).toBeGreaterThanOrEqual(3);
    },
  );

  it('are seen where an interval lets its ground through', () => {
    const opacity = Number(/\.span\s*\{[^}]*opacity:\s*([\d.]+)/.exec(drawingStyle.text)?.[1]);
    for (const name of ['ground', 'card']) {
      const ground = colour(name);
      expect(contrast(over(colour('say'), ground, opacity), ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
