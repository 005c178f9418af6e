import { type GatewayModel, redactorOf } from '../../model';
import { type Formatter, formatNames } from '../formats/formatter';
import { type RouteOrder, routeRows } from './route-rows';
import { renderRoutesHtml } from './routes-html';
import { renderJson } from './routes-json';
import { renderMarkdown } from './routes-markdown';
import { renderText } from './routes-text';

/** How the table of routes is shown. */
export interface RoutesOptions {
  /**
   * By path and method, or the routes first that let the most callers in.
   * @default 'route'
   */
  readonly order?: RouteOrder;
  /**
   * Whether the text is painted for a terminal.
   * @default false
   */
  readonly color?: boolean;
  /**
   * How many columns the table may have, 72 at least; other formats are never shortened.
   * @default - as many as it takes: nothing is shortened
   */
  readonly width?: number;
}

const FORMATS = {
  text: (model, { color = false, order = 'route', width = Number.POSITIVE_INFINITY }) =>
    redactorOf(model)(renderText(model, routeRows(model, order), { color, hide: redactorOf(model), width })),
  markdown: (model, { order = 'route' }) => renderMarkdown(model, routeRows(model, order), redactorOf(model)),
  json: (model, { order = 'route' }) => renderJson(model, routeRows(model, order)),
  html: renderRoutesHtml,
} as const satisfies Record<string, Formatter<GatewayModel, RoutesOptions>>;

/** A format of the table. */
export type RoutesFormat = keyof typeof FORMATS;

/** All of them. */
export const ROUTES_FORMATS: readonly RoutesFormat[] = formatNames(FORMATS);

/**
 * The table of all routes: one line for each route and stage, with its protection and who may call. The same
 * model always makes the same text; it ends with a line break.
 */
export function renderRoutes(
  model: GatewayModel,
  { format, ...options }: RoutesOptions & { readonly format: RoutesFormat },
): string {
  return FORMATS[format](model, options);
}
