package org.bytestill.text.jinja;

import java.util.List;
import java.util.function.Consumer;
import org.bytestill.text.python.PyDict;

/** A dict in braces. */
final class Mapping extends Expression {
    private final List<Expression> keys;
    private final List<Expression> values;

    Mapping(int line, List<Expression> keys, List<Expression> values) {
        super(line);
        this.keys = keys;
        this.values = values;
    }

    @Override
    void children(Consumer<Node> visitor) {
        for (int i = 0; i < keys.size(); i++) {
            visitor.accept(keys.get(i));
            visitor.accept(values.get(i));
        }
    }

    @Override
    Object value(Frame frame) {
        PyDict dict = new PyDict();
        for (int i = 0; i < keys.size(); i++) {
            Object key = keys.get(i).value(frame);
            dict.put(key, values.get(i).value(frame));
        }
        return dict;
    }
}
