// Credentials, sealed by a key that is not in the database; and destinations that a person has paused.

export const secrets = `
create table secret (
  system text collate "C" not null,
  name text collate "C" not null,
  hosts text not null,
  sealed text not null,
  at bigint not null,
  primary key (system, name)
);

create table pause (
  destination text collate "C" primary key,
  at bigint not null,
  made_by text not null,
  reason text not null
);
`;
