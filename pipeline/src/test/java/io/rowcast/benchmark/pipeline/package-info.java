/**
 * The whole of Rowcast measured beside its limits, in processes as its users run them: started by {@code deploy/bench}, never
 * by the build. A section measures, a {@link io.rowcast.benchmark.pipeline.Figure} is what it found, and the report shows
 * them.
 */
@NullMarked
package io.rowcast.benchmark.pipeline;

import org.jspecify.annotations.NullMarked;
