/**
 * Floor 4: what is shown to people and programs: tables and documents made of the gateway model. The only folder
 * that paints; it reads no files. Texts from templates are hostile until they are made visible.
 */

export { renderChangeCatalogue } from './diff/change-catalogue';
export type { DiffOptions, DiffReport } from './diff/diff-report';
export { renderDiffLines } from './diff/diff-text';
export { DIFF_FORMATS, type DiffFormat, type DiffRendering, renderDiff } from './diff/render-diff';
export { renderFactCatalogue } from './fact-catalogue';
export type { FindingsOptions, FindingsReport } from './findings/findings-report';
export { renderInfraguardWaivers } from './findings/infraguard-waivers';
export {
  FINDINGS_FORMATS,
  type FindingsFormat,
  type FindingsRendering,
  renderFindings,
} from './findings/render-findings';
export { renderRuleCatalogue } from './findings/rule-catalogue';
export { hashOf } from './formats/policy-hash';
export { type Color, createPainter, type Painter } from './formats/text-style';
export {
  KEY_COMPARISON_FORMATS,
  type KeyComparisonFormat,
  renderKeyComparison,
} from './key-comparison';
export { type AssessmentOptions, renderAssessment } from './migration/render-assessment';
export { ROUTES_FORMATS, type RoutesFormat, type RoutesOptions, renderRoutes } from './routes/render-routes';
export { pathOf, type RouteRow, routeRows } from './routes/route-rows';
export { renderRoutesHtml } from './routes/routes-html';
export { BASE_STYLE, SYMBOLS } from './routes/routes-html-assets';
export { routesDocument } from './routes/routes-json';
export {
  renderTokenEvaluations,
  tokenEvaluationRows,
} from './routes/token-evaluations';
export { renderVerificationComparison } from './verification/render-comparison';
export { renderVerification } from './verification/render-verification';
