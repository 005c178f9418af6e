import { INVISIBLE } from '../text';
import { createAnswerPanel } from './browser/answer-panel';
import { createApi } from './browser/api';
import { createDom } from './browser/dom';
import { createMintForm } from './browser/mint-form';
import { createRequestForm } from './browser/request-form';
import { createRouteTable } from './browser/route-table';
import { start } from './browser/start';
import { createTimeWords } from './browser/time-words';
import { createTokenPanel } from './browser/token-panel';

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
export const PAGE_SCRIPT = `'use strict';
const parts = {
  invisible: ${INVISIBLE},
${Object.entries(PARTS)
  .map(([name, part]) => `  ${name}: ${part},`)
  .join('\n')}
};
(${start})(parts);
`;
