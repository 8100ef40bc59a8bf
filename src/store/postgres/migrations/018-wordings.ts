// How the contract had a command written when it was claimed: what is sent again under its key is the same.

export const wordings = `
alter table attempt add column wording text;
`;
