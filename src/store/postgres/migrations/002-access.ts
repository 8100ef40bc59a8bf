// Who may ask: API keys; and what was asked: requests that act, each with its answer.

export const access = `
create table api_key (
  digest text collate "C" primary key,
  name text not null,
  prefix text not null,
  scopes text[] not null,
  created_at bigint not null,
  expires_at bigint,
  revoked_at bigint
);
create unique index api_key_in_use on api_key (name) where revoked_at is null;

create table api_request (
  client text not null,
  key text not null,
  digest text not null,
  at bigint not null,
  status integer,
  body text,
  primary key (client, key)
);
create index api_request_at on api_request (at);
`;
