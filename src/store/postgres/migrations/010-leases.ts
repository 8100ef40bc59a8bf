// Which process reads which source.

export const leases = `
create table source_lease (
  source text collate "C" primary key,
  holder text not null,
  beat bigint not null
) with (fillfactor = 45);
`;
