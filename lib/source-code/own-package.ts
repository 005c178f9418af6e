/** What code that is written here imports from. */
export const PACKAGE = 'ros-cdk-jwt-gateway';

/** The functions of `RequestParameter`, by the location of the parameter. */
export const PARAMETER_FUNCTIONS: Readonly<Record<string, string>> = {
  PATH: 'RequestParameter.path',
  QUERY: 'RequestParameter.query',
  HEAD: 'RequestParameter.header',
  BODY: 'RequestParameter.body',
};
