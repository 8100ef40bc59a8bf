// Control numbers: what one side writes with leading zeros, the other repeats without.

/** Numbers that differ only by leading zeros are the same number (X12 type N0). */
export function plainControl(control: string): string {
  if (!control.startsWith('0')) return control;
  return /^\d+$/.test(control) ? control.replace(/^0+(?=\d)/, '') : control;
}
