import type { JsonValue } from '../../json';
import type { Difference } from '../comparing/comparison';
import { differencesAt } from '../judging/differences-at';
import { changeAt, type Judged } from '../judging/draft';
import type { ChangeKind, Detector } from '../judging/kind';
import { isChecked, isInPath, isRequired } from '../judging/parameter-checks';
import { breaks, mayBreak, neutral, safe, stronger, weaker } from '../judging/verdict';

const added: ChangeKind = {
  id: 'request-parameter-added',
  title: 'A route declares one more parameter.',
  area: 'request',
  direction: 'added',
  mirror: 'request-parameter-removed',
  asymmetry: undefined,
  posture: 'stronger where it must be given or is checked, else neutral',
  callers: 'break where it must be given, may break where it is checked, else safe',
  why: 'Requests without a parameter that must be given are refused. One that may be given reaches the backend from now on.',
};

const removed: ChangeKind = {
  id: 'request-parameter-removed',
  title: 'A route declares one parameter less.',
  area: 'request',
  direction: 'removed',
  mirror: 'request-parameter-added',
  asymmetry: undefined,
  posture: 'weaker where it had to be given or was checked, else neutral',
  callers: 'may break: in MAPPING mode it no longer reaches the backend',
  why: 'Requests that were refused without it get through, and nobody checks what is in it.',
};

const moved: ChangeKind = {
  id: 'request-parameter-moved',
  title: 'A route takes a parameter from another part of the request.',
  area: 'request',
  direction: 'changed',
  mirror: 'request-parameter-moved',
  asymmetry: undefined,
  posture: 'neutral: the same parameter is asked for',
  callers: 'break',
  why: 'Callers send it where nobody looks.',
};

export const requestParameterAdded: Detector = {
  kinds: [added, removed, moved],
  *find(comparison) {
    for (const difference of differencesAt(comparison, 'Api', 'RequestParameters')) {
      const [, , name, member] = difference.path;
      if (name === undefined) continue;
      if (member === 'Location') yield changeAt(moved, difference, move(name, difference));
      if (member !== undefined) continue;
      if (difference.before === undefined)
        yield changeAt(added, difference, addition(name, difference.after));
      else if (difference.after === undefined)
        yield changeAt(removed, difference, removal(name, difference.before));
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
