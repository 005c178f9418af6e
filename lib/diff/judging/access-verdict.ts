import type { AccessChange } from '../../model';
import { listed } from '../../text';
import {
  breaks,
  callersUnclear,
  type Judgement,
  mayBreak,
  neutral,
  safe,
  stronger,
  unclear,
  weaker,
} from './verdict';

/** What becomes of callers where factors of access differ: whoever is newly admitted decides, then what is not known. */
export function accessVerdict(changes: readonly Partial<AccessChange>[]): Judgement {
  const all = (of: (change: Partial<AccessChange>) => readonly string[] | string | undefined) => [
    ...new Set(changes.flatMap((each) => of(each) ?? [])),
  ];
  const [admits, refuses] = [all((each) => each.admits), all((each) => each.refuses)];
  const [mayAdmit] = all((each) => each.mayAdmit);
  const [mayRefuse] = all((each) => each.mayRefuse);
  return {
    posture: postureOf({ admits, refuses, mayAdmit, mayRefuse }),
    callers: callersOf({ refuses, mayAdmit, mayRefuse }),
  };
}

interface Fates {
  readonly admits: readonly string[];
  readonly refuses: readonly string[];
  readonly mayAdmit: string | undefined;
  readonly mayRefuse: string | undefined;
}

function postureOf({ admits, mayAdmit, mayRefuse, refuses }: Fates): Judgement['posture'] {
  if (admits.length > 0)
    return weaker(`${listed(admits)} get in`.replace(/^(anybody.*) get in$/, '$1 gets in'));
  if (mayAdmit !== undefined) return unclear(mayAdmit);
  if (refuses.length > 0) return stronger(`${listed(refuses)} are refused`);
  if (mayRefuse !== undefined) return stronger(`${mayRefuse} are refused`);
  return neutral('the same callers get in');
}

function callersOf({ mayAdmit, mayRefuse, refuses }: Omit<Fates, 'admits'>): Judgement['callers'] {
  if (refuses.length > 0) return breaks(`${listed(refuses)} are refused`);
  if (mayRefuse === undefined) return safe('nobody is refused who was not');
  return mayAdmit === undefined ? mayBreak(`${mayRefuse} are refused`) : callersUnclear(mayRefuse);
}
