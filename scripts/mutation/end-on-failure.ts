import fc from 'fast-check';

// That a test fails is all that Stryker asks: nobody reads the smallest value that it fails for.
fc.configureGlobal({ ...fc.readConfigureGlobal(), endOnFailure: true });
