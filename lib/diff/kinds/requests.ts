import { API } from '../../facts';
import { isJsonObject, type JsonValue, memberOf } from '../../json';
import type { GatewayRoute } from '../../model';
import type { Comparison, Difference } from '../comparing/comparison';
import {
  checksOf,
  differencesAt,
  isChecked,
  isInPath,
  isPathParameter,
  isRequired,
  type KnownTexts,
  knownTexts,
  setDifference,
} from '../judging/differences';
import { changeAt, type Judged } from '../judging/draft';
import { alone, type Detector, mirrored } from '../judging/kind';
import { breaks, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';
import type { Both } from '../pairing/pair';

const requestModeChanged = alone(
  { area: 'request', direction: 'changed' },
  {
    id: 'request-mode-changed',
    title: 'A route passes on other parts of a request than before.',
    posture: 'weaker from MAPPING to PASSTHROUGH, stronger the other way',
    callers: 'may break',
    why: 'MAPPING checks what is declared and drops the rest; PASSTHROUGH sends the backend whatever callers send.',
  },
);

export const requestModes: Detector = {
  kinds: [requestModeChanged],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestConfig', 'RequestMode')) {
      const texts = knownTexts(difference);
      if (texts === undefined) continue;
      const [was, is] = [texts.before, texts.after].map((text) => text ?? API.defaultRequestMode.value);
      if (was === is) continue;
      const isOpen = is === 'PASSTHROUGH';
      yield changeAt(requestModeChanged, difference, {
        message: isOpen ? 'passes on everything that callers send' : 'passes on declared parameters only',
        posture: isOpen
          ? weaker('the backend gets headers and parameters that nobody declared or checked')
          : stronger('what is not declared is dropped, and what is declared is checked'),
        callers: mayBreak('the backend gets other parameters than before'),
      });
    }
  },
};

const [requestParameterAdded, requestParameterRemoved] = mirrored(
  { area: 'request', direction: 'added' },
  {
    id: 'request-parameter-added',
    title: 'A route declares one more parameter.',
    posture: 'stronger where it must be given or is checked, else neutral',
    callers: 'break where it must be given, may break where it is checked, else safe',
    why: 'Requests without a parameter that must be given are refused. One that may be given reaches the backend from now on.',
  },
  {
    id: 'request-parameter-removed',
    title: 'A route declares one parameter less.',
    posture: 'weaker where it had to be given or was checked, else neutral',
    callers: 'may break: in MAPPING mode it no longer reaches the backend',
    why: 'Requests that were refused without it get through, and nobody checks what is in it.',
  },
);

const requestParameterMoved = alone(
  { area: 'request', direction: 'changed' },
  {
    id: 'request-parameter-moved',
    title: 'A route takes a parameter from another part of the request.',
    posture: 'neutral: the same parameter is asked for',
    callers: 'break',
    why: 'Callers send it where nobody looks.',
  },
);

export const requestParameters: Detector = {
  kinds: [requestParameterAdded, requestParameterRemoved, requestParameterMoved],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestParameters')) {
      const [, , name, member] = difference.path;
      if (name === undefined) continue;
      if (member === 'Location') yield changeAt(requestParameterMoved, difference, move(name, difference));
      if (member !== undefined) continue;
      if (difference.before === undefined)
        yield changeAt(requestParameterAdded, difference, addition(name, difference.after));
      else if (difference.after === undefined)
        yield changeAt(requestParameterRemoved, difference, removal(name, difference.before));
    }
  },
};

function move(name: string, { after, before }: Difference): Judged {
  return {
    message: `takes the parameter ${name} from ${String(after)} instead of ${String(before)}`,
    posture: neutral('the same parameter is asked for'),
    callers: breaks(`${name} is looked for elsewhere`),
  };
}

function addition(name: string, parameter: JsonValue | undefined): Judged {
  if (isInPath(parameter) && !isChecked(parameter)) return inPath(`names the path parameter ${name}`);
  if (!isRequired(parameter) && isChecked(parameter))
    return {
      message: isInPath(parameter)
        ? `checks the path parameter ${name}`
        : `checks the parameter ${name}, which may be left out`,
      posture: stronger('requests with other values of it are refused'),
      callers: mayBreak('requests with other values of it are refused'),
    };
  if (!isRequired(parameter))
    return {
      message: `takes the parameter ${name}, which may be left out`,
      posture: neutral('nobody is refused or let through for it'),
      callers: safe('it may be left out'),
    };
  return {
    message: `asks for the parameter ${name}`,
    posture: stronger('requests without it are refused'),
    callers: breaks('requests without it are refused'),
  };
}

function removal(name: string, parameter: JsonValue | undefined): Judged {
  if (isInPath(parameter) && !isChecked(parameter))
    return inPath(`no longer names the path parameter ${name}`);
  const callers = mayBreak('in MAPPING mode the backend does not get it any more');
  const message = `no longer takes the parameter ${name}`;
  if (!isRequired(parameter) && isChecked(parameter))
    return { message, posture: weaker('requests with any value of it get through'), callers };
  if (!isRequired(parameter)) return { message, posture: neutral('it could be left out'), callers };
  return { message, posture: weaker('requests without it get through'), callers };
}

/** Which paths a route has is told by its path. */
function inPath(message: string): Judged {
  return { message, posture: neutral('the path stays the same'), callers: safe('the path stays the same') };
}

const [requestParameterLoosened, requestParameterTightened] = mirrored(
  { area: 'request', direction: 'widened' },
  {
    id: 'request-parameter-loosened',
    title: 'A route lets more values of a parameter through.',
    why: 'Values that the gateway refused reach the backend, which may rely on it.',
  },
  {
    id: 'request-parameter-tightened',
    title: 'A route lets fewer values of a parameter through.',
    why: 'Requests with values that were let through are refused.',
  },
);

const requestParameterDefaultChanged = alone(
  { area: 'request', direction: 'changed' },
  {
    id: 'request-parameter-default-changed',
    title: 'What the backend gets for a parameter that is left out changed.',
    posture: 'neutral',
    callers: 'may break',
    why: 'Callers who leave the parameter out get another answer.',
  },
);

/** Whether a check went, came, or lets more or less through; `undefined` where the two cannot be compared. */
type Compare = (texts: KnownTexts) => 'looser' | 'tighter' | undefined;

const least: Compare = ({ after, before }) => {
  const [was, is] = [Number(before ?? Number.NEGATIVE_INFINITY), Number(after ?? Number.NEGATIVE_INFINITY)];
  return is < was ? 'looser' : is > was ? 'tighter' : undefined;
};

const most: Compare = ({ after, before }) => {
  const [was, is] = [Number(before ?? Number.POSITIVE_INFINITY), Number(after ?? Number.POSITIVE_INFINITY)];
  return is > was ? 'looser' : is < was ? 'tighter' : undefined;
};

const present: Compare = ({ after, before }) => {
  if (before !== undefined && after !== undefined) return undefined;
  return after === undefined ? 'looser' : 'tighter';
};

const oneOf: Compare = (texts) => {
  if (texts.before === undefined || texts.after === undefined) return present(texts);
  const items = (text: string) => text.split(',').map((each) => each.trim());
  const { gained, lost } = setDifference(items(texts.before), items(texts.after));
  if (gained.length > 0 && lost.length > 0) return undefined;
  return gained.length > 0 ? 'looser' : lost.length > 0 ? 'tighter' : undefined;
};

const CHECKS: Readonly<Record<string, Compare>> = {
  EnumValue: oneOf,
  JsonScheme: present,
  MaxLength: most,
  MaxValue: most,
  MinLength: least,
  MinValue: least,
  ParameterType: ({ after, before }) =>
    after === 'String' ? 'looser' : before === 'String' ? 'tighter' : undefined,
  RegularExpression: present,
  Required: ({ after }) => (after === 'REQUIRED' ? 'tighter' : 'looser'),
};

export const parameterChecks: Detector = {
  kinds: [requestParameterLoosened, requestParameterTightened, requestParameterDefaultChanged],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestParameters')) {
      const [, , name = '', member = ''] = difference.path;
      const texts = knownTexts(difference);
      if (texts === undefined || member === '') continue;
      if (member === 'DefaultValue')
        yield changeAt(requestParameterDefaultChanged, difference, {
          message: `another default for the parameter ${name}`,
          posture: neutral('the same requests get through'),
          callers: mayBreak('the backend gets another value where it is left out'),
        });
      const way = CHECKS[member]?.(texts);
      if (way === 'looser')
        yield changeAt(requestParameterLoosened, difference, {
          message: `checks less of the parameter ${name} (${member})`,
          posture: weaker('values that were refused reach the backend'),
          callers: safe('what was let through still is'),
        });
      if (way === 'tighter')
        yield changeAt(requestParameterTightened, difference, {
          message: `checks more of the parameter ${name} (${member})`,
          posture: stronger('values that were let through are refused'),
          callers: breaks('values that were let through are refused'),
        });
    }
  },
};

const pathParameterRenamed = alone(
  { area: 'request', direction: 'changed' },
  {
    id: 'path-parameter-renamed',
    title: 'A parameter in the path of a route has another name.',
    posture: 'neutral: the route takes the same requests',
    callers: 'safe: addresses stay the same',
    why: 'The backend may read it under the old name.',
  },
);

export const pathParameters: Detector = {
  kinds: [pathParameterRenamed],
  *find(comparison) {
    const open = new Set(differencesAt(comparison, 'Api', 'RequestConfig', 'RequestPath'));
    if (open.size === 0) return;
    for (const { after, before } of comparison.routes) {
      // Paths that are routes were paired by what they take.
      if (before?.route === undefined || before.route.signature !== after?.route?.signature) continue;
      for (const difference of comparison.of(after))
        if (open.has(difference))
          yield changeAt(pathParameterRenamed, difference, {
            message: 'its path parameters have other names',
            posture: neutral('it takes the same requests'),
            callers: safe('addresses stay the same'),
            explains: [
              difference,
              ...renamedIn({ before, after }, comparison),
              ...renamedAtBackend({ before, after }, comparison),
            ],
          });
    }
  },
};

/** Their declarations under the old and the new names, where both check the same: else that is told by itself. */
function renamedIn({ after, before }: Both<GatewayRoute>, { of }: Comparison): Difference[] {
  const declared = of(after).filter(isPathParameter);
  const at = (name: string | undefined) => declared.filter(({ path }) => path[2] === name);
  const names = (before.route?.parameters ?? []).map((name, index) => [name, after.route?.parameters[index]]);
  return names.flatMap(([old, name]) => {
    const [lost, gained] = [at(old), at(name)];
    const isSame = checksOf(lost[0]?.before) === checksOf(gained[0]?.after);
    return isSame ? [...lost, ...gained] : [];
  });
}

/** What the backend gets, where it is the same once the names in the path are: then it cannot tell the two apart. */
const BACKEND = ['ServicePath', 'ServiceParameters', 'ServiceParametersMap'];

function renamedAtBackend({ after, before }: Both<GatewayRoute>, { of }: Comparison): Difference[] {
  const names = new Map(
    (before.route?.parameters ?? []).map((name, index) => [name, after.route?.parameters[index] ?? name]),
  );
  const [mine, theirs] = [before, after].map(({ resource }) => backendParts(resource.properties));
  if (JSON.stringify(withNames(mine ?? null, names)) !== JSON.stringify(theirs)) return [];
  return of(after).filter(({ path: [, property = '', member = ''] }) => {
    return BACKEND.includes(property) || (property === 'ServiceConfig' && BACKEND.includes(member));
  });
}

function backendParts({
  ServiceConfig,
  ServiceParameters,
  ServiceParametersMap,
}: Readonly<Record<string, JsonValue>>) {
  const path = memberOf(ServiceConfig, 'ServicePath');
  return [path ?? null, ServiceParameters ?? null, ServiceParametersMap ?? null];
}

/** The value with other names for what stands in the path, by itself or in square brackets. */
function withNames(value: JsonValue, names: ReadonlyMap<string, string>): JsonValue {
  if (typeof value === 'string')
    return (
      names.get(value) ??
      value.replace(/\[([^\]]*)\]/g, (whole, name: string) => `[${names.get(name) ?? whole.slice(1, -1)}]`)
    );
  if (Array.isArray(value)) return value.map((item: JsonValue) => withNames(item, names));
  if (!isJsonObject(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, withNames(member, names)]));
}
