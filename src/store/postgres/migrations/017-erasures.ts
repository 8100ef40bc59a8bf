// What an erasure looks for while it keeps the doors waiting: found without reading whole tables.

export const erasures = `
-- Components that went to another, and what they tell each other: most do neither.
create index component_moved_to on component (moved_to) where moved_to is not null;
create index inbox_message on inbox (component) where message is not null;
`;
