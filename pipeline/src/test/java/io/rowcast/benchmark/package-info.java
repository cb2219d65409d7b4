/** What a row costs: benchmarks, run by {@code mvn -P bench test}, never by the build. */
@NullMarked
package io.rowcast.benchmark;

import org.jspecify.annotations.NullMarked;
