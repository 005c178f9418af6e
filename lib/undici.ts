/**
 * The one place where `undici` enters: the client that also stands behind the platform's `fetch`, with the settings that
 * `fetch` alone does not take (authorities of one's own, the resolution of names). It is loaded when a provider is asked
 * and not before; the build puts it into a file of its own beside the command line.
 */
export const loadUndici = (): Promise<typeof import('undici')> => import('undici');
