/**
 * A format is a function from a report to a text that ends with a line break. A new format is one file with such a
 * function, and one row in the table of the report.
 */
export type Formatter<Report, Options> = (report: Report, options: Options) => string;

/** The names of the formats, in the order of the table. */
export function formatNames<Name extends string>(formats: Readonly<Record<Name, unknown>>): readonly Name[] {
  return Object.keys(formats) as Name[];
}
