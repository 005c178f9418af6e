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

const recalled = <T>(value: T, note: string): Fact<T> => ({
  value,
  grade: 'recall',
  source: SOURCES.conditions,
  note,
});

/** The expressions of plug-ins; that there are comparisons and `and` and `or` is documented, most else recalled. */
export const CONDITION_LANGUAGE = {
  comparisons: recalled(
    ['=', '==', '!=', '<>', '>', '>=', '<', '<=', 'like', '!like', 'in_cidr', '!in_cidr'] as const,
    'vendor samples have = and like; the rest of the table is remembered',
  ),
  connectives: recalled(
    ['and', 'or', 'xor'] as const,
    'vendor samples have or; the order is remembered: from the right',
  ),
  types: recalled(
    'text and a number are compared as numbers where the text is one; text and a boolean as booleans likewise; text with text by its characters',
    "the page's table of types is remembered",
  ),
  missing: recalled(
    'null',
    'a parameter that is not there is null (documented for Parameter): it equals null only, and is neither like nor in anything',
  ),
} as const;
