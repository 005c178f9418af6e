/**
 * Floor 4: what is shown to people and programs: tables and documents made of the gateway model. The only folder
 * that paints; it reads no files. Texts from templates are hostile until they are made visible.
 */
export { type AdmissionRow, admissionRows, renderAdmissions } from './admissions';
export { renderChangeCatalogue } from './change-catalogue';
export { renderDiff } from './diff';
export type { DiffOptions, DiffReport, KindWords } from './diff-report';
export { renderFindings } from './findings';
export type { FindingsOptions, FindingsReport } from './findings-report';
export { type InfraguardOptions, renderInfraguardWaivers } from './infraguard-waivers';
export {
  KEY_COMPARISON_FORMATS,
  type KeyComparisonFormat,
  renderKeyComparison,
} from './key-comparison';
export { hashOf } from './policy-hash';
export { routesDocument } from './route-json';
export { pathOf, type RouteOrder, type RouteRow, routeRows } from './route-rows';
export { type RoutesOptions, renderRoutes } from './routes';
export { renderRoutesHtml } from './routes-html';
export { BASE_STYLE, SYMBOLS } from './routes-html-assets';
export { type CataloguedRules, renderRuleCatalogue } from './rule-catalogue';
export { renderVerification, type VerificationOptions } from './verification';
export { INVISIBLE, visible, visibleJson } from './visible';
