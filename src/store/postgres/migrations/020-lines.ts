// The line of a server's history on which the ledger was kept last: where it goes on along another, the end of
// what was kept may be missing.

export const lines = `
create table server_line (
  "only" boolean primary key default true check ("only"),
  line text not null
);
`;
