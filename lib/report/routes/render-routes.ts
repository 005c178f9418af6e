import { type GatewayModel, redactorOf } from '../../model';
import { type RouteOrder, routeRows } from './route-rows';
import { renderJson } from './routes-json';
import { renderMarkdown } from './routes-markdown';
import { renderText } from './routes-text';

/** How the table of routes is shown. */
export interface RoutesOptions {
  readonly format: 'text' | 'markdown' | 'json';
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

/**
 * The table of all routes: one line for each route and stage, with its protection and who may call. The same
 * model always makes the same text; it ends with a line break.
 */
export function renderRoutes(model: GatewayModel, options: RoutesOptions): string {
  const { color = false, format, order = 'route', width = Number.POSITIVE_INFINITY } = options;
  const rows = routeRows(model, order);
  if (format === 'json') return renderJson(model, rows);
  const hide = redactorOf(model);
  if (format === 'markdown') return renderMarkdown(model, rows, hide);
  return hide(renderText(model, rows, { color, width }));
}
