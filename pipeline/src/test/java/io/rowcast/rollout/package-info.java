/** Tests of what changed mapping files mean; the whole of it is shown in {@code guarantee}. */
@NullMarked
package io.rowcast.rollout;

import org.jspecify.annotations.NullMarked;
