package io.rowcast.redis;

import io.lettuce.core.ScanCursor;
import java.util.List;
import java.util.concurrent.Future;
import java.util.function.Function;

/** What one of the SCAN commands finds. */
final class ScanPages<C extends ScanCursor> implements Pages {
    private final Function<ScanCursor, Future<C>> ask;
    private final Function<C, List<String>> names;
    private ScanCursor cursor = ScanCursor.INITIAL;

    ScanPages(Function<ScanCursor, Future<C>> ask, Function<C, List<String>> names) {
        this.ask = ask;
        this.names = names;
    }

    @Override
    public boolean hasNext() {
        return !cursor.isFinished();
    }

    @Override
    public List<String> next() throws RedisAwayException {
        C page = Answers.await(ask.apply(cursor));
        cursor = page;
        return names.apply(page);
    }
}
