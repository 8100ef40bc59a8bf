// By what the cursors of lists are known: one secret of the whole ledger, for all processes on it.

export const cursors = `
create table cursor_secret (
  "only" boolean primary key default true check ("only"),
  secret text not null
);
`;
