import { hashOf } from '../report';
import { INVISIBLE } from '../text';
import { pageAnswer } from './answer';
import { createAnswerPanel } from './browser/answer-panel';
import { createApi } from './browser/api';
import { createDom } from './browser/dom';
import { createMintForm } from './browser/mint-form';
import { createRequestForm } from './browser/request-form';
import { createRouteTable } from './browser/route-table';
import { start } from './browser/start';
import { createTimeWords } from './browser/time-words';
import { createTokenPanel } from './browser/token-panel';
import type { Endpoint } from './endpoint';
import { PAGE_MARKUP } from './page-markup';
import { PAGE_STYLE } from './page-style';

/** What runs in the browser: functions that know each other only by what `start` hands them. */
const PARTS = {
  createAnswerPanel,
  createApi,
  createDom,
  createMintForm,
  createRequestForm,
  createRouteTable,
  createTimeWords,
  createTokenPanel,
};

/**
 * The script of the page: the source of those functions as they were compiled, for they are plain JavaScript and
 * use nothing from outside.
 */
const PAGE_SCRIPT = `'use strict';
const parts = {
  invisible: ${INVISIBLE},
${Object.entries(PARTS)
  .map(([name, part]) => `  ${name}: ${part},`)
  .join('\n')}
};
(${start})(parts);
`;

const ICON =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 16 16'%3E%3Cpath fill='none' stroke='%230b6a39' stroke-width='1.8' d='M4.7 7V4.8a3.3 3.3 0 0 1 6.6 0V7'/%3E%3Crect fill='%230b6a39' x='2.5' y='7' width='11' height='8' rx='1.5'/%3E%3C/svg%3E";

/** Nothing runs but the script and style in it, nothing is asked but the endpoints, and no text can become markup. */
const POLICY = [
  "default-src 'none'",
  `script-src ${hashOf(PAGE_SCRIPT)}`,
  `style-src ${hashOf(PAGE_STYLE)}`,
  'img-src data:',
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
  "require-trusted-types-for 'script'",
  "trusted-types 'none'",
].join('; ');

const PAGE = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Local gateway</title>
<link rel="icon" href="${ICON}">
<style>${PAGE_STYLE}</style>
</head>
<body>
${PAGE_MARKUP}
<script>${PAGE_SCRIPT}</script>
</body>
</html>
`;

/** The page: always the same bytes. What a template says comes as JSON, and becomes text. */
export const page: Endpoint = { method: 'GET', work: async () => pageAnswer(PAGE, POLICY) };
