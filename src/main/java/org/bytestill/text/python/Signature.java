package org.bytestill.text.python;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parameters of a function: binds arguments to them as Python does. */
public final class Signature {
    private final String function;
    private final List<String> names = new ArrayList<>();
    private int required;
    /** How many of the first parameters cannot be named. */
    private int unnamed;

    /**
     * @param function   the function's name, for messages
     * @param parameters names separated by spaces; one that may be left out ends with {@code ?}; those before {@code /} cannot be named
     */
    public Signature(String function, String parameters) {
        this.function = function;
        for (String each : parameters.isEmpty() ? new String[0] : parameters.split(" ")) {
            if (each.equals("/")) {
                unnamed = names.size();
            } else {
                names.add(each.replace("?", ""));
                required = each.endsWith("?") ? required : names.size();
            }
        }
    }

    /** The arguments in the order of the parameters; null where one is left out. */
    public @Nullable Object[] bind(Arguments arguments) {
        @Nullable
        Object[] bound = new @Nullable Object[names.size()];
        List<Object> positional = arguments.positional();
        if (positional.size() > names.size()) {
            throw Fault.type("%s() takes at most %d arguments (%d given)", function, names.size(), positional.size());
        }
        for (int i = 0; i < positional.size(); i++) {
            bound[i] = positional.get(i);
        }
        for (Map.Entry<String, Object> each : arguments.named().entrySet()) {
            int place = names.indexOf(each.getKey());
            if (place < unnamed) {
                throw Fault.type("%s() got an unexpected keyword argument '%s'", function, each.getKey());
            }
            if (bound[place] != null) {
                throw Fault.type("%s() got multiple values for argument '%s'", function, each.getKey());
            }
            bound[place] = each.getValue();
        }
        for (int i = 0; i < required; i++) {
            if (bound[i] == null) {
                throw Fault.type("%s() missing 1 required argument: '%s'", function, names.get(i));
            }
        }
        return bound;
    }
}
