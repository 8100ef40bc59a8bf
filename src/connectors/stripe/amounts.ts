// Stripe's API states amounts as whole numbers of the smallest unit. Source: docs.stripe.com/currencies:
// these currencies have none, those have thousandths; UGX and ISK are stated in hundredths all the same.

const wholeUnits: ReadonlySet<string> = new Set(
  'BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF'.split(' '),
);
const thousandths: ReadonlySet<string> = new Set('BHD JOD KWD OMR TND'.split(' '));

/** Plain decimal text of an amount in the smallest unit, without a sign; empty where it is no number. */
export function majorUnits(amount: string, currency: string): string {
  const digits = /^-?(\d{1,15})$/.exec(amount)?.[1];
  if (digits === undefined) return '';
  const code = currency.toUpperCase();
  if (wholeUnits.has(code)) return digits;
  const places = thousandths.has(code) ? 3 : 2;
  const padded = digits.padStart(places + 1, '0');
  const cents = padded.slice(-places);
  const whole = padded.slice(0, -places);
  return /^0+$/.test(cents) && (code === 'ISK' || code === 'UGX') ? whole : `${whole}.${cents}`;
}
