// Turns of what waits to be sent; what a claim of a register sent; and statements that are past what a
// component may hold.

export const lanes = `
alter table send add column since bigint not null default 0;
alter table send add column confirm_by bigint;
drop index send_next;
create index send_since on send (destination, since);
create index send_confirm_by on send (destination, confirm_by) where confirm_by is not null;

alter table send add column version text;
alter table attempt add column version text;

alter table fact add column past boolean not null default false;
`;
