/**
 * Loaded before the `ros-cdk` command line, this module keeps that working on Node.js 24.20 and later, where it would die
 * of "TypeError: Invalid URL", and makes it run the app each time.
 *
 * `npx --node-options=--require=ros-cdk-jwt-gateway/ros-cdk --package=@alicloud/ros-cdk-cli@1 ros-cdk deploy` loads it, on
 * every operating system; elsewhere the environment variable `NODE_OPTIONS` does. The app inherits it, to no effect:
 * `ros-cdk-jwt-gateway/fresh` does more.
 *
 * - The command line's own copy of the assembly's schema gets the `$id` that it lacks, see {@link nameAssemblySchema}.
 * - `.md5` of the working directory is removed, the note by which the command line would skip the app.
 */
import { join } from 'node:path';
import { nameLoadedAssemblySchemas } from '../assembly-schema';
import { removeFile } from './remove-assembly';

nameLoadedAssemblySchemas();
removeFile(join(process.cwd(), '.md5'));
