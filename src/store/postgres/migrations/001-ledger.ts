// The ledger: what arrived, what was read from it, what it is about, what it comes to, what is owed.
// A migration never changes once it has been released; it runs in one transaction.

export const ledger = `
-- Blocks of a hundred thousand ids: a process takes one and counts in it.
create sequence id_block;
create sequence worker_number;

create table receipt (
  id bigint primary key,
  system text not null,
  source text not null,
  position text,
  at bigint not null,
  headers jsonb not null,
  size bigint not null,
  digest text not null
);
create unique index receipt_position on receipt (system, position) where position is not null;

-- In parts of 256 kB: a value of many megabytes can be stored, and never be read back.
create table receipt_body (
  receipt bigint not null,
  part integer not null,
  bytes bytea not null,
  primary key (receipt, part)
);
alter table receipt_body alter column bytes set storage external;

create table quarantine (
  id bigint primary key,
  receipt bigint not null,
  line integer not null,
  kind text not null,
  reason text not null,
  content text not null
);

-- The day stands in front of the digest, so that inserts stay together in the index.
create table seen (
  key text collate "C" primary key,
  content text collate "C" not null
);

create table observation (
  id bigint primary key,
  receipt bigint not null,
  system text not null,
  kind text not null,
  at bigint not null,
  content text not null
);

create table sighting (
  system text not null,
  kind text not null,
  since bigint not null,
  global boolean not null,
  primary key (system, kind)
);

-- Which component a name belongs to: the key space of names.
create table name (
  name text collate "C" primary key,
  component bigint not null
);
create index name_component on name (component);

-- From here on the key space of subjects: written by the fold that holds the partition.
create table partition (
  id smallint primary key,
  sealed bigint not null default 0,
  head text not null default ''
);
insert into partition (id) select generate_series(0, 255);

create table component (
  id bigint primary key,
  wake bigint,
  moved_to bigint
) with (fillfactor = 45);
create index component_wake on component (wake) where wake is not null;

create table inbox (
  partition smallint not null,
  id bigint generated always as identity,
  component bigint not null,
  observation bigint,
  message jsonb,
  primary key (partition, id)
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table fact (
  component bigint not null,
  observation bigint not null,
  verdict text not null,
  reason text not null,
  primary key (component, observation)
);

create table subject (
  type text not null,
  key text collate "C" not null,
  component bigint not null,
  headline text not null,
  names text[] not null,
  state text not null,
  primary key (type, key)
) with (fillfactor = 45);
create index subject_component on subject (component);
create index subject_names on subject using gin (names);

create table handoff (
  key text collate "C" primary key,
  component bigint not null,
  subject text not null,
  rule text not null,
  destination text not null,
  state text not null,
  carriage text not null,
  waiting_for text,
  due bigint,
  not_before bigint,
  attempts integer not null,
  command text,
  detail text not null
) with (fillfactor = 45);
create index handoff_component on handoff (component);

-- Presence means ready; rows are deleted when they are claimed.
create table send (
  destination text not null,
  not_before bigint not null,
  handoff text collate "C" primary key,
  -- Of the attempt that is to be made.
  number integer not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);
create index send_next on send (destination, not_before);

create table attempt (
  id bigint primary key,
  handoff text collate "C" not null,
  number integer not null,
  component bigint not null,
  worker bigint not null,
  at bigint not null,
  outcome text,
  answered_at bigint,
  retry_at bigint,
  answer text not null default '',
  unique (handoff, number)
) with (fillfactor = 45);
create index attempt_component on attempt (component);

-- Attempts without an outcome. A partial index on attempt would cost every answer all its indexes.
create table attempt_open (
  attempt bigint primary key,
  worker bigint not null
) with (autovacuum_vacuum_scale_factor = 0, autovacuum_vacuum_threshold = 5000);

create table finding (
  id text collate "C" primary key,
  component bigint not null,
  fingerprint text not null,
  pattern text not null,
  cause text not null,
  level text not null,
  subject text not null,
  handoff text,
  state text not null,
  at bigint,
  detail text not null
);
create index finding_component on finding (component);

-- One chain a partition; one link a fold.
create table seal (
  partition smallint not null,
  sequence bigint not null,
  previous text not null,
  digest text not null,
  primary key (partition, sequence)
);
`;
