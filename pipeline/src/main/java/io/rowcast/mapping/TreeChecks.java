package io.rowcast.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelConstant;
import dev.cel.common.ast.CelExpr;
import dev.cel.common.ast.CelExpr.CelCall;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.common.navigation.CelNavigableExpr;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known to go wrong before any row is seen, and CEL's checker does not see. */
final class TreeChecks {
    private static final Set<String> EQUALITY = Set.of("_==_", "_!=_", "@in");
    private static final Set<String> EXTREMES = Set.of("math.@max", "math.@min");

    /** What an argument must be where it is written down, by function; the argument is the last of its texts. */
    private static final Map<String, List<Consumer<String>>> LITERALS = Map.of(
            "date.format", List.of(DatePattern::of, DateText::zone),
            "date.parse", List.of(DatePattern::of),
            "date.truncate", List.of(DateUnit::named, DateText::zone),
            "date.part", List.of(DateFunctions::field, DateText::zone),
            "date.epoch", List.of(DateText::zone),
            "date.epochMillis", List.of(DateText::zone),
            "matches", List.of(RegexFunction::compiled),
            "regex.replace", List.of(RegexFunction::compiled),
            "regex.extract", List.of(RegexFunction::compiled),
            "regex.extractAll", List.of(RegexFunction::compiled));

    private TreeChecks() {}

    /** What is wrong, as "found …; expected …". */
    static List<String> problems(CelAbstractSyntaxTree tree) {
        return calls(tree)
                .flatMap(call -> Stream.of(decimalWithJson(call, tree), mixedExtreme(call, tree), literal(call))
                        .flatMap(Optional::stream))
                .distinct()
                .toList();
    }

    /** The variables that it reads. */
    static Set<String> names(CelAbstractSyntaxTree tree) {
        return nodes(tree)
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.IDENT)
                .map(expr -> expr.ident().name())
                .collect(Collectors.toSet());
    }

    private static Stream<CelCall> calls(CelAbstractSyntaxTree tree) {
        return nodes(tree)
                .filter(expr -> expr.getKind() == CelExpr.ExprKind.Kind.CALL)
                .map(CelExpr::call);
    }

    private static Stream<CelExpr> nodes(CelAbstractSyntaxTree tree) {
        return CelNavigableAst.fromAst(tree).getRoot().allNodes().map(CelNavigableExpr::expr);
    }

    /** CEL's equality of values of unknown types does not know decimals, and would silently say no. */
    private static Optional<String> decimalWithJson(CelCall call, CelAbstractSyntaxTree tree) {
        Set<CelType> types = types(call.args(), tree);
        boolean wrong = EQUALITY.contains(call.function())
                && types.contains(ValueType.DECIMAL.cel())
                && types.contains(SimpleType.DYN);
        return wrong
                ? Optional.of("found a decimal compared with a JSON value; expected decimal() around the JSON value")
                : Optional.empty();
    }

    /** Of three and more numbers CEL makes a list, and does not know decimals in it. */
    private static Optional<String> mixedExtreme(CelCall call, CelAbstractSyntaxTree tree) {
        if (!EXTREMES.contains(call.function()) || call.args().get(0).getKind() != CelExpr.ExprKind.Kind.LIST) {
            return Optional.empty();
        }
        Set<CelType> types = types(call.args().get(0).list().elements(), tree);
        return types.contains(ValueType.DECIMAL.cel()) && types.size() > 1
                ? Optional.of("found decimals among other numbers; expected decimal() around those")
                : Optional.empty();
    }

    private static Set<CelType> types(List<CelExpr> expressions, CelAbstractSyntaxTree tree) {
        return expressions.stream()
                .map(each -> tree.getType(each.id()).orElse(SimpleType.DYN))
                .collect(Collectors.toSet());
    }

    private static Optional<String> literal(CelCall call) {
        List<Consumer<String>> checks = LITERALS.getOrDefault(call.function(), List.of());
        int offset = call.target().isPresent() ? 0 : 1;
        for (int i = 0; i < checks.size() && i + offset < call.args().size(); i++) {
            Optional<String> text = text(call.args().get(i + offset));
            if (text.isEmpty() && call.function().startsWith("regex.")) {
                return Optional.of(
                        "found a pattern in " + call.function() + "() that a row decides; expected a text in ''");
            }
            try {
                text.ifPresent(checks.get(i));
            } catch (FunctionFailure e) {
                return Optional.of("found '" + text.orElse("") + "' in " + call.function() + "(); "
                        + String.valueOf(e.getMessage()));
            }
        }
        return Optional.empty();
    }

    static Optional<String> text(CelExpr expression) {
        boolean text = expression.getKind() == CelExpr.ExprKind.Kind.CONSTANT
                && expression.constant().getKind() == CelConstant.Kind.STRING_VALUE;
        return text ? Optional.of(expression.constant().stringValue()) : Optional.empty();
    }
}
