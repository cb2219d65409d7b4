package io.rowcast.reader;

import com.github.shyiko.mysql.binlog.GtidSet;
import io.rowcast.reader.catalog.SourceOffset;
import java.util.regex.Pattern;

/** A set of transactions of MySQL, as {@code @@gtid_executed} and {@code OK} packets write it. */
public final class GtidSets {
    private static final String UUID = "[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}";

    /** {@code :5}, {@code :1-5}, and since MySQL 8.3 {@code :tag:1-5}. */
    private static final String NUMBERS = "(?::[a-z_][a-z0-9_]{0,31})?:[1-9]\\d{0,17}(?:-[1-9]\\d{0,17})?";

    private static final String SOURCE = UUID + "(?:" + NUMBERS + ")+";
    private static final Pattern SET = Pattern.compile(SOURCE + "(?:," + SOURCE + ")*");

    private final String text;
    private final GtidSet set;

    private GtidSets(String text) {
        this.text = text;
        this.set = new GtidSet(text);
    }

    /** @throws IllegalArgumentException when it is none */
    public static GtidSets parse(String written) {
        String text = written.replaceAll("\\s", "");
        if (!SET.matcher(text).matches()) {
            throw new IllegalArgumentException("found " + (text.isEmpty() ? "nothing" : text)
                    + "; expected GTIDs of MySQL, like 3e11fa47-71ca-11e1-9e33-c80aa9429562:1-5");
        }
        return new GtidSets(text);
    }

    /** Whether all of it is complete at that position. */
    boolean isContainedIn(SourceOffset position) {
        return position.hasGtids() && set.isContainedWithin(new GtidSet(position.completed()));
    }

    @Override
    public String toString() {
        return text;
    }
}
