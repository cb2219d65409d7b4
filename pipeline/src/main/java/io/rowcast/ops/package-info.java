/**
 * How a running pipeline is watched: metrics, probes and a status page over HTTP.
 *
 * <p>Enters: what each part says of itself, as functions to ask. Leaves: HTTP answers. It does not know what the parts are.
 */
@NullMarked
package io.rowcast.ops;

import org.jspecify.annotations.NullMarked;
