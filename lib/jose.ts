/**
 * The one place where `jose` enters. The build bundles this file, so that users' jest (which cannot require an
 * ES module on Node.js 20) and users' plain JavaScript both work, and so that the version shipped is pinned.
 */
export { CompactSign, importJWK } from 'jose';
