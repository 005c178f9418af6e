import type { Rule } from '../../rules';
import { markdownSource, markdownText } from '../../text';

/** The rules that `RULES.md` shows. */
interface CataloguedRules {
  readonly rules: readonly Rule[];
  /** Those about the waiver file. */
  readonly waiverRules: readonly Rule[];
}

const GRADES: Readonly<Record<Rule['grade'], string>> = {
  doc: 'documented',
  run: "seen by running the vendor's packages",
  inferred: 'inferred from documented facts',
  recall: 'remembered, not read again',
};

/** The rule catalogue as Markdown: `RULES.md` is this text. */
export function renderRuleCatalogue({ rules, waiverRules }: CataloguedRules): string {
  return [
    '# Rules',
    '`jwt-gateway check TEMPLATE` applies these rules to a ROS template or a `cdk.out` directory. Each one says *fail*,\n' +
      '*pass*, *not applicable* or *unknown* of everything it looks at; unknown is what the template alone does not tell,\n' +
      'and is shown apart. This file is made from the rules by `npm run rules`.',
    tableOf([...rules, ...waiverRules]),
    ...rules.map(entryOf),
    WAIVERS,
    ...waiverRules.map(entryOf),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

const WAIVERS = `# Waivers

A waiver is a decision to live with what one rule reports at one place, for a time. Waivers stand in
\`jwt-gateway.waivers.yaml\`, or in the file that \`--waivers\` names, as YAML or JSON:

\`\`\`yaml
waivers:
  - rule: route-without-authentication
    path: shop/Status
    reason: load-balancer probe; returns no data
    owner: platform team
    expires: 2030-12-31
\`\`\`

Every member must be there. \`rule\` is one id. \`path\` is a glob over \`STACK/LOGICALID\` and, for what is about a stage,
over \`STACK/LOGICALID/STAGE\` as well: \`*\` is any characters but \`/\`, \`?\` one of them, \`**\` any characters. The stack of a
template file is the file's name without its ending. \`expires\` is the last day the waiver holds, in UTC. What is waived is
counted, shown by \`--show-waived\`, and always part of JSON and SARIF. The reason that a template gives for public access
waives the finding about it.`;

function tableOf(rules: readonly Rule[]): string {
  const rows = rules.map(
    ({ id, severity, title }) => `| [${id}](#${id}) | ${severity} | ${markdownText(title)} |`,
  );
  return ['| rule | severity | what it reports |', '| --- | --- | --- |', ...rows].join('\n');
}

function entryOf({ bad, good, grade, id, remediation, severity, source, title, why }: Rule): string {
  return [
    `## ${id}`,
    `**${severity}**: ${markdownText(title)} ${markdownText(why)}`,
    `How to fix it: ${markdownText(remediation)}`,
    `Reported:\n\n${fence(bad)}`,
    `In order:\n\n${fence(good)}`,
    `Source, ${GRADES[grade]}: ${markdownSource(source)}`,
  ].join('\n\n');
}

function fence(yaml: string): string {
  return `\`\`\`yaml\n${yaml.trimEnd()}\n\`\`\``;
}
