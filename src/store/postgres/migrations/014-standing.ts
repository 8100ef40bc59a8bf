// What still stands among millions that are settled: found without reading them all.

export const standing = `
-- Words of a block of pages: a handoff changes its word several times, and may stay in its page for it,
-- which an index by row would not allow (nor this one before PostgreSQL 16).
create index handoff_standing on handoff
  using brin (state text_bloom_ops, carriage text_bloom_ops) with (pages_per_range = 128);
create index subject_headline on subject
  using brin (headline text_bloom_ops) with (pages_per_range = 128);

-- A block is summed up by the vacuum that comes after it, when most of what is in it is settled; until then
-- it is read whole.
alter table handoff set
  (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);
alter table subject set
  (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);

alter table receipt set
  (autovacuum_vacuum_insert_scale_factor = 0, autovacuum_vacuum_insert_threshold = 50000);
create index receipt_arrival on receipt
  using brin (at, system text_bloom_ops) with (pages_per_range = 128);

create index fact_unusual on fact (verdict, component)
  where verdict not in ('applied', 'late', 'duplicate');
drop index fact_unmapped;
`;
