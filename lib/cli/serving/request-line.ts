import type { Decision } from '../../gateway';
import type { Color, Painter } from '../../report';
import { visible } from '../../text';

const COLORS: Readonly<Record<Decision['outcome'], Color>> = {
  forwarded: 'green',
  answered: 'green',
  refused: 'yellow',
  unemulated: 'red',
};
const OUTCOME_WIDTH = Math.max(...Object.keys(COLORS).map(({ length }) => length));
const PATH_LENGTH = 120;

/**
 * What became of a request, in one line: `12:00:01Z 403 refused    GET /orders/1 RELEASE  A403JE: JWT is expired`.
 * Without the query; a token that stands elsewhere is left out.
 *
 * @param millis when it was, since 1970
 */
export function renderRequestLine(decision: Decision, millis: number, paint: Painter): string {
  const { code, method, outcome, path, reason, stage, status } = decision;
  const time = new Date(millis).toISOString().slice(11, 19);
  const call = [method, shortened(visible(path)), stage ?? '-'].join(' ');
  const why = code === undefined ? reason : `${code}: ${reason}`;
  const verdict = paint(COLORS[outcome], `${status} ${outcome.padEnd(OUTCOME_WIDTH)}`);
  return `${paint('dim', `${time}Z`)} ${verdict} ${visible(call)}  ${visible(why)}`;
}

function shortened(path: string): string {
  return path.length > PATH_LENGTH ? `${path.slice(0, PATH_LENGTH)}…` : path;
}
