// Receipts that are kept and not read yet. Presence means unread; rows are deleted when they are read. Whoever
// begins to read one is noted: what many processes have begun and none has ended may be what ends them.

export const unread = `
create table unread (
  receipt bigint primary key,
  readers text[] not null default '{}',
  -- It mentions whom somebody erased while it waited: once it is read its bytes go.
  erased_at bigint
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
`;
