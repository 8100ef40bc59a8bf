// What could not be read keeps the version of the mapping that could not, so that another one can try.

export const quarantine = `
alter table quarantine add column mapping text not null default '';
create index quarantine_receipt on quarantine (receipt);
create index fact_unmapped on fact (component) where verdict = 'unmapped';
`;
