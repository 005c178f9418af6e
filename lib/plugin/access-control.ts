import { CONDITION_LOCATIONS, LIMITS, NAMES } from '../facts';
import { isJsonObject, type JsonValue } from '../json';
import {
  anyText,
  type Cursor,
  didYouMean,
  type Extensible,
  integer,
  listOf,
  mapOf,
  object,
  oneOf,
  optional,
  type Shape,
  text,
  where,
} from '../shape';
import { variableNamesIn } from './conditions/lexer';
import { pluginType } from './plugin-type';

/** What a rule decides. `ALLOW` ends the plug-in: later rules are not looked at. */
export type AccessControlVerdict = 'ALLOW' | 'DENY';

/** One rule. Where neither ALLOW nor DENY comes of it, the next rule is looked at. */
export interface AccessControlRule extends Extensible {
  /** Shown to a caller it denies: `Access Control Forbidden by <name>`. */
  readonly name: string;
  /** An expression over the declared variables, at most 1,024 characters: `$userType = 'admin'`. */
  readonly condition: string;
  /** @default - the next rule is looked at */
  readonly ifTrue?: AccessControlVerdict;
  /** @default - the next rule is looked at */
  readonly ifFalse?: AccessControlVerdict;
  /** The HTTP status of a denial. */
  readonly statusCode?: number;
  /** The `X-Ca-Error-Message` of a denial; `${variable}` stands for the value of a variable. */
  readonly errorMessage?: string;
  readonly responseHeaders?: Readonly<Record<string, string>>;
  readonly responseBody?: string;
}

/**
 * Rules over a request and its verified token, looked at in order. A request that no rule denies is let through.
 *
 * @see https://www.alibabacloud.com/help/doc-detail/154200.htm
 */
export interface AccessControlModel extends Extensible {
  /**
   * The variables of the conditions and where each comes from, as `Location` or `Location:Name`:
   * `{ method: 'Method', userId: 'Token:userId' }`. Their order is kept: a shared instance knows the first 16 only.
   */
  readonly parameters: Readonly<Record<string, string>>;
  /** At most 160; a shared instance applies the first 16 only. */
  readonly rules: readonly AccessControlRule[];
}

function declaredIn(document: JsonValue): readonly string[] {
  const parameters = isJsonObject(document) ? document.parameters : undefined;
  return isJsonObject(parameters) ? Object.keys(parameters) : [];
}

function shapeOver(declared: readonly string[]): Shape<AccessControlModel> {
  return object<AccessControlModel>({
    parameters: where(mapOf(source, lookAtVariable), (map, at) =>
      noteShared(Object.keys(map).length, 'variables', at),
    ),
    rules: where(listOf(ruleOver(declared)), lookAtRules),
  });
}

const source = where(text, (value, at) => {
  const [, location = ''] = /^([A-Za-z]+)(?::.+)?$/s.exec(value) ?? [];
  const known = CONDITION_LOCATIONS.value.request.map((each) => each.toLowerCase());
  if (location === '') {
    at.problem(`must be a location like "Method" or "Token:sub", got ${JSON.stringify(value)}`);
  } else if (!known.includes(location.toLowerCase())) {
    at.doubt(
      `reads from ${location}; for requests the service documents ${CONDITION_LOCATIONS.value.request.join(', ')}`,
    );
  }
});

function lookAtVariable(name: string, at: Cursor): void {
  const { pattern, words } = NAMES.conditionVariable.value;
  if (!pattern.test(name)) at.problem(`has a name that conditions cannot use: it must be ${words}`);
}

function ruleOver(declared: readonly string[]): Shape<AccessControlRule> {
  return object<AccessControlRule>(
    {
      name: text,
      condition: where(text, (condition, at) => lookAtCondition(condition, declared, at)),
      ifTrue: optional(oneOf('ALLOW', 'DENY')),
      ifFalse: optional(oneOf('ALLOW', 'DENY')),
      statusCode: optional(integer(100, 599)),
      errorMessage: optional(anyText),
      responseHeaders: optional(mapOf(anyText)),
      responseBody: optional(anyText),
    },
    (_, at, { ifTrue, ifFalse, statusCode }) => {
      const denies = ifTrue === 'DENY' || ifFalse === 'DENY';
      if (denies && typeof statusCode === 'number' && statusCode >= 200 && statusCode < 300) {
        at.at('statusCode').note(`is ${statusCode}, which tells a caller that is denied that all went well`);
      }
      if (ifTrue === undefined && ifFalse === undefined) at.note('decides nothing: give ifTrue or ifFalse');
    },
  );
}

function lookAtCondition(condition: string, declared: readonly string[], at: Cursor): void {
  const allowed = LIMITS.conditionCharacters.value;
  if (condition.length > allowed) {
    at.problem(`has ${condition.length} characters; the service takes ${allowed}`);
  }
  for (const name of new Set(variableNamesIn(condition))) {
    if (declared.includes(name)) continue;
    const advice = didYouMean(name, declared);
    at.problem(`uses $${name}, which parameters do not declare${advice === undefined ? '' : `: ${advice}`}`);
  }
}

function lookAtRules(rules: readonly AccessControlRule[], at: Cursor): void {
  const allowed = LIMITS.accessControlRules.value;
  if (rules.length > allowed) at.problem(`has ${rules.length} rules; the service takes ${allowed}`);
  if (rules.length === 0) at.note('has no rule: every request is let through');
  noteShared(rules.length, 'rules', at);
}

function noteShared(count: number, things: string, at: Cursor): void {
  const applied = LIMITS.accessControlRulesOnSharedInstances.value;
  if (count > applied) at.note(`has ${count} ${things}; a shared instance applies the first ${applied} only`);
}

const shape: Shape<AccessControlModel> = {
  ...shapeOver([]),
  read: (document, at) => shapeOver(declaredIn(document)).read(document, at),
};

/** The `accessControl` plug-in. */
export const accessControl = pluginType('accessControl', shape);
