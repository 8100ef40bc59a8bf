// Until when destinations asked to be left alone, and when they asked: whoever claims keeps to it, after a start too.

export const rests = `
create table rest (
  destination text primary key,
  at bigint not null,
  until bigint not null
);
`;
