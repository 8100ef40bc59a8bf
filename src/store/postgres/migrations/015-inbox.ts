// One row of an inbox for all statements that one commit files under a component: most that arrives says
// several things of one order.

export const inbox = `
alter table inbox add column observations bigint[] not null default '{}';
update inbox set observations = array[observation] where observation is not null;
alter table inbox drop column observation;
`;
