import type { ChangeArea, ChangeKind } from '../../diff';
import { markdownText } from '../../text';

/** In the order in which a reviewer asks. */
const AREAS: Readonly<Record<ChangeArea, string>> = {
  authentication: 'Who may call',
  route: 'Routes and stages',
  network: 'From where, and under which names',
  throttling: 'How often',
  request: 'What a request may say',
  backend: 'Backends',
  'plug-in': 'Plug-ins and what they are bound to',
  stack: 'Stacks and resources',
};

/** The kinds of changes as Markdown: `docs/changes.md` is this text. */
export function renderChangeCatalogue(kinds: readonly ChangeKind[]): string {
  return [
    '# Kinds of changes',
    '`jwt-gateway diff BASE HEAD` tells each difference of two gateways as one of these kinds, and judges it twice: does it let\n' +
      'more callers in, and will those who call today break. What the templates alone do not tell is *unknown*. This file is made from\n' +
      'the kinds by `npm run rules`.',
    ...Object.entries(AREAS).map(([area, title]) =>
      sectionOf(
        title,
        kinds.filter((kind) => kind.area === area),
      ),
    ),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}

function sectionOf(title: string, kinds: readonly ChangeKind[]): string {
  return [
    `## ${title}`,
    '',
    '| kind | what happened, and why it matters | do more callers get in? | do callers break? |',
    '| --- | --- | --- | --- |',
    ...kinds.map(rowOf),
  ].join('\n');
}

function rowOf({ callers, id, posture, title, why }: ChangeKind): string {
  const cells = [
    `\`${id}\``,
    `${markdownText(title)} ${markdownText(why)}`,
    ...[posture, callers].map(markdownText),
  ];
  return `| ${cells.join(' | ')} |`;
}
