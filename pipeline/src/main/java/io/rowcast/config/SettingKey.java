package io.rowcast.config;

/**
 * One key of the settings file, as the documentation lists it.
 *
 * @param path like {@code mysql.port}
 * @param defaultText what stands for a key that is not given; {@link #REQUIRED} when it must be given, {@link #NONE} when
 *     its absence has a meaning of its own
 * @param meaning one line for a person
 */
public record SettingKey(String path, String defaultText, String meaning) {
    /** The key must be given. */
    public static final String REQUIRED = "required";

    /** The key may be left out, and nothing stands in for it. */
    public static final String NONE = "none";

    boolean required() {
        return defaultText.equals(REQUIRED);
    }

    /** {@code port} of {@code mysql.port}. */
    String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
