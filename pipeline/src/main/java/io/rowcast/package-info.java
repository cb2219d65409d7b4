/** The program: arguments and exit codes, and {@code Pipeline}, the only place that builds objects. */
@NullMarked
package io.rowcast;

import org.jspecify.annotations.NullMarked;
