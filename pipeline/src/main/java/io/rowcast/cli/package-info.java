/**
 * The command line: which command with which settings file, what is printed, and the exit code.
 *
 * <p>Enters: arguments, the environment and signals. Leaves: calls to {@link io.rowcast.cli.Commands}. It does not know
 * what a pipeline is made of.
 */
@NullMarked
package io.rowcast.cli;

import org.jspecify.annotations.NullMarked;
