/**
 * What the user wrote, checked: settings as records, and every problem found in a file with its place in it.
 *
 * <p>A leaf: it reads files and environment variables and opens nothing else.
 */
@NullMarked
package io.rowcast.config;

import org.jspecify.annotations.NullMarked;
