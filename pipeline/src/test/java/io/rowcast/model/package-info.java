@NullMarked
package io.rowcast.model;

import org.jspecify.annotations.NullMarked;
