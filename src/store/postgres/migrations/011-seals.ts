// What the chain covers: the statements of each link, and through them the receipts that they came with.

export const seals = `
-- Links of before covered verdicts, which change: they proved nothing, and the chains begin anew.
delete from seal;
update partition set sealed = 0, head = '';
-- Of the statements that the link covers, in its order.
alter table seal add column statements bigint[] not null;

-- What the chain says of a receipt: SHA-256 of salt and digest, which nobody can try out any more once the
-- erasure has taken both. Null: a receipt of before that.
alter table receipt add column salt uuid;
alter table receipt add column commitment bytea;
`;
