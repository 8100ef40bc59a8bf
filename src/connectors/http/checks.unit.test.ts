// What the contract's check says of expressions: that they can be read, and that what they name is there.
import { describe, expect, it } from 'vitest';
import { httpChecks } from './checks.js';

const over = { what: 'It', fields: ['names', 'order', 'said'] };

function messageOf(text: string): string | null {
  return httpChecks.expression(text, over)?.message ?? null;
}

describe('an expression of the contract is checked', () => {
  it.each([
    '{ "ref": names.order[0], "lines": [order.placed.lines.{ "sku": sku, "qty": $number(qty) }] }',
    '$map(order.placed.lines, function($line) { { "sku": $line.sku, "ref": said.id } })',
    '($ref := names.order[0]; $exists(said.tracking) ? { "ref": $ref } : "none")',
    'order.placed.lines[sku = "A"]^(>qty).qty',
    '$$.names.order & "-" & said.carrier',
    'order.placed.lines{ sku: qty }',
    '{ "all": $ }',
  ])('and taken, where all that it begins with is there: %s', (text) => {
    expect(messageOf(text)).toBeNull();
  });

  it.each([
    ['{ "tracking": shipment.shipped.tracking }', 'shipment'],
    ['$sum(lines.qty)', 'lines'],
    ['[names.order, [parcel]]', 'parcel'],
    ['said.x = 1 ? (tracking) : said.y', 'tracking'],
    ['$map([1], function($n) { sku })', 'sku'],
  ])('and refused, where it would find nothing: %s', (text, unknown) => {
    expect(messageOf(text)).toBe(`There is no "${unknown}" to compute with.`);
  });

  it('and refused, where it is none', () => {
    expect(messageOf('{ "ref": names.order[0')).toMatch(/^This expression can't be used: /);
  });
});
