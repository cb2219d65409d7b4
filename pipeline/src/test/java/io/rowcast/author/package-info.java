/** Tests of the tools for those who write mappings. */
@NullMarked
package io.rowcast.author;

import org.jspecify.annotations.NullMarked;
