import { redactorOf } from '../model';
import { routeRows, routesDocument } from '../report';
import { jsonAnswer } from './answer';
import { callOf } from './call';
import type { Endpoint } from './endpoint';

/** The document of `jwt-gateway routes --format json`; each row has in `call` what a caller needs. */
export const routes: Endpoint = {
  method: 'GET',
  work: async (_, { served }) => {
    const { gateway, model } = served();
    const unemulated = new Map(gateway.routes.map(({ stage, unemulated: each }) => [stage, each]));
    const rows = routeRows(model, 'route');
    const document = routesDocument(model, rows);
    const calls = rows.map((row) => callOf(row, (row.stage && unemulated.get(row.stage)) ?? []));
    const answer = { ...document, routes: document.routes.map((row, i) => ({ ...row, call: calls[i] })) };
    return jsonAnswer(answer, 200, [], redactorOf(model));
  },
};
