package io.rowcast.mapping;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What the text of an expression can look like, where its outermost function says more than its type. */
final class ResultShape {
    private static final Set<String> HEXADECIMAL = Set.of("hash.md5", "hash.sha1", "hash.sha256", "hex.encode");
    private static final Pattern DIGITS = Pattern.compile("(yyyy|MM|dd|HH|hh|mm|ss|S+|[^A-Za-z'#\\[\\]{}?*+9])+");

    private ResultShape() {}

    static Shape of(CelAbstractSyntaxTree tree) {
        CelExpr root = tree.getExpr();
        Shape shape = ValueType.of(tree.getResultType()).shape();
        if (root.getKind() != CelExpr.ExprKind.Kind.CALL) {
            return shape;
        }
        String function = root.call().function();
        if (HEXADECIMAL.contains(function)) {
            return Shape.HEXADECIMAL;
        }
        return function.equals("date.format")
                ? TreeChecks.text(root.call().args().get(1))
                        .flatMap(ResultShape::ofPattern)
                        .orElse(shape)
                : shape;
    }

    /** A date pattern with a fixed number of digits only. */
    private static Optional<Shape> ofPattern(String pattern) {
        return DIGITS.matcher(pattern).matches()
                ? Optional.of(Shape.of(pattern.replaceAll("[A-Za-z]", "9")))
                : Optional.empty();
    }
}
