// Whose the id of a statement is: another order that it is stated of later is folded together with that one.

export const clashes = `
-- Kind and a name of the order, parted by U+001F. Null: it may be of several, or was seen before this was kept.
alter table seen add column bound text collate "C";
-- Statements of other orders under the same key; null: none.
alter table seen add column clashes smallint;
`;
