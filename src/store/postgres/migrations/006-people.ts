// Personal data apart from all else, and what of it has been erased.

export const people = `
create table person (
  observation bigint primary key,
  -- A JSON list of JSON texts.
  content text not null,
  -- Where its repeat is known, by what, and by what once it is erased.
  seen_key text collate "C" not null,
  seen_content text collate "C" not null,
  bare text collate "C" not null
);

alter table receipt add column erased_at bigint;
-- Whatever is received under such a name is kept without personal data.
alter table name add column erased_at bigint;
`;
