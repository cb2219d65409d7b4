/**
 * The promises of the README, held against disturbances. Clients change MySQL without pause; a disturbance kills, pauses or
 * moves a part of the pipeline; afterwards each observer says whether its promise held all the time.
 *
 * <p>An {@code …IT} is named after its disturbance and only applies it; the observers are named after their promises.
 * What Redis must hold is computed here from MySQL, by SQL, and not by the mapping code.
 *
 * <p>Those tagged {@code any-redis} do nothing to Redis itself: {@code mvn verify -Psoak} has them work on a Cluster and behind
 * Sentinel as well; {@code -Drowcast.redis=cluster} or {@code sentinel} has one of them do so ({@code -Dit.test=…}).
 */
@NullMarked
package io.rowcast.guarantee;

import org.jspecify.annotations.NullMarked;
