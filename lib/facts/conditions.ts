import type { Fact } from './fact';
import { SOURCES } from './sources';

/** Where the variables of a plug-in's conditions come from, as in `Token:sub`. */
export const CONDITION_LOCATIONS: Fact<{ request: readonly string[]; response: readonly string[] }> = {
  value: {
    request: ['Method', 'Path', 'Header', 'Query', 'Form', 'Host', 'Parameter', 'System', 'Token', 'XFF'],
    response: ['StatusCode', 'ErrorCode', 'Header', 'BodyJsonField', 'System', 'Token'],
  },
  grade: 'doc',
  source: SOURCES.conditions,
  note: 'a vendor sample writes "path:userId", so the case of a location does not seem to matter',
};
