// How far each source that Weir asks by itself has been read.

export const offsets = `
create table source_offset (
  source text collate "C" primary key,
  cursor text not null
);
`;
