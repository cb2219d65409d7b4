/**
 * Every type of MySQL, with random and boundary values, from the snapshot and from the stream all the way into Redis. What
 * Redis must hold is MySQL's own text of the value, asked for by SQL.
 */
@NullMarked
package io.rowcast.types;

import org.jspecify.annotations.NullMarked;
