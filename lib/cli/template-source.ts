import type { TemplateFiles } from '../template';

/** Where a template is read from. */
export interface TemplateSource {
  /** What `readGateway` opens, and what findings name. */
  readonly place: string;
  readonly files: TemplateFiles;
  /** Whether there is nothing at the place, such as before the first commit of a template. */
  isMissing(): boolean;
}
