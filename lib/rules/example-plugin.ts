/** A JWT plug-in in a template of its own, for the fragments of the rule catalogue. */
export function examplePlugin(keys: string): string {
  return `Resources:
  Customers:
    Type: ALIYUN::ApiGateway::Plugin
    Properties:
      PluginName: customers_jwt
      PluginType: jwtAuth
      PluginData: |
        parameter: Authorization
        parameterLocation: header
        ${keys.trim().replaceAll('\n', '\n        ')}
`;
}

/** Moduli of keys that nobody has: their private halves were never kept. */
export const EXAMPLE_MODULUS = {
  1024: '0-SpEulH_DNTeblbgZDrZojIp46v86e71pz6U389FxwfQAYjpvL2hVgIttziNCXc-4J14UEFdZEpw7DkR2SKmF9SBbE1PMB_eOzNKF_POHAj8RgMTLL2so8SMvbztPVifGm-pDeaeqKDxkyGB18y901M5QplClU4GL9eSt5hclk',
  2048: '19rVq0VjtNJvMoVM3wSCMyCEa42fWu2POOx0Uq_skQKqS7SRb07EGMiJVGmObQrgTAGVcDIhZMLFlG0io0wK0cRdFqM_IYxL9RaumU-Mk97pgM5IQeGVn68hPtodE8Sk-rwr9BnDXz_ofEB7DI2K-ABOpmvu12zPCxeZNJFYVRaeySUWA2hO580fvAhRwkS67ofo73wy66yA4MGSfFjM-IyFzKjlunrv-KbBJaj969X4bFFYvWoKGBMEp1EOpB2YXw7xl9eiOkgn4sSJKmTdic9u75MEbd5CdeP0F-ZfYGkrlA8HUNfU552mtFcN0ZSFxehkGUmHw5dGQNtVFnPuDQ',
} as const;

/** A public key of the curve P-256 that nobody has, without its braces. */
export const EXAMPLE_POINT =
  'kty: EC, crv: P-256, x: Qxt0Us4V2YhLZSzso42OQhdnOXfVcF5PvH5h2xywaJ0, y: ALCD9II0tWiIuo5OjYwxDFm7RbW3U2dg-ucEmoegbSU';
