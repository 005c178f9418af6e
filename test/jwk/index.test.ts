test('reading keys does not load jose, so that constructs do without it', () => {
  jest.isolateModules(() => {
    jest.doMock('../../lib/jose', () => {
      throw new Error('jose was loaded');
    });
    expect(() => require('../../lib/jwk')).not.toThrow();
    expect(() => require('../../lib/token')).toThrow('jose was loaded');
  });
});
