// Modes of rules; what a claim is for; and a person's word that a handoff is to be tried anew.

export const modes = `
create table mode_change (
  rule text collate "C" not null,
  sequence integer not null,
  mode text not null,
  at bigint not null,
  effective_from bigint not null,
  overlap bigint not null,
  old_path text,
  made_by text not null,
  reason text not null,
  forced boolean not null,
  primary key (rule, sequence)
);

alter table handoff add column errand text;
update handoff set errand = case when state = 'unknown' then 'settle' else 'send' end
where carriage = 'ready';

alter table attempt add column errand text not null default 'send';
alter table attempt add column replayed jsonb;
`;
