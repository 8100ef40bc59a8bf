import { describe, expect, it } from 'vitest';
import { drawingStyle } from './style-drawing.js';
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

describe.each(palettes)('the colours of the page: %s', (_name, palette) => {
  const colour = (name: string): Rgb => {
    const found = palette?.get(name);
    if (found === undefined) throw new Error(`there is no colour --${name}`);
    return found;
  };

  it.each([
    ['ink', 'ground'],
    ['soft', 'ground'],
    ['say', 'ground'],
    ['bad', 'ground'],
    ['ink', 'card'],
    ['soft', 'card'],
    ['bad', 'card'],
    ['bad', 'tint'],
  ])('are read: %s on %s (4.5 to 1: WCAG 2.2, 1.4.3)', (text, ground) => {
    expect(contrast(colour(text), colour(ground))).toBeGreaterThanOrEqual(4.5);
  });

  it.each([
    ['say', 'ground'],
    ['bad', 'ground'],
    ['wait', 'ground'],
    ['say', 'card'],
    ['bad', 'card'],
    ['wait', 'card'],
  ])('are seen in a drawing: %s on %s (3 to 1: WCAG 2.2, 1.4.11)', (mark, ground) => {
    expect(contrast(colour(mark), colour(ground))).toBeGreaterThanOrEqual(3);
  });

  it('are seen where an interval lets its ground through', () => {
    const opacity = Number(/\.span\s*\{[^}]*opacity:\s*([\d.]+)/.exec(drawingStyle.text)?.[1]);
    for (const name of ['ground', 'card']) {
      const ground = colour(name);
      expect(contrast(over(colour('say'), ground, opacity), ground)).toBeGreaterThanOrEqual(3);
    }
  });
});
