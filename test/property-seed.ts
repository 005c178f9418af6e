import fc from 'fast-check';

// The suite that a change has to pass draws the same values each time; whoever sets NUM_RUNS looks for new ones.
if (process.env.NUM_RUNS === undefined) fc.configureGlobal({ seed: 1 });
