// Expressions end: by their own limits, but not because the process stood still meanwhile.
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evaluated } from './expression.js';
import { expressionOf } from './expression.js';

const endless = '($f := function($x) { $f($x + 1) }; $f(0))';

async function evaluated(text: string, over: unknown): Promise<Evaluated> {
  const expression = expressionOf(text);
  if ('failed' in expression) throw new Error(expression.failed);
  return expression.evaluate(over);
}

describe('an expression of the contract', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('that would run without end is ended', async () => {
    expect(await evaluated(endless, {})).toMatchObject({
      failed: expect.stringContaining('timeout') as string,
    });
  });

  it('is evaluated again where the process stood still during it', async () => {
    const now = vi.spyOn(Date, 'now');
    now.mockReturnValueOnce(0).mockReturnValueOnce(60_000);
    expect(await evaluated('body.error', { body: { error: 'no such sku' } })).toEqual({
      value: 'no such sku',
    });
    expect(now.mock.calls.length).toBeGreaterThan(2);
  });

  const many = Array.from({ length: 10_001 }, (_one, index) => index);

  it.each([
    ['a text padded without measure', '$pad("x", 300000000)', /1048576/],
    ['each of many compared with all others', '$distinct(body)', /10000/],
    ['many put in order', '$sort(body)', /10000/],
    [
      'a list that shows another again and again',
      '$map([1..200], function($v){$$.body})',
      /1048576/,
    ],
    ['the same as text', '$string($map([1..200], function($v){$$.body}))', /1048576/],
    ['the same copied', '$clone($map([1..200], function($v){$$.body}))', /1048576/],
    ['the same beside a text', '$map([1..200], function($v){$$.body}) & "x" & 1', /1048576/],
    ['the same behind a text', '"x" & ($map([1..200], function($v){$$.body}))', /1048576/],
    ['a date as long as a book', '$toMillis($string(body), "[Y][M]")', /100 characters/],
  ])('does not build %s', async (_what, text, why) => {
    expect(await evaluated(text, { body: many })).toEqual({
      failed: expect.stringMatching(why) as string,
    });
  });

  it('reads no clock where a date leaves out its day', async () => {
    expect(await evaluated('$toMillis("10:30", "[H]:[m]")', {})).toEqual({
      failed: expect.stringContaining('today') as string,
    });
    expect(await evaluated('$toMillis("2026-03-02 10:30", "[Y]-[M]-[D] [H]:[m]")', {})).toEqual({
      value: Date.UTC(2026, 2, 2, 10, 30),
    });
  });

  it.each([
    ['$pad("7", -3, "0")', '007'],
    ['$map(["7", "8"], $pad(?, 2))', ['7 ', '8 ']],
    ['$distinct([1, 2, 1])', [1, 2]],
    ['$sort([3, 1, 2])', [1, 2, 3]],
    ['$sort([1, 3, 2], function($l, $r) { $l < $r })', [3, 2, 1]],
    ['$map([1, 2], $string)', ['1', '2']],
    ['$string({"a": 1}, true)', '{\n  "a": 1\n}'],
    ['body ~> |$|{"b": 2}|', { a: 1, b: 2 }],
    ['body.a ~> $string', '1'],
    ['$toMillis("2026-03-02")', Date.UTC(2026, 2, 2)],
    ['$toMillis(body.none)', undefined],
    ['$string(body.none)', undefined],
    ['body.a.$string()', '1'],
    [
      'body.a & body.none & [1, {"b": true}] & "x" & $length & function($v) { $v }',
      '1[1,{"b":true}]x',
    ],
    ['body.(a & 2)', '12'],
    ['$string(function($v) { $v })', ''],
  ])('%s gives what JSONata gives', async (text, value) => {
    expect(await evaluated(text, { body: { a: 1 } })).toEqual({ value });
  });

  it.each(['$number(body)', '$toMillis(body)', 'body < 1', '{[body]: 1}'])(
    'says of %s why it fails, and nothing of the body',
    async (text) => {
      const said = await evaluated(text, { body: 'Jane Doe' });
      expect(said).toEqual({ failed: expect.stringMatching(/^The |^Unable|^Key/) as string });
      expect(JSON.stringify(said)).not.toContain('Jane');
    },
  );

  it('says in few words what an expression says of itself', async () => {
    const said = await evaluated('$error(body)', { body: 'x'.repeat(5_000) });
    expect((said as { failed: string }).failed).toMatch(/^x{100,250}$/);
  });
});
