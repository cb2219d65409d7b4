package io.rowcast.mapping;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * {@code text.matches(pattern)} as CEL has it, but with each pattern compiled once: CEL compiles it for each row. Patterns are
 * RE2's, so a match takes time linear in the text.
 */
final class RegexFunction implements CelRuntimeLibrary {
    private static final int MAX_KNOWN = 1_000;
    private static final Map<String, Pattern> KNOWN = new ConcurrentHashMap<>();

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(
                CelFunctionBinding.from("matches", String.class, String.class, RegexFunction::matches),
                CelFunctionBinding.from("matches_string", String.class, String.class, RegexFunction::matches));
    }

    private static boolean matches(String text, String pattern) {
        return compiled(pattern).matcher(text).find();
    }

    /** @throws FunctionFailure when it is none, or too large */
    static Pattern compiled(String pattern) {
        Pattern known = KNOWN.get(pattern);
        if (known == null) {
            known = compile(pattern);
            // Patterns stand in mapping files, so there are few; those that come from a column must not fill the
            // memory.
            if (KNOWN.size() < MAX_KNOWN) {
                KNOWN.put(pattern, known);
            }
        }
        return known;
    }

    private static Pattern compile(String pattern) {
        try {
            Pattern compiled = Pattern.compile(pattern);
            if (compiled.programSize() > Language.MAX_REGEX) {
                throw new FunctionFailure("expected a smaller regular expression, with fewer repetitions");
            }
            return compiled;
        } catch (PatternSyntaxException e) {
            throw new FunctionFailure("expected a regular expression as RE2 has them: " + e.getDescription());
        }
    }
}
