package org.bytestill.text.jinja;

import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code {% macro name(parameters) %}}. */
final class MacroDefinition extends Statement {
    private final String name;
    private final MacroBody body;
    private @Nullable Place place;
    private boolean exported;

    MacroDefinition(int line, String name, MacroBody body) {
        super(line);
        this.name = name;
        this.body = body;
    }

    @Override
    void children(Consumer<Node> visitor) {
        body.children(visitor);
    }

    @Override
    void scan(Symbols symbols) {
        symbols.store(name);
    }

    @Override
    void bind(Site site) {
        body.bind(site);
        place = site.place(name);
        exported = site.top();
    }

    @Override
    Flow run(Frame frame, Buffer out) {
        Macro macro = new Macro(name, body, frame);
        if (place != null) {
            place.set(frame, macro);
        }
        if (exported) {
            frame.context().store(name, macro);
        }
        return Flow.NEXT;
    }
}
