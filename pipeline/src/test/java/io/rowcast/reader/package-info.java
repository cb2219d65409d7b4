/** Tests of the reader; those named {@code IT} run a MySQL and a Kafka broker of their own. */
@NullMarked
package io.rowcast.reader;

import org.jspecify.annotations.NullMarked;
