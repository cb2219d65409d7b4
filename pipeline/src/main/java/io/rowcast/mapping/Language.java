package io.rowcast.mapping;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.extensions.CelExtensions;
import dev.cel.extensions.CelMathExtensions;
import dev.cel.extensions.CelOptionalLibrary;
import dev.cel.extensions.CelRegexExtensions;
import dev.cel.extensions.CelStringExtensions;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeFactory;
import dev.cel.runtime.CelStandardFunctions;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** CEL as expressions have it: which functions there are, and how much an expression may cost. */
final class Language {
    /** Far more than anyone writes or reads, and little enough to be compiled in no time. */
    static final int MAX_LENGTH = 10_000;

    static final int MAX_DEPTH = 200;
    /** Steps through lists and maps in one evaluation, some milliseconds. */
    static final int MAX_STEPS = 10_000;
    /** Of RE2's instructions; the time of a match is bounded by that times the text. */
    static final int MAX_REGEX = 2_000;

    /** What can be named in CEL; other columns cannot be used in expressions, only as they are. */
    static final Pattern IDENTIFIER = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .maxExpressionCodePointSize(MAX_LENGTH)
            .maxParseRecursionDepth(MAX_DEPTH)
            .maxParseExpressionNodeCount(MAX_LENGTH)
            .comprehensionMaxIterations(MAX_STEPS)
            .build();

    private static final CelStringExtensions STRINGS = CelExtensions.strings(
            EnumSet.complementOf(EnumSet.of(CelStringExtensions.Function.JOIN, CelStringExtensions.Function.REPLACE)));
    private static final CelMathExtensions MATH = CelExtensions.math();
    private static final CelOptionalLibrary OPTIONALS = CelExtensions.optional();
    private static final CelRegexExtensions REGEX = CelExtensions.regex();
    private static final JoinFunction JOIN = new JoinFunction();
    private static final NumberLibrary NUMBERS = new NumberLibrary();
    private static final CoalesceFunction COALESCE = new CoalesceFunction();
    private static final List<FunctionLibrary> OURS = List.of(
            DateFunctions.library(), CodingFunctions.library(), TextFunctions.library(), DecimalFunctions.library());
    private static final Set<String> CEL_FUNCTIONS = Set.of(
            "bool",
            "bytes",
            "contains",
            "double",
            "duration",
            "dyn",
            "endsWith",
            "int",
            "matches",
            "size",
            "startsWith",
            "string",
            "timestamp",
            "uint",
            "all",
            "exists",
            "exists_one",
            "filter",
            "has",
            "map",
            "math.greatest",
            "math.least",
            "join");

    private static final CelRuntime RUNTIME = CelRuntimeFactory.plannerRuntimeBuilder()
            .setOptions(OPTIONS)
            .setStandardFunctions(CelStandardFunctions.newBuilder()
                    .excludeFunctions(CelStandardFunctions.StandardFunction.MATCHES)
                    .build())
            .addLibraries(STRINGS, JOIN, MATH, REGEX, NUMBERS, COALESCE, new RegexFunction())
            .addLibraries(OPTIONALS)
            .addLibraries(OURS)
            .build();

    private Language() {}

    static CelRuntime runtime() {
        return RUNTIME;
    }

    static CelCompiler compiler(Map<String, Expression> variables) {
        CelCompilerBuilder builder = CelCompilerFactory.standardCelCompilerBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addLibraries(STRINGS, JOIN, MATH, REGEX, NUMBERS, COALESCE, OPTIONALS)
                .addLibraries(OURS.toArray(CelCompilerLibrary[]::new))
                .addVar(RowVariables.SELF, SimpleType.DYN);
        variables.forEach((name, variable) -> {
            if (IDENTIFIER.matcher(name).matches()) {
                builder.addVar(name, variable.celType());
            }
        });
        return builder.build();
    }

    /** The functions that CEL does not have. */
    static Set<String> own() {
        Set<String> names = new TreeSet<>(Set.of("decimal", CoalesceFunction.NAME));
        OURS.forEach(library -> names.addAll(library.names()));
        names.removeIf(name -> name.indexOf('@') >= 0);
        return names;
    }

    /** What a person may call, for hints. */
    static Set<String> functions() {
        Set<String> names = new TreeSet<>(CEL_FUNCTIONS);
        Stream.of(STRINGS.functions(), MATH.functions(), OPTIONALS.functions(), REGEX.functions())
                .flatMap(Set::stream)
                .map(CelFunctionDecl::name)
                .filter(name -> Character.isLetter(name.charAt(0)) && name.indexOf('@') < 0)
                .forEach(names::add);
        names.addAll(own());
        return names;
    }
}
