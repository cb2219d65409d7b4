/** Tests of mappings; those of whole mappings are folders of data in {@code mapping-cases}. */
@NullMarked
package io.rowcast.mapping;

import org.jspecify.annotations.NullMarked;
