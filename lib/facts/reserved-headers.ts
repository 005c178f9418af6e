import type { Fact } from './fact';

const http = (value: string, section: string): Fact<string> => ({
  value,
  grade: 'doc',
  source: `https://www.rfc-editor.org/rfc/rfc9110#section-${section}`,
});
const framing = http('says where the message ends or how it is packed', '6.4');
const connection = http('is for one connection only, and the next one drops it', '7.6.1');
const body = http('says what the body is', '8.3');
const caller = http('carries the secret by which the backend knows its caller', '11.6.2');
const proxies: Fact<string> = {
  value: 'is written by proxies, and says which way the request came',
  grade: 'doc',
  source: 'https://www.rfc-editor.org/rfc/rfc7239#section-4',
};

/** Headers that mean something to whoever forwards a request, in lower case: a claim there changes that. */
export const RESERVED_HEADERS: Readonly<Record<string, Fact<string>>> = {
  host: http('says which host is asked', '7.2'),
  authorization: caller,
  'proxy-authorization': caller,
  cookie: {
    value: 'carries the session by which the backend knows its caller',
    grade: 'doc',
    source: 'https://www.rfc-editor.org/rfc/rfc6265#section-5.4',
  },
  'content-length': framing,
  'transfer-encoding': framing,
  'content-encoding': http('says how the body is packed', '8.4'),
  'content-type': body,
  connection,
  'keep-alive': connection,
  'proxy-connection': connection,
  te: connection,
  trailer: connection,
  upgrade: connection,
  expect: http('asks for an answer before the body is sent', '10.1.1'),
  via: http('is written by proxies, and says which way the request came', '7.6.3'),
  forwarded: proxies,
  'x-forwarded-for': proxies,
  'x-forwarded-host': proxies,
  'x-forwarded-proto': proxies,
};
