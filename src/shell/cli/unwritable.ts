// A file or folder that a call names and that can't be written is the call's fault: one line says so.

/** The line; a fault that no file system raised is one of ours, and is thrown on. */
export function unwritable(place: string, error: unknown): string {
  if (!(error instanceof Error && 'syscall' in error && 'code' in error)) throw error;
  return `${place}: cannot be written (${String(error.code)}). Name a place that can be.`;
}
