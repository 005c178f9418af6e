import type { KeyComparison, KeyDifference, LeftOutKey } from '../provider';
import { codeSpan, markdownText, visible, visibleJson } from '../text';
import { workflowCommand } from './formats/workflow-command';

/** How a comparison can be shown. */
export const KEY_COMPARISON_FORMATS = ['text', 'json', 'markdown', 'github'] as const;

/** One of {@link KEY_COMPARISON_FORMATS}. */
export type KeyComparisonFormat = (typeof KEY_COMPARISON_FORMATS)[number];

/** How it is shown. */
interface KeyComparisonOptions {
  readonly format: KeyComparisonFormat;
  /** The file that differences with the provider are told at. */
  readonly file: string;
  /** The directory that files are named from. */
  readonly base?: string;
}

/** The keys of a provider, held against those that were pinned, for people and programs. */
export function renderKeyComparison(comparison: KeyComparison, options: KeyComparisonOptions): string {
  return RENDERERS[options.format](comparison, options);
}

type Render = (comparison: KeyComparison, options: KeyComparisonOptions) => string;

const RENDERERS: Readonly<Record<KeyComparisonFormat, Render>> = {
  text: renderText,
  json: (comparison) => visibleJson(comparison),
  markdown: renderMarkdown,
  github: renderGithub,
};

function renderText(comparison: KeyComparison): string {
  const { differences, ignored, notes } = comparison;
  return [
    headline(comparison),
    ...differences.map(({ kind, message }) => `  ${kind}: ${message}`),
    ...notes.map((note) => `  note: ${note}`),
    ...ignored.map((key) => `  left out: ${ignoredWords(key)}`),
    ...hintsOn(differences),
  ]
    .map(visible)
    .join('\n');
}

function headline({ differences, name, source }: KeyComparison): string {
  const place = source.replace(/\?.*$/s, '');
  return differences.length === 0
    ? `${name}: the same keys as at ${place}`
    : `${name}: ${differences.length} difference${differences.length === 1 ? '' : 's'} from ${place}`;
}

const ignoredWords = ({ kid, why }: LeftOutKey): string =>
  `${kid === undefined ? 'a key without a kid' : `kid ${kid}`}: ${why}`;

/** What to do about it. */
function hintsOn(differences: readonly KeyDifference[]): string[] {
  const isOfTemplate = ({ kind }: KeyDifference) => kind === 'template-lacks-key';
  return [
    ...(differences.every(isOfTemplate) ? [] : ['take it over with jwt-gateway keys refresh']),
    ...(differences.some(isOfTemplate) ? ['synthesize the template again, and deploy it'] : []),
  ];
}

function renderMarkdown(comparison: KeyComparison): string {
  const { differences, ignored, notes } = comparison;
  const rows = differences.map(({ kid, kind, message, thumbprint }) => {
    const key = kid ?? thumbprint;
    return `| ${codeSpan(kind)} | ${key === undefined ? '' : codeSpan(key)} | ${markdownText(message)} |`;
  });
  return [
    `### ${markdownText(headline(comparison))}`,
    ...(rows.length === 0
      ? []
      : ['', '| Difference | Key | What was seen |', '| --- | --- | --- |', ...rows]),
    ...(notes.length + ignored.length === 0 ? [] : ['']),
    ...notes.map((note) => `- Note: ${markdownText(note)}`),
    ...ignored.map((key) => `- Left out: ${markdownText(ignoredWords(key))}`),
    ...hintsOn(differences).map((hint) => `\n${markdownText(hint)}`),
  ].join('\n');
}

function renderGithub(comparison: KeyComparison, { base = '.', file: record }: KeyComparisonOptions): string {
  const { differences, notes } = comparison;
  const start = { file: record, line: 1, column: 1 };
  return [
    ...differences.map(({ column = 1, file = record, kind, line = 1, message }) =>
      workflowCommand('error', { base, origin: { file, line, column }, title: kind, text: message }),
    ),
    ...notes.map((text) => workflowCommand('notice', { base, origin: start, title: 'note', text })),
    visible(headline(comparison)),
  ].join('\n');
}
