package io.rowcast.mapping;

import dev.cel.common.CelErrorCode;
import dev.cel.common.exceptions.CelRuntimeException;

/**
 * A function that can do nothing with its arguments. The message says why without any value of the row; so there is no
 * cause, as Java's exceptions quote the text they were given.
 */
final class FunctionFailure extends CelRuntimeException {
    private static final long serialVersionUID = 1L;

    private final String reason;

    FunctionFailure(String reason) {
        super(null, CelErrorCode.INVALID_ARGUMENT);
        this.reason = reason;
    }

    @Override
    public String getMessage() {
        return reason;
    }
}
