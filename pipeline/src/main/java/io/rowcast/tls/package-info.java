/**
 * Turns the PEM files that the settings name into what Java's clients take: key stores, in memory or as files that live no
 * longer than what uses them.
 *
 * <p>Knows the settings, and none of the clients.
 */
@NullMarked
package io.rowcast.tls;

import org.jspecify.annotations.NullMarked;
