// What an erasure looks for while it keeps the doors waiting: found without reading whole tables.

export const erasures = `
-- Components that went to another, and what they tell each other: most do neither.
create index component_moved_to on component (moved_to) where moved_to is not null;
create index inbox_message on inbox (component) where message is not null;

-- Names of the erased by a word of each, so that a text's words find them: the last of three letters or more.
create index name_erased on name ((coalesce(
  substring(name from '([A-Za-z0-9]{3,})(?:[^A-Za-z0-9]+[A-Za-z0-9]{0,2})*$'),
  substring(name from '([A-Za-z0-9]+)[^A-Za-z0-9]*$')
))) where erased_at is not null;
`;
