package org.bytestill.text.go;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A part of a parsed template, which runs itself. */
interface GoNode {
    void run(GoScope scope, Object dot, StringBuilder out);

    /** Something that has a value. */
    interface Expression {
        Object value(GoScope scope, Object dot);
    }

    /** One after the other. */
    record Block(List<GoNode> parts) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            parts.forEach(part -> part.run(scope, dot, out));
        }
    }

    record Text(String text) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            out.append(text);
        }
    }

    record Print(Expression value) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            out.append(GoValues.text(value.value(scope, dot)));
        }
    }

    /** {@code $name := value}, or {@code $name = value} of a variable that was declared. */
    record Assign(String name, boolean isNew, Expression value) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            Object assigned = value.value(scope, dot);
            if (isNew) {
                scope.declare(name, assigned);
            } else {
                scope.assign(name, assigned);
            }
        }
    }

    record If(Expression condition, GoNode then, GoNode otherwise) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            GoNode chosen = GoValues.isTrue(condition.value(scope, dot)) ? then : otherwise;
            scope.open();
            chosen.run(scope, dot, out);
            scope.close();
        }
    }

    /** Over a list; the dot is the element, and so is the variable, if there is one. */
    record Range(@Nullable String index, @Nullable String element, Expression list, GoNode body) implements GoNode {
        @Override
        public void run(GoScope scope, Object dot, StringBuilder out) {
            if (!(list.value(scope, dot) instanceof List<?> elements)) {
                throw new IllegalArgumentException("Go template: range runs over lists.");
            }
            for (int i = 0; i < elements.size(); i++) {
                scope.open();
                if (index != null) {
                    scope.declare(index, i);
                }
                if (element != null) {
                    scope.declare(element, elements.get(i));
                }
                body.run(scope, elements.get(i), out);
                scope.close();
            }
        }
    }

    record Constant(Object constant) implements Expression {
        @Override
        public Object value(GoScope scope, Object dot) {
            return constant;
        }
    }

    /** Fields one below the other of the dot or of a variable; none is the dot or variable itself. */
    record Fields(@Nullable String variable, List<String> names) implements Expression {
        @Override
        public Object value(GoScope scope, Object dot) {
            Object value = variable == null ? dot : scope.value(variable);
            for (String name : names) {
                value = GoValues.field(value, name);
            }
            return value;
        }
    }

    record Call(String function, List<Expression> arguments) implements Expression {
        @Override
        public Object value(GoScope scope, Object dot) {
            return GoFunctions.call(function, arguments, argument -> argument.value(scope, dot));
        }
    }
}
