import { jsonAnswer } from './answer';
import type { Endpoint } from './endpoint';

/** What is served, at what time, and what the page can do. */
export const health: Endpoint = {
  method: 'GET',
  work: async (_, { now, served, signer }) =>
    jsonAnswer({
      status: 'ok',
      template: served().model.place,
      time: new Date(now()).toISOString(),
      mints: signer !== undefined,
    }),
};
