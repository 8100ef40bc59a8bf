// Folds under way, and how often folding a partition has ended a process.

export const folds = `
create table fold_begun (
  worker bigint not null,
  fold integer not null,
  partitions smallint[] not null,
  primary key (worker, fold)
);

create table fold_crash (
  partition smallint primary key,
  crashes integer not null
);
`;
