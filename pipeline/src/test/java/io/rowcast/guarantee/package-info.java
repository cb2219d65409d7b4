/**
 * The promises of the README, held against disturbances. Clients change MySQL without pause; a disturbance kills, pauses or
 * moves a part of the pipeline; afterwards each observer says whether its promise held all the time.
 *
 * <p>An {@code …IT} is named after its disturbance and only applies it; the observers are named after their promises.
 * What Redis must hold is computed here from MySQL, by SQL, and not by the mapping code.
 */
@NullMarked
package io.rowcast.guarantee;

import org.jspecify.annotations.NullMarked;
