// docs/reference/rules.md: the standard rules, in a company that has one system of every role.

import { code, codes, page, table } from './markdown.mjs';

const requirements = {
  payable: () => 'payable',
  'not-held': () => 'not held',
  'not-preorder': () => 'not a pre-order',
  acknowledged: ({ rule }) => `${code(rule)} acknowledged`,
};

function summary(rule, { durationWords }) {
  const to = rule.to.length === 0 ? 'the partner' : rule.to.join(', ');
  const needs = rule.requires.map((one) => requirements[one.kind](one));
  return [
    `[${code(rule.id)}](#${rule.id})`,
    codes(rule.on),
    needs.join(', ') || '·',
    to,
    code(rule.operation),
    durationWords(rule.withinMillis),
  ];
}

function section(rule, contract, { explainRule }) {
  const { points } = explainRule(rule, contract);
  const told = points.filter(([label]) => label !== 'Owner' && label !== 'Mode');
  return [`## ${rule.id}`, told.map(([label, words]) => `- **${label}:** ${words}`).join('\n')];
}

export function rulesPage({ contract: { roles }, infer, explain, duration }) {
  // A role is also a name that tells this role, so each stands for the system that has it.
  const { contract } = infer.inferContract(roles, new Map());
  const { rules } = contract;
  return page(
    '# Standard rules',
    'With `handoffs: { standard: true }`, or without a contract, these handoffs are expected between ' +
      'systems of these roles. A contract overrides what differs; `weir contract explain RULE` says ' +
      'in the same words what a rule of yours means. A rule is left out where no system ' +
      'has the role that it goes to, and a fact is owed only to systems that hold the order.',
    table(
      ['rule', 'when', 'but not before', 'to', 'do', 'within'],
      rules.map((rule) => summary(rule, duration)),
    ),
    rules.flatMap((rule) => section(rule, contract, explain)),
  );
}
