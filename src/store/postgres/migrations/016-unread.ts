// Receipts that are kept and not read yet. Presence means unread; rows are deleted when they are read.

export const unread = `
create table unread (
  receipt bigint primary key
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
`;
