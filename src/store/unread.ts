// How carefully an unread receipt is read that may be what ends whoever reads it.

/** From so many processes on that have begun to read it, a receipt is read alone. */
export const readersOfCare = 2;
