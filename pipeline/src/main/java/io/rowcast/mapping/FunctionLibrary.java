package io.rowcast.mapping;

import dev.cel.checker.CelCheckerBuilder;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.compiler.CelCompilerLibrary;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelFunctionOverload;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeLibrary;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Functions for expressions: what CEL's checker knows of them, and what they do. */
final class FunctionLibrary implements CelCompilerLibrary, CelRuntimeLibrary {
    private final Map<String, List<CelOverloadDecl>> declarations = new LinkedHashMap<>();
    /** By function: CEL chooses one by the arguments, where it does not know their types before. */
    private final Map<String, List<CelFunctionBinding>> bindings = new LinkedHashMap<>();

    private final List<CelFunctionBinding> overloads = new ArrayList<>();

    /** Adds {@code name(…)}. */
    FunctionLibrary function(
            String name, FunctionType result, List<FunctionType> parameters, CelFunctionOverload body) {
        declare(name, CelOverloadDecl.newGlobalOverload(id(name, parameters), result.cel(), types(parameters)));
        return dispatch(name, binding(name, parameters, body));
    }

    /** Adds {@code x.name(…)}, where {@code x} is the first parameter. */
    FunctionLibrary member(String name, FunctionType result, List<FunctionType> parameters, CelFunctionOverload body) {
        declare(name, CelOverloadDecl.newMemberOverload(id(name, parameters), result.cel(), types(parameters)));
        return dispatch(name, binding(name, parameters, body));
    }

    /** Adds a case to a function of CEL's own, of which it is only found where the types are known before. */
    FunctionLibrary overload(
            String name, FunctionType result, List<FunctionType> parameters, CelFunctionOverload body) {
        declare(name, CelOverloadDecl.newGlobalOverload(id(name, parameters), result.cel(), types(parameters)));
        overloads.add(binding(name, parameters, body));
        return this;
    }

    private static String id(String name, List<FunctionType> parameters) {
        StringBuilder id = new StringBuilder("rowcast.").append(name);
        parameters.forEach(parameter -> id.append('_').append(parameter.name().toLowerCase(Locale.ROOT)));
        return id.toString();
    }

    private static List<CelType> types(List<FunctionType> parameters) {
        return parameters.stream().map(FunctionType::cel).toList();
    }

    /** CEL's choice between overloads of one or two arguments works with bindings made for that number only. */
    private static CelFunctionBinding binding(String name, List<FunctionType> parameters, CelFunctionOverload body) {
        String id = id(name, parameters);
        Class<?> first = parameters.get(0).java();
        return switch (parameters.size()) {
            case 1 -> CelFunctionBinding.from(id, first, a -> body.apply(new Object[] {a}));
            case 2 ->
                CelFunctionBinding.from(id, first, parameters.get(1).java(), (a, b) -> body.apply(new Object[] {a, b}));
            default -> {
                List<Class<?>> classes = new ArrayList<>();
                parameters.forEach(parameter -> classes.add(parameter.java()));
                yield CelFunctionBinding.from(id, classes, body);
            }
        };
    }

    private void declare(String name, CelOverloadDecl overload) {
        declarations.computeIfAbsent(name, n -> new ArrayList<>()).add(overload);
    }

    private FunctionLibrary dispatch(String name, CelFunctionBinding binding) {
        bindings.computeIfAbsent(name, n -> new ArrayList<>()).add(binding);
        return this;
    }

    Set<String> names() {
        return declarations.keySet();
    }

    @Override
    public void setCheckerOptions(CelCheckerBuilder checker) {
        declarations.forEach(
                (name, group) -> checker.addFunctionDeclarations(CelFunctionDecl.newFunctionDeclaration(name, group)));
    }

    @Override
    public void setRuntimeOptions(CelRuntimeBuilder runtime) {
        bindings.forEach((name, group) -> runtime.addFunctionBindings(CelFunctionBinding.fromOverloads(name, group)));
        runtime.addFunctionBindings(overloads);
    }
}
