// BigCommerce's API writes times as e-mail does: `Tue, 20 Nov 2012 00:00:00 +0000` (RFC 2822).

/** The same time without its weekday. */
export function writtenTime(text: string): string {
  return text.replace(/^[A-Za-z]{3},\s+/, '');
}
