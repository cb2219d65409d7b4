package io.rowcast.mapping;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.exceptions.CelOverloadNotFoundException;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.List;

/**
 * {@code list.join(separator)} as CEL's strings extension has it, but for a list with a NULL in it, of which that one makes
 * the text {@code NULL_VALUE}: here it fails, as every function does that is given a NULL.
 */
final class JoinFunction implements CelCompilerLibrary, CelRuntimeLibrary {
    private static final String NAME = "join";
    private static final ListType TEXTS = ListType.create(SimpleType.STRING);

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(
                NAME,
                CelOverloadDecl.newMemberOverload("list_join", SimpleType.STRING, TEXTS),
                CelOverloadDecl.newMemberOverload("list_join_string", SimpleType.STRING, TEXTS, SimpleType.STRING)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(
                NAME,
                CelFunctionBinding.from("list_join", List.class, list -> join(list, "")),
                CelFunctionBinding.from("list_join_string", List.class, String.class, JoinFunction::join)));
    }

    private static String join(List<?> list, String separator) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < list.size(); i++) {
            if (!(list.get(i) instanceof String element)) {
                throw new CelOverloadNotFoundException(NAME);
            }
            text.append(i == 0 ? "" : separator).append(element);
        }
        return text.toString();
    }
}
